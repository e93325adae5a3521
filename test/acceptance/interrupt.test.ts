import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';

function lanesOf(pid: number): string[] {
  return ['/dev/shm', tmpdir()]
    .flatMap((parent) => readdirSync(parent))
    .filter((name) => name.startsWith('rtl-quarry-lanes-') && name.split('-')[4] === String(pid));
}

test('a run stopped by Ctrl-C says how to go on and leaves no lanes behind', async () => {
  const args = ['run', 'pipelines/mine-traces.yaml', '--warehouse', join(scratchFolder(), 'w.duckdb')];
  const run = spawn(join(PROJECT_ROOT, 'bin/quarry'), args, { cwd: PROJECT_ROOT });
  let stderr = '';
  run.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  for (let waited = 0; lanesOf(run.pid!).length === 0; waited += 20) {
    if (waited > 30_000 || run.exitCode !== null) throw new Error(`no simulation was seen: ${stderr}`);
    await wait(20);
  }
  run.kill('SIGINT');
  const [code] = await once(run, 'close');
  expect(code).toBe(130);
  expect(stderr).toMatch(/stopped by SIGINT: .* the same command goes on/);
  expect(lanesOf(run.pid!)).toEqual([]);
});
