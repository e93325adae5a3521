import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMix } from '../../src/export/quotas.ts';
import { SFT } from '../../src/export/sft.ts';
import { type DatasetManifest, type DatasetOptions, writeDataset } from '../../src/export/write-dataset.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const folder = scratchFolder();
const context = await copiedSamples();
const { warehouse } = context;
let sets = 0;
const write = async (
  options: DatasetOptions,
): Promise<{ set: string; manifest: DatasetManifest; train: Record<string, string>[] }> => {
  sets += 1;
  const set = join(folder, String(sets));
  const { manifest } = await writeDataset(warehouse, set, SFT, options);
  const { rows } = manifest.splits.find(({ split }) => split === 'train')!;
  const text = rows === 0 ? '' : readFileSync(join(set, 'jsonl/train.jsonl'), 'utf8').trimEnd();
  return {
    set,
    manifest,
    train: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
};
const countBy = (rows: readonly Record<string, string>[], column: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column]!] = (counts[row[column]!] ?? 0) + 1;
  return counts;
};
const all = await write({});
const domains = countBy(all.train, 'meta_domain');

describe('with quotas', () => {
  test('no cell holds more than its quota, and what is missing is told', async () => {
    const { train, manifest } = await write({
      quotas: parseMix('fsm=2, shift_register=1000, edge_detector:expert=4'),
    });
    expect(countBy(train, 'meta_domain')).toEqual({ fsm: 2, shift_register: domains['shift_register'] });
    expect(manifest.quotas).toEqual([
      { cell: 'edge_detector:expert', wanted: 4, available: 0, taken: 0 },
      { cell: 'fsm', wanted: 2, available: domains['fsm'], taken: 2 },
      {
        cell: 'shift_register',
        wanted: 1000,
        available: domains['shift_register'],
        taken: domains['shift_register'],
      },
    ]);
    const reasons = manifest.refused.map(({ reason }) => reason);
    expect(reasons).toEqual(
      expect.arrayContaining(['over the quota of fsm (2 rows)', 'no quota for its domain and tier']),
    );
  });

  test('validation stays as it was drawn', async () => {
    const { manifest } = await write({ quotas: parseMix('*=1') });
    const validation = (set: DatasetManifest): unknown =>
      set.splits.find(({ split }) => split === 'validation');
    expect(validation(manifest)).toEqual(validation(all.manifest));
  });

  test('every group gives one row before any gives a second', async () => {
    const groups = countBy(all.train, 'meta_group');
    const wanted = Object.keys(groups).length;
    // All domains in one cell, so that the groups of the samples meet in it.
    await warehouse.run('BEGIN TRANSACTION');
    await warehouse.run("UPDATE curated.sft_candidates SET domain = 'fsm', tier = 'basic'");
    const { train } = await write({ quotas: parseMix(`fsm=${wanted}`) });
    const more = await write({ quotas: parseMix(`fsm=${wanted + 1}`) });
    await warehouse.run('ROLLBACK');
    expect(Object.values(countBy(train, 'meta_group'))).toEqual(Array.from({ length: wanted }, () => 1));
    expect(Object.keys(countBy(more.train, 'meta_group'))).toHaveLength(wanted);
  });

  test('the same seed gives the same bytes, another seed other rows', async () => {
    const quotas = parseMix('*=1');
    const [one, again, other] = [
      await write({ quotas }),
      await write({ quotas }),
      await write({ quotas, seed: '7' }),
    ];
    const hashOf = ({ set }: { set: string }): string =>
      createHash('sha256')
        .update(readFileSync(join(set, 'data/train-00000-of-00001.parquet')))
        .digest('hex');
    expect(hashOf(again)).toBe(hashOf(one));
    expect(hashOf(other)).not.toBe(hashOf(one));
  });
});

test('three splits give three files, and no group lies in two', async () => {
  await runSteps(context, ['split', { seed: '42', splits: '60/20/20' }]);
  const { set, manifest } = await write({});
  expect(manifest.splits.filter(({ rows }) => rows > 0).map(({ split }) => split)).toEqual([
    'train',
    'validation',
    'test',
  ]);
  const groups = ['train', 'validation', 'test'].map(
    (split) =>
      new Set(
        readFileSync(join(set, `jsonl/${split}.jsonl`), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => (JSON.parse(line) as Record<string, string>)['meta_group']),
      ),
  );
  expect(new Set(groups.flatMap((group) => [...group])).size).toBe(
    groups.reduce((sum, { size }) => sum + size, 0),
  );
  expect(readFileSync(join(set, 'README.md'), 'utf8')).toContain(
    '- split: test\n    path: data/test-00000-of-00001.parquet',
  );
  await runSteps(context, ['split', { seed: '42', splits: '90/10' }]);
});

test('the stage prints every shortfall', async () => {
  const [outcome] = await runSteps(context, [
    'export',
    { folder: join(folder, 'stage'), mix: 'fsm=1000, glue=3' },
  ]);
  expect(outcome!.notes).toContain(`short of quota in sft: fsm ${domains['fsm']} of 1000, glue 0 of 3`);
});
