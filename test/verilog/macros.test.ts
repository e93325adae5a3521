import { describe, expect, test } from 'vitest';
import { expandMacros } from '../../src/verilog/macros.ts';

describe('expandMacros', () => {
  test.each([
    ['`define W 8\nwire [`W-1:0] a;', 'wire [8-1:0] a;'],
    ['`define ADD(a, b) ((a) + b)\nassign y = `ADD(x[1, 2], {p, q});', 'assign y = ((x[1, 2]) + {p, q});'],
    ['`define A `B\n`define B 3\nx = `A;', 'x = 3;'],
    ['`define J(n) sig_``n\n`J(q) = 1;', 'sig_q = 1;'],
    ['`define S(n) `"n`"\n$display(`S(q));', '$display("q");'],
    ['`define M(a) begin \\\n a; \\\n end\n`M(x)', 'begin   x;   end'],
    ['`define A 1 // one\nx = `A;', 'x = 1;'],
  ])('%j', (text, expected) => {
    expect(expandMacros(text).split('\n').at(-1)).toBe(expected);
  });

  test('line numbers stay', () => {
    const text = '`define CHECK(a, b) \\\n  if (a !== b) \\\n    $error;\n`CHECK(q,\n  1)\nlast';
    expect(expandMacros(text).split('\n').indexOf('last')).toBe(5);
  });

  test('recursion and doubling end, with the text as it was', () => {
    const recursive = '`define A `A `A\n`A';
    expect(expandMacros(recursive)).toBe(recursive);
    const doubling = Array.from({ length: 40 }, (_, n) => `\`define M${n + 1} \`M${n} \`M${n}`).join('\n');
    const text = `\`define M0 xxxxxxxxxxxxxxxxxxxxxxxxxxx\n${doubling}\n\`M40`;
    expect(expandMacros(text)).toBe(text);
  });
});
