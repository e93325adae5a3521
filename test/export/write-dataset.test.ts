import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SFT } from '../../src/export/sft.ts';
import { type DatasetManifest, writeDataset } from '../../src/export/write-dataset.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { readParquet } from '../support/read-parquet.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const { warehouse } = await copiedSamples();
const set = join(folder, 'sft');
const { manifest } = await writeDataset(warehouse, set, SFT);

interface Message {
  role: string;
  content: string;
}
type Row = Record<string, string> & { messages: Message[] };

const jsonl = <Line>(path: string): Line[] =>
  readFileSync(join(set, path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('the rows', () => {
  const rows = ['train', 'validation'].flatMap((split) => jsonl<Row>(`jsonl/${split}.jsonl`));

  test('hold one question and one answer with a module, and columns that begin with meta_', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(Object.keys(SFT.features));
      expect(row.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
      expect(row.messages[0]!.content.trim()).not.toBe('');
      expect(row.messages[1]!.content).toMatch(
        /^```verilog\n[\s\S]*\bmodule\b[\s\S]*\bendmodule\b[\s\S]*\n```$/,
      );
    }
  });

  test('are passes of a testbench that checks, each answer to a question once', async () => {
    const passed = await warehouse.rows<{ attempt_id: string }>(
      "SELECT attempt_id FROM report.attempts WHERE verdict = 'pass' AND evidence = 'checked' AND NOT protected",
    );
    const allowed = new Set(passed.map((row) => row.attempt_id));
    expect(rows.filter((row) => !allowed.has(row['meta_attempt_id']!))).toEqual([]);
    const answers = rows.map(({ messages }) => JSON.stringify(messages));
    expect(new Set(answers).size).toBe(answers.length);
  });

  test('of a group lie in one split', () => {
    const [train, validation] = ['train', 'validation'].map(
      (split) => new Set(jsonl<Row>(`jsonl/${split}.jsonl`).map((row) => row['meta_group'])),
    );
    expect([...train!].filter((group) => validation!.has(group))).toEqual([]);
  });

  test.each(['train', 'validation'])(
    'of %s are the same in Parquet, to a reader that is not DuckDB',
    async (split) => {
      const { rows: fromParquet, metadata } = await readParquet(
        join(set, `data/${split}-00000-of-00001.parquet`),
      );
      const expected = jsonl<Row>(`jsonl/${split}.jsonl`).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
      );
      const plain = fromParquet.map((row) => ({ ...row, messages: messagesOf(row['messages']) }));
      expect(plain).toEqual(expected);
      const { info } = JSON.parse(String(metadata['huggingface'])) as {
        info: { features: Record<string, unknown> };
      };
      expect(Object.keys(info.features)).toEqual(Object.keys(SFT.features));
    },
  );
});

/** Parquet's three-level lists, as this reader shows them. */
function messagesOf(value: unknown): unknown {
  const { list } = value as { list: { element: Message }[] };
  return list.map(({ element: { role, content } }) => ({ role, content }));
}

test('every attempt is exported or refused with its reason, once', async () => {
  const refused = jsonl<{ attempt_id: string; reason: string }>('refused.jsonl');
  const exported = manifest.splits.reduce((sum, { rows }) => sum + rows, 0);
  expect(exported + refused.length).toBe(await warehouse.count('SELECT count(*) FROM raw.attempts'));
  expect(new Set(refused.map((row) => row.attempt_id)).size).toBe(refused.length);
  expect(refused.filter((row) => !row.reason)).toEqual([]);
  for (const { reason, rows } of manifest.refused)
    expect(refused.filter((row) => row.reason === reason)).toHaveLength(rows);
  expect(manifest.refused.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['same answer as another row', 'verdict is fail', 'verdict is no_check']),
  );
});

test('the manifest names every file with its size and hash', () => {
  const written = JSON.parse(readFileSync(join(set, 'manifest.json'), 'utf8')) as DatasetManifest;
  expect(written).toEqual(manifest);
  expect(written.files.map(({ path }) => path).sort()).toEqual(
    filesBelow(set).filter((path) => path !== 'manifest.json'),
  );
  for (const { path, sha256, bytes } of written.files) {
    expect(hashOf(join(set, path))).toBe(sha256);
    expect(readFileSync(join(set, path)).length).toBe(bytes);
  }
  for (const { split, rows } of written.splits.filter((one) => one.rows > 0))
    expect(jsonl(`jsonl/${split}.jsonl`)).toHaveLength(rows);
});

test('the card names the files of each split, so that load_dataset finds them', () => {
  const card = readFileSync(join(set, 'README.md'), 'utf8');
  for (const split of ['train', 'validation'])
    expect(card).toContain(`- split: ${split}\n    path: data/${split}-00000-of-00001.parquet`);
});

test('the same rows give the same bytes elsewhere', async () => {
  const other = join(folder, 'other');
  await writeDataset(warehouse, other, SFT);
  expect(filesBelow(other)).toEqual(filesBelow(set));
  for (const path of filesBelow(set)) expect(hashOf(join(other, path)), path).toBe(hashOf(join(set, path)));
});

test('equal rows are not written again; a changed row is', async () => {
  expect((await writeDataset(warehouse, set, SFT)).changed).toBe(false);
  await warehouse.run('BEGIN TRANSACTION');
  await warehouse.run("UPDATE curated.sft_candidates SET tool = 'iverilog 99' WHERE verdict = 'pass'");
  expect((await writeDataset(warehouse, set, SFT)).changed).toBe(true);
  await warehouse.run('ROLLBACK');
  expect((await writeDataset(warehouse, set, SFT)).changed).toBe(true);
});

describe('a kill', () => {
  test('while a set was built leaves junk that is not taken over', async () => {
    mkdirSync(join(folder, 'fresh.building', 'data'), { recursive: true });
    writeFileSync(join(folder, 'fresh.building', 'data', 'train-00001-of-00002.parquet'), 'half a file');
    await writeDataset(warehouse, join(folder, 'fresh'), SFT);
    expect(filesBelow(join(folder, 'fresh'))).toEqual(filesBelow(set));
    expect(existsSync(join(folder, 'fresh.building'))).toBe(false);
  });

  test('between taking the old set away and putting the new one there is made good', async () => {
    const moved = join(folder, 'moved');
    mkdirSync(join(moved, '..', 'moved.old'), { recursive: true });
    writeFileSync(join(folder, 'moved.old', 'manifest.json'), '{}');
    expect((await writeDataset(warehouse, moved, SFT)).changed).toBe(true);
    expect(filesBelow(moved)).toEqual(filesBelow(set));
    expect(existsSync(join(folder, 'moved.old'))).toBe(false);
  });

  test.each([
    ['a file is missing', (root: string) => rmSync(join(root, 'jsonl/train.jsonl'))],
    ['a file is cut', (root: string) => writeFileSync(join(root, 'jsonl/train.jsonl'), '{}')],
    ['the manifest is cut', (root: string) => writeFileSync(join(root, 'manifest.json'), '{"task":')],
  ])('or anything else after which %s: the set is written again', async (what, damage) => {
    const root = join(folder, what.replaceAll(' ', '-'));
    await writeDataset(warehouse, root, SFT);
    damage(root);
    expect((await writeDataset(warehouse, root, SFT)).changed).toBe(true);
    for (const path of filesBelow(set)) expect(hashOf(join(root, path)), path).toBe(hashOf(join(set, path)));
  });
});
