import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import { readProtectedProblems } from '../../warehouse/protected-problems.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { comparePending, countPending } from './compare-pending.ts';

const VERSION = 1;

interface ContaminationParameters {
  /** Least score of a hit by each method, 0..1. */
  renamed: number;
  shingles: number;
  specification: number;
  /** What becomes of rows that share only a trivial design with a benchmark. */
  trivial: 'keep' | 'drop';
  /** Go on with the thresholds and the policy of the newest comparison, if there was one. */
  keep_settings: boolean;
}

/** Finds the protected problem that each row comes nearest to; thresholds and policy are applied by the relations. */
export const contaminationStage: Stage<ContaminationParameters> = {
  name: 'contamination',
  version: VERSION,
  scope: 'document',
  summary: 'compare rows with protected benchmarks',
  reads: ['curated.dedupe_rows', 'raw.problem_references', 'raw.documents', 'raw.bundle_files'],
  writes: ['fact.contaminations'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      renamed: { type: 'number', minimum: 0.2, maximum: 1, default: 0.8 },
      shingles: { type: 'number', minimum: 0.2, maximum: 1, default: 0.6 },
      specification: { type: 'number', minimum: 0.2, maximum: 1, default: 0.67 },
      trivial: { type: 'string', enum: ['keep', 'drop'], default: 'keep' },
      keep_settings: { type: 'boolean', default: false },
    },
  },
  plan: async ({ warehouse }) => {
    const { key } = await readProtectedProblems(warehouse);
    const { todo, total } = await countPending(warehouse, { registryKey: key, version: VERSION });
    return { todo, done: total - todo, why: 'texts not compared with the protected problems of today' };
  },
  run: compareRows,
};

async function compareRows(
  context: StageContext,
  { keep_settings, ...settings }: ContaminationParameters,
): Promise<StageOutcome> {
  const { warehouse } = context;
  const { key, problems } = await readProtectedProblems(warehouse);
  const chosen = { registryKey: key, version: VERSION };
  const before = keep_settings ? await current(warehouse, 'contamination') : null;
  const known = before === null ? settings : (JSON.parse(before) as typeof settings);
  await setCurrent(warehouse, 'contamination', JSON.stringify({ ...settings, ...known, ...chosen }));
  const added = await comparePending(context, problems, chosen);
  const rowsIn = await warehouse.count('SELECT count(*) FROM curated.dedupe_rows');
  const rejected = await warehouse.count(
    "SELECT count(*) FROM report.contamination WHERE decision = 'refused'",
  );
  const registered =
    problems.length === 0
      ? 'no protected benchmark is registered, so nothing is compared: see pipelines/protected.yaml'
      : `${problems.length} protected problems`;
  const notes = [registered, ...(await countTrivial(warehouse))];
  return { rowsIn, kept: rowsIn - rejected, rejected, added, notes };
}

async function countTrivial(warehouse: Warehouse): Promise<string[]> {
  const trivial = await warehouse.count(
    "SELECT count(*) FROM report.contamination WHERE decision = 'kept_trivial'",
  );
  return trivial === 0 ? [] : [`${trivial} rows share a trivial design only and are kept`];
}
