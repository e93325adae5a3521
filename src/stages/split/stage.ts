import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { assignSplits, type Group, type Split } from './assign-splits.ts';
import { connectedComponents } from './connected-components.ts';

interface SplitParameters {
  seed: string;
  validation_share: number;
}

/** Puts every problem on one side, together with all problems that share a text with it. */
export const splitStage: Stage<SplitParameters> = {
  name: 'split',
  version: 1,
  scope: 'global',
  summary: 'group problems and give each group a split',
  reads: ['curated.sft_candidates', 'fact.splits'],
  writes: ['fact.splits'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      seed: { type: 'string', default: '42' },
      validation_share: { type: 'number', minimum: 0, maximum: 0.5, default: 0.1 },
    },
  },
  plan: async ({ warehouse }, { seed, validation_share }) => {
    const total = await warehouse.count(`SELECT count(DISTINCT problem_key) FROM (${ELIGIBLE})`);
    const done = await warehouse.count(
      `SELECT count(DISTINCT problem_key) FROM (${ELIGIBLE})
       JOIN fact.splits USING (problem_key) WHERE seed = ? AND validation_share = ?`,
      [seed, validation_share],
    );
    return { todo: total - done, done, why: 'problems with exportable rows and no split yet' };
  },
  run: splitProblems,
};

const ELIGIBLE = `
  SELECT problem_key, instruction_sha256, rtl_sha256 FROM curated.sft_candidates WHERE refusal IS NULL`;

/** Problems that share an instruction or a design, as pairs with the first problem that has it. */
const SHARED = `
  SELECT problem_key AS a, min(problem_key) OVER (PARTITION BY text) AS b FROM (
    SELECT problem_key, instruction_sha256 AS text FROM (${ELIGIBLE})
    UNION ALL SELECT problem_key, rtl_sha256 FROM (${ELIGIBLE}))`;

async function splitProblems(
  { warehouse, progress }: StageContext,
  { seed, validation_share: share }: SplitParameters,
): Promise<StageOutcome> {
  await setCurrent(warehouse, 'split', JSON.stringify({ seed, share }));
  const problems = await warehouse.rows<Problem>(
    `SELECT problem_key, n, split, problem_group FROM (SELECT problem_key, count(*) AS n FROM (${ELIGIBLE}) GROUP BY 1)
     LEFT JOIN (SELECT problem_key, split, problem_group FROM fact.splits WHERE seed = ? AND validation_share = ?) USING (problem_key)
     ORDER BY problem_key`,
    [seed, share],
  );
  const edges = await warehouse.rows<{ a: string; b: string }>(
    `SELECT DISTINCT a, b FROM (${SHARED}) WHERE a <> b`,
  );
  const groupOf = connectedComponents(
    problems.map((problem) => problem.problem_key),
    edges.map(({ a, b }) => [a, b] as const),
  );
  const groups = collectGroups(problems, groupOf);
  const sides = assignSplits(groups, seed, share);
  const held = groups.filter((group) => sides.get(group.name) === 'held_out');
  for (const group of held)
    progress.warn(`the group of ${group.name} joins train and validation; its rows are held out`);
  const decided = problems.map(({ problem_key }) => {
    const group = groupOf.get(problem_key)!;
    return { problem_key, seed, validation_share: share, problem_group: group, split: sides.get(group)! };
  });
  const known = new Map(problems.map((problem) => [problem.problem_key, problem]));
  const changed = decided.filter(({ problem_key, problem_group, split }) => {
    const before = known.get(problem_key)!;
    return before.split !== split || before.problem_group !== problem_group;
  });
  if (changed.length > 0) await storeSplits(warehouse, changed, seed, share);
  const heldProblems = decided.filter((row) => row.split === 'held_out').length;
  return {
    rowsIn: problems.length,
    kept: problems.length - heldProblems,
    rejected: heldProblems,
    added: problems.filter((problem) => problem.split === null).length,
    notes: [`${groups.length} groups`],
  };
}

/** A problem with exportable rows, and what earlier runs decided of it. */
interface Problem {
  problem_key: string;
  n: bigint;
  split: Split | null;
  problem_group: string | null;
}

/** Problems that have no exportable row today keep the side they were given. */
async function storeSplits(
  warehouse: Warehouse,
  rows: readonly (SqlRow & { problem_key: string })[],
  seed: string,
  share: number,
): Promise<void> {
  const keys = JSON.stringify(rows.map((row) => row.problem_key));
  await warehouse.transaction(async () => {
    await warehouse.run(
      `DELETE FROM fact.splits WHERE seed = ? AND validation_share = ?
         AND problem_key IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
      [seed, share, keys],
    );
    await warehouse.append('fact.splits', ['problem_key', 'seed', 'validation_share'], rows);
  });
}

function collectGroups(problems: readonly Problem[], groupOf: ReadonlyMap<string, string>): Group[] {
  const groups = new Map<string, { name: string; rows: number; decided: Set<Split> }>();
  for (const { problem_key, n, split } of problems) {
    const name = groupOf.get(problem_key)!;
    const group = groups.get(name) ?? { name, rows: 0, decided: new Set<Split>() };
    group.rows += Number(n);
    if (split !== null) group.decided.add(split);
    groups.set(name, group);
  }
  return [...groups.values()];
}
