import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';

const TESTBENCH = {
  name: 'tb.v',
  text: [
    '`timescale 1ns/1ps',
    'module tb;',
    '  wire y;',
    '  dut u(.y(y));',
    '  initial begin',
    '    #1 if (y === 1) $display("PASS"); else $display("FAIL");',
    '    $finish;',
    '  end',
    'endmodule',
    '',
  ].join('\n'),
};
const design = (text: string) => [{ name: 'dut.v', text }];

describe('a simulator', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await openSimulator();
  });
  afterAll(() => simulator.close());

  it('tells a good design from a bad one', async () => {
    const [good, bad] = await Promise.all([
      simulator.run({
        testbench: [TESTBENCH],
        design: design('module dut(output y); assign y = 1; endmodule'),
      }),
      simulator.run({
        testbench: [TESTBENCH],
        design: design('module dut(output y); assign y = 0; endmodule'),
      }),
    ]);
    expect(good.simulation).toMatchObject({ outcome: 'ok', exitCode: 0, log: 'PASS\n' });
    expect(bad.simulation).toMatchObject({ outcome: 'ok', exitCode: 0, log: 'FAIL\n' });
    expect(good.tool).toMatch(/^iverilog \d+\.\d+/);
  });

  it('reports a syntax error with the name and line of the source, and simulates nothing', async () => {
    const result = await simulator.run({
      testbench: [TESTBENCH],
      design: design('module dut(output y)\nendmodule'),
    });
    expect(result.compile).toMatchObject({ outcome: 'failed' });
    expect(result.compile?.log).toContain('dut.v:2: syntax error');
    expect(result.simulation).toBeUndefined();
  });

  it('only compiles when asked to', async () => {
    const result = await simulator.run({
      testbench: [],
      design: design('module dut; endmodule'),
      simulate: false,
    });
    expect(result.compile?.outcome).toBe('ok');
    expect(result.simulation).toBeUndefined();
  });

  it('runs more jobs than it has lanes', async () => {
    const jobs = Array.from({ length: 20 }, (_, i) =>
      simulator.run({ testbench: [], design: design(`module t; initial $display("job ${i}"); endmodule`) }),
    );
    const logs = (await Promise.all(jobs)).map((result) => result.simulation?.log);
    expect(logs).toEqual(Array.from({ length: 20 }, (_, i) => `job ${i}\n`));
  });

  it('refuses names that could leave the job folder or collide', async () => {
    for (const name of ['../x.v', '/etc/x.v', '-x.v', 'a b.v', 'pp.v', 'x.vhd', '']) {
      await expect(simulator.run({ testbench: [], design: [{ name, text: '' }] })).rejects.toThrow(
        /plain Verilog/,
      );
    }
    const twice = simulator.run({ testbench: [TESTBENCH], design: [TESTBENCH] });
    await expect(twice).rejects.toMatchObject({ code: 'JOB_INVALID' });
  });
});
