import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findExecutable } from '../../src/eda/icarus.ts';
import { openSimulator } from '../../src/eda/simulator.ts';
import { laneFolders, laneProcesses } from './hostile-machine.ts';

const ENDLESS = 'module top; reg c = 0; always #1 c = ~c; endmodule';
const SIMULATOR = new URL('../../src/eda/simulator.ts', import.meta.url).href;

/** Another Node process that opens a simulator, says so, and then does `then`. */
async function startOther(then: string): Promise<ChildProcess> {
  const script = `
    import { openSimulator } from ${JSON.stringify(SIMULATOR)};
    const simulator = await openSimulator({ lanes: 2 });
    const job = { testbench: [], design: [{ name: 'a.v', text: ${JSON.stringify(ENDLESS)} }] };
    const run = () => simulator.run(job).catch(() => {});
    ${then}`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout as NodeJS.ReadableStream, 'data');
  return other;
}

describe('when a simulator ends', () => {
  it('close() leaves no process and no folder, even in the middle of a job', async () => {
    const simulator = await openSimulator({ lanes: 2 });
    const running = simulator.run({ testbench: [], design: [{ name: 'a.v', text: ENDLESS }] });
    const outcome = expect(running).rejects.toMatchObject({ code: 'SIMULATOR_CLOSED' });
    expect(laneFolders(process.pid)).toHaveLength(1);
    expect(laneProcesses(process.pid).length).toBeGreaterThanOrEqual(2);
    await simulator.close();
    await outcome;
    expect(laneFolders(process.pid)).toEqual([]);
    await expect.poll(() => laneProcesses(process.pid)).toEqual([]);
  });

  it('refuses jobs after close()', async () => {
    const simulator = await openSimulator({ lanes: 1 });
    await simulator.close();
    await simulator.close();
    const late = simulator.run({ testbench: [], design: [{ name: 'a.v', text: ENDLESS }] });
    await expect(late).rejects.toMatchObject({ code: 'SIMULATOR_CLOSED' });
  });

  it('an idle one does not keep the process alive, and its end leaves nothing', async () => {
    const other = await startOther('console.log("open");');
    const [code] = await once(other, 'exit');
    expect(code).toBe(0);
    expect(laneFolders(other.pid as number)).toEqual([]);
    await expect.poll(() => laneProcesses(other.pid as number)).toEqual([]);
  });

  it('process.exit() in the middle of a job leaves nothing', async () => {
    const other = await startOther('run(); console.log("open"); setTimeout(() => process.exit(3), 50);');
    const [code] = await once(other, 'exit');
    expect(code).toBe(3);
    expect(laneFolders(other.pid as number)).toEqual([]);
    await expect.poll(() => laneProcesses(other.pid as number)).toEqual([]);
  });

  it('SIGKILL leaves no process, and the next simulator sweeps the folder', async () => {
    const other = await startOther('run(); run(); setTimeout(() => console.log("open"), 50);');
    const pid = other.pid as number;
    expect(laneProcesses(pid).length).toBeGreaterThanOrEqual(2);
    other.kill('SIGKILL');
    await once(other, 'exit');
    await expect.poll(() => laneProcesses(pid)).toEqual([]);
    expect(laneFolders(pid)).toHaveLength(1);
    await (await openSimulator({ lanes: 1 })).close();
    expect(laneFolders(pid)).toEqual([]);
  });
});

describe('without bubblewrap', () => {
  const path = process.env['PATH'];
  let bin: string;
  function hideBubblewrap(): void {
    bin = mkdtempSync(join(tmpdir(), 'bin-'));
    mkdirSync(bin, { recursive: true });
    for (const tool of ['iverilog', 'vvp']) symlinkSync(findExecutable(tool) as string, join(bin, tool));
    process.env['PATH'] = bin;
  }
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(bin, { recursive: true, force: true });
  });

  it('refuses to run foreign code and says what to do', async () => {
    hideBubblewrap();
    const refused = openSimulator({ lanes: 1 });
    await expect(refused).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      message: expect.stringContaining('bwrap is not on PATH'),
      next: expect.stringContaining('Install bubblewrap'),
    });
  });

  it('runs under limits alone when that is allowed, says so, and leaves nothing', async () => {
    hideBubblewrap();
    const limits = { simulationCpuSeconds: 20, wallSeconds: 0.2 };
    const simulator = await openSimulator({ lanes: 1, allowUnconfined: true, limits });
    expect(simulator.sandbox).toBe('limits-only');
    const text = 'module top; initial $display("hello"); endmodule\nsyntax';
    const bad = await simulator.run({ testbench: [], design: [{ name: 'a.v', text }] });
    // The lane's folder, which is no business of a log, is cut from messages.
    expect(bad.compile?.log).toMatch(/^a\.v:\d+: syntax error/);
    const slow = simulator.run({ testbench: [], design: [{ name: 'a.v', text: ENDLESS }] });
    await expect(slow).rejects.toMatchObject({ code: 'TOOL_STALLED' });
    await simulator.close();
    await expect.poll(() => laneProcesses(process.pid)).toEqual([]);
    expect(laneFolders(process.pid)).toEqual([]);
  });

  it('says when Icarus itself is missing', async () => {
    hideBubblewrap();
    rmSync(join(bin, 'vvp'));
    await expect(openSimulator()).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      message: 'vvp was not found',
    });
  });
});
