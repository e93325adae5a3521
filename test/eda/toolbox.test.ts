import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openToolbox, type Toolbox } from '../../src/eda/toolbox.ts';

const file = (text: string, name = 'a.v') => ({ name, text });
const REGISTER = file('module a(input clk, d, output reg q); always @(posedge clk) q <= d; endmodule');

let box: Toolbox;
beforeAll(async () => {
  box = await openToolbox({ lanes: 2 });
});
afterAll(() => box.close());

describe('Yosys', () => {
  it('runs a script on sources and gives what it wrote, joined where a pattern asks so', async () => {
    const script = [
      'read_verilog -sv a.v',
      'hierarchy -top a',
      'proc',
      'tee -q -o @out/s stat',
      'tee -q -o @out/p-0 log one',
      'tee -q -o @out/p-1 log two',
    ].join('\n');
    const run = await box.yosys({ files: [REGISTER], script, outputs: ['s', 'p-*', 'never'] });
    expect(run).toMatchObject({ outcome: 'ok', exitCode: 0, log: '' });
    expect(run.files['s']).toMatch(/\$dff +1/);
    expect(run.files['p-*']).toBe('one\ntwo\n');
    expect(Object.keys(run.files)).toEqual(['s', 'p-*']);
  });

  it('finds headers, and says what it refuses', async () => {
    const files = [
      file('`include "w.vh"\nmodule a(output [`W-1:0] y); assign y = ; endmodule'),
      file('`define W 2', 'w.vh'),
    ];
    const run = await box.yosys({ files, script: 'read_verilog -sv a.v' });
    expect(run.outcome).toBe('failed');
    expect(run.log).toMatch(/^a\.v:2: ERROR: syntax error/m);
  });

  it('leaves nothing of one job for the next', async () => {
    const one = await openToolbox({ lanes: 1 });
    await one.yosys({ files: [REGISTER], script: 'tee -q -o @out/left log left' });
    const run = await one.yosys({ files: [file('', 'b.v')], script: 'read_verilog a.v', outputs: ['left'] });
    expect(run).toMatchObject({ outcome: 'failed', files: {} });
    await one.close();
  });
});

describe('Verilator', () => {
  it('takes what Icarus 11 does not', async () => {
    const text = 'module a(input int unsigned i, output logic y); assign y = i inside {1, [5:7]}; endmodule';
    expect(await box.verilator({ files: [file(text, 'a.sv')] })).toMatchObject({
      outcome: 'ok',
      exitCode: 0,
    });
  });

  it('refuses an unknown top and a missing module, and takes parameters', async () => {
    expect((await box.verilator({ files: [REGISTER], top: 'b' })).log).toMatch(/'b' was not found/);
    const missing = file('module a; gone u(); endmodule');
    expect(await box.verilator({ files: [missing] })).toMatchObject({ outcome: 'failed' });
    const bounded = file('module a #(parameter N = 1); if (N > 3) gone u(); endmodule');
    expect((await box.verilator({ files: [bounded] })).outcome).toBe('ok');
    expect((await box.verilator({ files: [bounded], options: ['-GN=4'] })).outcome).toBe('failed');
  });
});

it.each([
  ['a path as source', () => box.yosys({ files: [file('', '../a.v')], script: '' })],
  ['a path as output', () => box.yosys({ files: [REGISTER], script: '', outputs: ['../o'] })],
  ['too many outputs', () => box.yosys({ files: [REGISTER], script: '', outputs: [...'abcdefg'] })],
  ['two words as top', () => box.verilator({ files: [REGISTER], top: 'a --exe' })],
  ['an option with a line break', () => box.verilator({ files: [REGISTER], options: ['-Wall\n--exe'] })],
])('refuses %s', async (_, run) => {
  await expect(run()).rejects.toMatchObject({ code: 'JOB_INVALID' });
});

it('says what results depend on, and takes nothing after its end', async () => {
  const other = await openToolbox({ lanes: 1, limits: { memoryMiB: 300 } });
  expect(other.flags).toMatch(/--lint-only .* memory=300MiB/);
  expect(other.flags).not.toBe(box.flags);
  await other.close();
  await expect(other.yosys({ files: [REGISTER], script: '' })).rejects.toMatchObject({
    code: 'SIMULATOR_CLOSED',
  });
});
