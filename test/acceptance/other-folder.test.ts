import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quarry } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';

test('the main job can be named, and finds its samples, from any folder', async () => {
  const cwd = scratchFolder();
  const plan = ['plan', 'pipelines/mine-traces.yaml', '--warehouse', 'w.duckdb', '--json'];
  const { stdout, stderr } = await quarry(plan, { cwd });
  expect(stderr).toBe('');
  const { stages } = JSON.parse(stdout) as { stages: { stage: string; todo: number }[] };
  expect(stages.filter(({ stage }) => stage === 'ingest').at(-1)?.todo).toBeGreaterThan(10);
  expect(existsSync(join(cwd, 'w.duckdb'))).toBe(true);
});
