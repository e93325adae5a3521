import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { decideSides } from './decide-sides.ts';
import { parseRatios, ratiosKey } from './ratios.ts';
import { readGraph, type SplitKey } from './read-graph.ts';
import { SPLITS } from './split-names.ts';
import { storeSides } from './store-sides.ts';

interface SplitParameters {
  seed: string;
  /** Percentages: train/validation or train/validation/test. */
  splits: string;
  /** Rows of a repository above which its folders are taken one by one. */
  repository_cap: number;
}

/** Puts rows that share anything into one group, and every group on one side. */
export const splitStage: Stage<SplitParameters> = {
  name: 'split',
  version: 2,
  scope: 'global',
  summary: 'group rows and give each group a split',
  reads: ['curated.split_candidates', 'curated.row_links', 'fact.splits'],
  writes: ['fact.splits'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      seed: { type: 'string', default: '42' },
      splits: { type: 'string', default: '90/10' },
      repository_cap: { type: 'integer', minimum: 1, default: 1000 },
    },
  },
  plan: async ({ warehouse }, { seed, splits }) => {
    const key = { seed, ratios: ratiosKey(parseRatios(splits)) };
    const total = await warehouse.count('SELECT count(*) FROM curated.split_candidates');
    const done = await warehouse.count(
      `SELECT count(*) FROM curated.split_candidates
       WHERE row_id IN (SELECT row_id FROM fact.splits WHERE seed = ? AND ratios = ?)`,
      [key.seed, key.ratios],
    );
    return { todo: total - done, done, why: 'rows that may be exported and have no split yet' };
  },
  run: splitRows,
};

async function splitRows(
  { warehouse, progress }: StageContext,
  { seed, splits, repository_cap }: SplitParameters,
): Promise<StageOutcome> {
  const ratios = parseRatios(splits);
  const key: SplitKey = { seed, ratios: ratiosKey(ratios) };
  await setCurrent(warehouse, 'split', JSON.stringify({ ...key, repository_cap }));
  const graph = await readGraph(warehouse, key);
  const decided = decideSides(graph, ratios);
  const { groups, added } = await storeSides(warehouse, decided, key);
  const held = await warehouse.count("SELECT count(*) FROM report.groups WHERE split = 'held_out'");
  if (held > 0) {
    progress.warn(
      `${held} rows join groups of different splits and are held out: see report.groups WHERE split = 'held_out'`,
    );
  }
  const rowsIn = graph.decided.length;
  const notes = [`${groups} groups`, ...(await countSides(warehouse))];
  return { rowsIn, kept: rowsIn - held, rejected: held, added, notes };
}

async function countSides(warehouse: Warehouse): Promise<string[]> {
  const counted = await warehouse.rows<{ split: string; rows: bigint }>(
    'SELECT split, count(*) AS rows FROM report.groups GROUP BY split',
  );
  const rowsOf = (split: string): bigint => counted.find((row) => row.split === split)?.rows ?? 0n;
  return SPLITS.filter((split) => rowsOf(split) > 0n).map((split) => `${rowsOf(split)} ${split}`);
}
