import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../src/verilog/parser.ts';
import { analyseTestbench } from '../../src/verilog/testbench-check.ts';

const FOLDER = join(import.meta.dirname, 'testbenches');
const read = (folder: string, name: string): string => readFileSync(join(FOLDER, folder, name), 'utf8');

beforeAll(loadParser);

describe('testbenches that compare an output', () => {
  test.each(readdirSync(join(FOLDER, 'checks')))('%s', (name) => {
    const { checks, how } = analyseTestbench(read('checks', name));
    expect(how.join('\n')).toMatch(/^line \d+: /);
    expect(checks).toBe(true);
  });
});

describe('testbenches that cannot fail', () => {
  test.each(readdirSync(join(FOLDER, 'no-check')))('%s', (name) => {
    const { checks, how } = analyseTestbench(read('no-check', name));
    expect(how).toHaveLength(1);
    expect(how[0]).toMatch(/^no /);
    expect(checks).toBe(false);
  });
});

test('reasons name the line and the signal', () => {
  const { how } = analyseTestbench(read('checks', 'direct-inequality.v'));
  expect(how).toContain('line 6: $display depends on a comparison of y');
});

test('text that does not parse is judged by its tokens, and says so', () => {
  const broken = (condition: string): string => `module tb ( ; ((
    not_gate dut(.a(a), .y(y));
    initial begin a = 0; #1;
    if (${condition}) begin $display("ERROR"); end )) end end`;
  expect(analyseTestbench(broken("y !== 1'b1"))).toMatchObject({
    checks: true,
    how: ['line 4: lexical: a comparison beside a report'],
  });
  const silent = analyseTestbench(broken("a !== 1'b1"));
  expect(silent.checks).toBe(false);
  expect(silent.how[0]).toContain('lexical');
});

test('the structure beside the verdict', () => {
  expect(analyseTestbench(read('checks', 'wire-match-in-final.v'))).toMatchObject({
    topModules: ['tb'],
    duts: [{ module: 'top_module', instance: 'dut1' }],
    modulesDefined: ['tb', 'stim', 'golden'],
    importsPackages: [],
    dumps: false,
    finishes: true,
  });
  expect(analyseTestbench(read('no-check', 'dump-only.v')).dumps).toBe(true);
  expect(analyseTestbench('module tb; import alu_pkg::*; alu dut(); endmodule').importsPackages).toEqual([
    'alu_pkg',
  ]);
});

test('known port directions replace the inferred ones', () => {
  const testbench = `module tb;
    wire y; reg a = y;
    thing dut(.a(a), .y(y));
    initial if (a !== 1) $display("FAIL");
  endmodule`;
  const port = (name: string, direction: 'input' | 'output') => ({ name, direction, width: '' });
  const thing = (ports: ReturnType<typeof port>[]) => ({
    modules: [{ name: 'thing', start: 0, end: 0, ports, parameters: [], instances: [] }],
  });
  expect(analyseTestbench(testbench, thing([port('a', 'input'), port('y', 'output')])).checks).toBe(true);
  expect(analyseTestbench(testbench, thing([port('a', 'input'), port('y', 'input')])).checks).toBe(false);
});
