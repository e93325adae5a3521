import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { expandInputs } from '../../../src/stages/ingest/expand-inputs.ts';
import { scratchFolder } from '../../support/scratch.ts';

const root = scratchFolder();
for (const file of [
  'b.jsonl',
  'a.csv.gz',
  'x.txt',
  'runs/1/trace.jsonl',
  'runs/1/result.json',
  'runs/1/spec/s.json',
  'odd/[1].jsonl',
]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '');
}
const inputs = async (...names: string[]) =>
  (await expandInputs(names.map((name) => join(root, name)))).map((file) => file.slice(root.length + 1));

test('a folder gives its known files by name, without the artefacts of runs', async () => {
  expect(await inputs('.')).toEqual([
    'a.csv.gz',
    'b.jsonl',
    'odd/[1].jsonl',
    'runs/1/result.json',
    'runs/1/trace.jsonl',
  ]);
  expect(await inputs('runs/1')).toEqual(['runs/1/result.json', 'runs/1/trace.jsonl']);
});

test('files, globs and folders in the order they were given, each once', async () => {
  expect(await inputs('x.txt', 'b.jsonl', '*.{jsonl,gz}')).toEqual(['x.txt', 'b.jsonl', 'a.csv.gz']);
  expect(await inputs('odd/[1].jsonl')).toEqual(['odd/[1].jsonl']);
});

test.each(['absent.jsonl', 'absent/*.jsonl', 'runs/1/spec/..x'])(
  '%s is an error that says what to do',
  async (name) => {
    await expect(inputs(name)).rejects.toMatchObject({
      code: 'INPUT_MISSING',
      next: expect.stringMatching(/\w/),
    });
  },
);

test('a folder without a known file is an error', async () => {
  mkdirSync(join(root, 'empty'));
  await expect(inputs('empty')).rejects.toMatchObject({ code: 'INPUT_MISSING' });
});
