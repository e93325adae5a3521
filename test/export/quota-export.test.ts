import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { weakDomainWeights } from '../../src/core/weak-domain-weights.ts';
import type { Mix } from '../../src/export/cell-quotas.ts';
import { parseMix } from '../../src/export/quotas.ts';
import { SFT } from '../../src/export/sft.ts';
import { type DatasetManifest, type DatasetOptions, writeDataset } from '../../src/export/write-dataset.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const folder = scratchFolder();
const context = await copiedSamples();
const { warehouse } = context;
const mixOf = (text: string): Mix => ({ quotas: parseMix(text), weights: [] });
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
      mix: mixOf('fsm=2, shift_register=1000, edge_detector:expert=4'),
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
    const { manifest } = await write({ mix: mixOf('*=1') });
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
    const { train } = await write({ mix: mixOf(`fsm=${wanted}`) });
    const more = await write({ mix: mixOf(`fsm=${wanted + 1}`) });
    await warehouse.run('ROLLBACK');
    expect(Object.values(countBy(train, 'meta_group'))).toEqual(Array.from({ length: wanted }, () => 1));
    expect(Object.keys(countBy(more.train, 'meta_group'))).toHaveLength(wanted);
  });

  test('the same seed gives the same bytes, another seed other rows', async () => {
    const mix = mixOf('*=1');
    const [one, again, other] = [await write({ mix }), await write({ mix }), await write({ mix, seed: '7' })];
    const hashOf = ({ set }: { set: string }): string =>
      createHash('sha256')
        .update(readFileSync(join(set, 'data/train-00000-of-00001.parquet')))
        .digest('hex');
    expect(hashOf(again)).toBe(hashOf(one));
    expect(hashOf(other)).not.toBe(hashOf(one));
  });
});

describe('with weights', () => {
  const counts = { tier: 'unclassified', n: 100, problems: 10 };
  const weights = weakDomainWeights([
    { ...counts, domain: 'fsm', passes: 10 },
    { ...counts, domain: 'counter', passes: 90 },
    { ...counts, domain: 'shift_register', passes: 0, problems: 2 },
  ]);
  const weightOfFsm = weights.find(({ domain }) => domain === 'fsm')!.weight;

  test('a weak domain is taken whole, the others in proportion, and the manifest tells why', async () => {
    const { train, manifest } = await write({ mix: { quotas: [], weights } });
    const share = (rows: number): number => Math.ceil(rows / weightOfFsm);
    expect(countBy(train, 'meta_domain')).toEqual(
      Object.fromEntries(
        Object.entries(domains).map(([name, rows]) => [name, name === 'fsm' ? rows : share(rows)]),
      ),
    );
    expect(weightOfFsm).toBeGreaterThan(2);
    expect(manifest.weights).toEqual(weights);
  });

  test('quotas are multiplied, and what there is not enough of is told', async () => {
    const mix = { quotas: parseMix('fsm=1, counter=1, memory=3'), weights };
    const { manifest } = await write({ mix });
    expect(manifest.quotas.map(({ cell, wanted }) => [cell, wanted])).toEqual([
      ['counter', 1],
      ['fsm', Math.round(weightOfFsm)],
      ['memory', 3],
    ]);
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
