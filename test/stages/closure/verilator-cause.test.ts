import { expect, test } from 'vitest';
import { verilatorFailure } from '../../../src/stages/closure/verilator-cause.ts';

test.each([
  ['%Error: b.sv:3:10: Cannot find include file: x.svh', 'missing_include'],
  ["%Error: b.sv:3:2: Cannot find file containing module: 'PLL'", 'missing_module'],
  ["%Error: b.sv:3:2: Define or directive not defined: '`W'", 'undefined_macro'],
  ['%Error: b.sv:3:8: syntax error, unexpected ref', 'syntax_error'],
  ['%Error-ZERODLY: b.sv:3:8: Unsupported: #0 delays', 'unsupported_construct'],
  ['%Error: Internal Error: b.sv:3:8: ../V3LinkDot.cpp:2247: Pin not under instance?', 'tool_crash'],
  ['%Error: b.sv:3:8: Something new', 'elaboration_error'],
])('%s', (line, cause) => {
  expect(
    verilatorFailure({ outcome: 'failed', log: `%Warning-WIDTH: noise\n${line}\n%Error: Exiting` }),
  ).toEqual({
    cause,
    message: line,
  });
});

test('a limit is named before what the log says', () => {
  expect(verilatorFailure({ outcome: 'memory_limit', log: '' })).toEqual({
    cause: 'memory_limit',
    message: 'Verilator ended by memory_limit',
  });
});
