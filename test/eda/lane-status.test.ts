import { describe, expect, it } from 'vitest';
import { parseLaneStatus } from '../../src/eda/lane-status.ts';

const times = (user: string, system: string) => `0m0.010000s 0m0.020000s\n${user} ${system}\n`;

describe('parseLaneStatus', () => {
  it('gives each step its exit code, output and own CPU time', () => {
    const printed = `t0 p 0 1\n${times('0m1.000000s', '0m0.500000s')}t0 c 153 0\n${times('1m2.250000s', '0m0.500000s')}t0 done\n`;
    expect(parseLaneStatus(printed, 't0', 1400)).toEqual([
      { step: 'preprocess', exitCode: 0, madeOutput: true, cpuMs: 100 },
      { step: 'compile', exitCode: 153, madeOutput: false, cpuMs: 61_250 },
    ]);
  });

  it('leaves out what the lane did not print and what it had not finished printing', () => {
    const forged = `t1 s 0 1\n${times('0m0.000000s', '0m0.000000s')}`;
    expect(parseLaneStatus(forged, 't0', 0)).toEqual([]);
    expect(parseLaneStatus('t0 c 0 1\n0m0.0s 0m0.0s\n', 't0', 0)).toEqual([]);
    expect(parseLaneStatus('t0 ready\n', 't0', 0)).toEqual([]);
  });
});
