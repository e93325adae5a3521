import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DatasetFolder } from '../../../src/generate/dataset/dataset-folder.ts';
import { MeasuredCache } from '../../../src/generate/measure/measured-cache.ts';
import type { MeasuredDesign } from '../../../src/generate/measure/measured-design.ts';
import { scratchFolder } from '../../support/scratch.ts';

const scratch = scratchFolder();

test('appears under its name when it is whole, without what only helped to make it', async () => {
  const out = join(scratch, 'whole');
  const folder = new DatasetFolder(out);
  new MeasuredCache(folder.measured);
  folder.write({ path: 'data/runs/run_1/trace.jsonl', text: '{}\n' });
  folder.append('rows.jsonl', [{ row: 1 }]);
  folder.append('rows.jsonl', [{ row: 2 }]);
  expect(existsSync(out)).toBe(false);
  folder.finish();
  expect(readdirSync(out).sort()).toEqual(['data', 'rows.jsonl']);
  expect(readFileSync(join(out, 'rows.jsonl'), 'utf8')).toBe('{"row":1}\n{"row":2}\n');
  expect(existsSync(`${out}.partial`)).toBe(false);
});

test('what a killed run wrote goes, what it measured stays', async () => {
  const out = join(scratch, 'killed');
  const killed = new DatasetFolder(out);
  killed.write({ path: 'data/runs/run_1/trace.jsonl', text: '{}\n' });
  const measured = { testbench: 'tb' } as MeasuredDesign;
  await new MeasuredCache(killed.measured).recall('key', async () => measured);
  const next = new DatasetFolder(out);
  const cache = new MeasuredCache(next.measured);
  const found = await cache.recall('key', async () => {
    throw new Error('measured again');
  });
  expect(found).toEqual(measured);
  next.finish();
  expect(readdirSync(out)).toEqual([]);
});

test('a folder that holds something is refused, and left as it is', () => {
  const out = join(scratch, 'full');
  mkdirSync(out);
  writeFileSync(join(out, 'mine.txt'), 'mine');
  expect(() => new DatasetFolder(out)).toThrow(expect.objectContaining({ code: 'USAGE', where: out }));
  expect(readdirSync(out)).toEqual(['mine.txt']);
});
