import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confinement, trySandbox } from '../../src/eda/sandbox.ts';

const run = promisify(execFile);

describe('the confinement of a lane', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'confinement-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a shell command as a lane would; gives what it printed. */
  async function inside(command: string): Promise<string> {
    const trial = trySandbox();
    if ('reason' in trial) throw new Error(trial.reason);
    const mounts = { job: folder, control: folder, workBytes: 1024 * 1024 };
    const args = [...confinement(trial.sandbox, mounts, []), '/bin/bash', '-c', command];
    const { stdout } = await run(trial.sandbox.bwrap, args, { env: { ...process.env, CANARY: 'leaked' } });
    return stdout;
  }

  it('shows the system, the job and nothing else', async () => {
    const seen = (await inside('echo /*')).trim().split(' ');
    expect(seen).toEqual(expect.arrayContaining(['/ctl', '/job', '/usr', '/scratch']));
    for (const name of ['/proc', '/etc', '/home', '/root', '/tmp', '/dev', '/var', '/run', '/sys']) {
      expect(seen).not.toContain(name);
    }
  });

  it('has an empty environment', async () => {
    expect(await inside('declare -x')).not.toContain('CANARY');
  });

  it('is not root and has no capability to become it', async () => {
    expect(Number(await inside('echo $UID'))).toBe(65534);
  });

  it('writes only to its scratch file system, and only so much', async () => {
    const places = ['/', '/job', '/ctl', '/usr'].map(
      (place) => `(: >${place}/planted) 2>/dev/null && echo ${place}`,
    );
    expect(await inside(`${places.join('; ')}; true`)).toBe('');
    const filled = await inside(
      'head -c 4000000 /usr/bin/bash /usr/bin/perl >/scratch/big 2>/dev/null; wc -c </scratch/big',
    );
    expect(Number(filled)).toBeLessThanOrEqual(1024 * 1024);
    expect(existsSync(join(folder, 'planted'))).toBe(false);
  });

  it('has no network', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const connect = `(: </dev/tcp/127.0.0.1/${port}) 2>/dev/null && echo connected || echo refused`;
    // The same command outside, so that a refusal means the sandbox.
    expect((await run('/bin/bash', ['-c', connect])).stdout).toBe('connected\n');
    expect(await inside(connect)).toBe('refused\n');
    server.close();
  });

  it('sees no process but its own', async () => {
    expect(Number(await inside('echo $$'))).toBeLessThan(10);
    expect(await inside(`kill -0 ${process.pid} 2>/dev/null && echo seen || echo unseen`)).toBe('unseen\n');
  });
});
