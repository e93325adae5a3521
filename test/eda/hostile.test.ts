import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSimulator, type SimulationResult, type Simulator } from '../../src/eda/simulator.ts';
import { type Canary, laneFolders, laneProcesses, layCanary } from './hostile-machine.ts';
import { allLogs, HAZARDS, HOSTILE_ROWS, SMALL_LIMITS, STAGED_HAZARDS } from './hostile-rows.ts';

const FOLDER = new URL('hostile/', import.meta.url);

let simulator: Simulator;
let canary: Canary;
beforeAll(async () => {
  canary = layCanary();
  simulator = await openSimulator({ lanes: 2, limits: SMALL_LIMITS });
});
afterAll(async () => {
  await simulator.close();
  canary.remove();
});

const fixture = (name: string, secretPath = canary.secretPath) => ({
  name,
  text: readFileSync(new URL(name, FOLDER), 'utf8')
    .replaceAll('@SECRET@', secretPath)
    .replaceAll('@FOLDER@', canary.folder),
});
const attack = (name: string, secretPath?: string): Promise<SimulationResult> =>
  simulator.run({ testbench: [], design: [fixture(name, secretPath)] });

describe('every hazard', () => {
  const tested = [
    ...HOSTILE_ROWS.map(({ hazard, fixture: name }) => [hazard, [name]] as const),
    ...Object.entries(STAGED_HAZARDS),
  ];

  it.each(HAZARDS)('has a hostile file: %s', (hazard) => {
    const files = tested.filter(([name]) => name === hazard).flatMap(([, names]) => names);
    expect(files).not.toEqual([]);
    for (const file of files) expect(readdirSync(FOLDER)).toContain(file);
  });

  it('uses every hostile file', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...new Set(tested.flatMap(([, names]) => names))].sort());
  });
});

describe('a hostile file', () => {
  it.concurrent.each(HOSTILE_ROWS)('$fixture: $hazard', async ({ fixture: name, ends, says, never }) => {
    const result = await attack(name);
    const steps = (['preprocess', 'compile', 'simulation'] as const).filter(
      (step) => result[step] !== undefined,
    );
    const last = steps.at(-1) as (typeof steps)[number];
    expect({ [last]: result[last]?.outcome }).toEqual(ends);
    if (says !== undefined) expect(result[last]?.log).toMatch(says);
    if (never !== undefined) expect(allLogs(result)).not.toMatch(never);
    expect(allLogs(result).length).toBeLessThan(2 * SMALL_LIMITS.outputBytes);
    expect(result.sandbox).toBe('bubblewrap');
    expect(canary.damage()).toEqual([]);
  });

  it('does not let an earlier compile stand in for a failed one', async () => {
    const one = await openSimulator({ lanes: 1, limits: SMALL_LIMITS });
    const run = (name: string) => one.run({ testbench: [], design: [fixture(name)] });
    expect((await run('finish-ends-all.v')).simulation?.log).toBe('first\n');
    expect((await run('exit-code-256.v')).simulation).toBeUndefined();
    await one.close();
  });

  it('cannot include a file from outside', async () => {
    const paths = [
      canary.secretPath,
      `../../../../../..${canary.secretPath}`,
      '/etc/passwd',
      '/proc/self/environ',
    ];
    for (const path of paths) {
      const result = await attack('include-secret.v', path);
      expect(result.preprocess.outcome).toBe('failed');
      expect(result.preprocess.log).toMatch(/Include file .* not found/);
      expect(allLogs(result)).not.toContain(canary.secret);
    }
  });

  it('cannot read a file from outside, nor the environment', async () => {
    const { simulation } = await attack('read-secret.v');
    expect(simulation?.log.match(/^no /gm)).toHaveLength(8);
    expect(simulation?.log).toMatch(/^BYTES xx$/m);
    expect(simulation?.log).not.toMatch(/^READ|root:/m);
  });

  it('cannot write a file outside of its scratch folder', async () => {
    const { simulation } = await attack('write-outside.v');
    expect(simulation?.log.match(/^no /gm)).toHaveLength(7);
    expect(simulation?.log).not.toContain('WROTE');
    expect(canary.damage()).toEqual([]);
  });

  it('cannot fill the machine with many files', async () => {
    const { simulation } = await attack('many-files-flood.v');
    // The lane's own file system is full long before 200 files: closing fails, nothing outside grows.
    expect(simulation?.log).toContain('could not close file');
  });

  it('leaves nothing for the next job of its lane', async () => {
    const one = await openSimulator({ lanes: 1, limits: SMALL_LIMITS });
    const run = (name: string) => one.run({ testbench: [], design: [fixture(name)] });
    expect((await run('leaves-files.v')).simulation?.log).toBe('left 1\n');
    const found = await run('finds-files.v');
    expect(found.simulation?.log.match(/^no /gm)).toHaveLength(5);
    await one.close();
  });

  it('cannot end the testbench of another job', async () => {
    const [first, second] = await Promise.all([attack('finish-ends-all.v'), attack('reference-times-out.v')]);
    expect(first.simulation?.log).toBe('first\n');
    expect(second.simulation?.log).toBe('TIMEOUT\n');
  });

  it('is killed at the wall limit after a second try, and leaves no process', async () => {
    // Each lane is bwrap, its helper inside and the shell: seen here, so that seeing none later means something.
    expect(laneProcesses(process.pid).length).toBeGreaterThanOrEqual(2 * 2);
    const impatient = await openSimulator({ lanes: 1, limits: { wallSeconds: 0.2 } });
    const slow = impatient.run({ testbench: [], design: [fixture('constant-function-loop.v')] });
    await expect(slow).rejects.toMatchObject({ code: 'TOOL_STALLED' });
    const next = await impatient.run({ testbench: [], design: [fixture('finish-ends-all.v')] });
    expect(next.simulation?.log).toBe('first\n');
    expect(next.retried).toBe(false);
    await impatient.close();
    // What is left are the two lanes of the other simulator.
    await expect.poll(() => laneProcesses(process.pid).length).toBeLessThanOrEqual(3 * 2);
    expect(laneFolders(process.pid)).toHaveLength(1);
  });
});
