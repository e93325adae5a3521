import { describe, expect, it } from 'vitest';
import { resolveLimits } from '../../src/eda/limits.ts';
import { openSimulator } from '../../src/eda/simulator.ts';

const SMALL = {
  simulationCpuSeconds: 1,
  compileCpuSeconds: 1,
  memoryMiB: 96,
  fileBytes: 1024 * 1024,
  wallSeconds: 20,
};

/** Runs one module alone under some limits and gives the outcome of the last step. */
async function outcomeUnder(limits: object, body: string): Promise<string | undefined> {
  const simulator = await openSimulator({ lanes: 1, limits });
  const text = `module top;\n${body}\nendmodule\n`;
  const { compile, simulation } = await simulator.run({ testbench: [], design: [{ name: 'a.v', text }] });
  await simulator.close();
  return (simulation ?? compile)?.outcome;
}

// Each is stopped when it asks for too much and passes when it asks for less, or is given more: a limit that is
// not in force fails the one, a limit that is always in force the other.
describe('each limit is in force by itself', () => {
  it('CPU time of a simulation', async () => {
    const count = (times: number) =>
      `integer i; initial for (i = 0; i < ${times}; i = i + 1) if (i < 0) $finish;`;
    expect(await outcomeUnder(SMALL, count(1_000_000_000))).toBe('cpu_limit');
    expect(await outcomeUnder(SMALL, count(1000))).toBe('ok');
  });

  it('CPU time of a compile', async () => {
    const count = (times: number) => `function integer f(input integer n); integer i; begin f = 0;
      for (i = 0; i < n; i = i + 1) f = f + 1; end endfunction
      localparam N = f(${times}); initial $display(N);`;
    expect(await outcomeUnder(SMALL, count(1_000_000_000))).toBe('cpu_limit');
    expect(await outcomeUnder(SMALL, count(1000))).toBe('ok');
  });

  it('memory', async () => {
    const body = 'string s; initial begin s = "0123456789abcdef"; repeat (21) s = {s, s}; end';
    expect(await outcomeUnder(SMALL, body)).toBe('memory_limit');
    expect(await outcomeUnder({ ...SMALL, memoryMiB: 2048, simulationCpuSeconds: 20 }, body)).toBe('ok');
  });

  it('size of a file', async () => {
    const body = `integer f, i; initial begin f = $fopen("x", "w");
      for (i = 0; i < 2000; i = i + 1) $fdisplay(f, "%01000d", i); end`;
    expect(await outcomeUnder(SMALL, body)).toBe('file_limit');
    expect(await outcomeUnder({ ...SMALL, fileBytes: 4 * 1024 * 1024 }, body)).toBe('ok');
  });

  it('size of the output', async () => {
    const body = 'integer i; initial for (i = 0; i < 2000; i = i + 1) $display("%01000d", i);';
    expect(await outcomeUnder(SMALL, body)).toBe('output_limit');
    expect(await outcomeUnder({ ...SMALL, fileBytes: 4 * 1024 * 1024 }, body)).toBe('ok');
  });
});

describe('resolveLimits', () => {
  it('refuses what a shell could not enforce', () => {
    expect(() => resolveLimits({ memoryMiB: 0 })).toThrow(
      'Expected the limit `memoryMiB` to be a positive number',
    );
    expect(() => resolveLimits({ simulationCpuSeconds: 1.5 })).toThrow('got `1.5`');
    expect(() => resolveLimits({ wallSeconds: Number.POSITIVE_INFINITY })).toThrow('wallSeconds');
    expect(resolveLimits({ wallSeconds: 0.5 }).wallSeconds).toBe(0.5);
  });
});
