import { EVIDENCE_LEVELS } from '../core/evidence.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { DatasetTask } from './dataset-task.ts';
import { askedCells, type Quota, quotaFor } from './quotas.ts';

/** What a quota asked for, and the training rows that there were and that were taken. */
export interface FilledQuota {
  cell: string;
  wanted: number;
  available: number;
  taken: number;
}

/** The temporary table with the rows of a task; `refusal` is null where a row is exported. */
export const SELECTED = 'export_selected';

/**
 * Reads the rows of a task once into `SELECTED` and refuses those that the quotas have no room for. Only training rows
 * are counted: validation and test stay as they were drawn, so that what is measured on them can be compared between
 * mixes. Inside a cell one row of each group is taken before a second one of any, the best proved first, then in an
 * order drawn from the seed. Returns how far every quota was filled; none without quotas.
 */
export async function selectRows(
  warehouse: Warehouse,
  { relation, key, columns }: DatasetTask,
  quotas: readonly Quota[],
  seed: string,
): Promise<FilledQuota[]> {
  const names = [key, 'group_id', 'split', 'domain', 'tier', 'evidence', ...columns, 'refusal'];
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE ${SELECTED} AS SELECT ${names.join(', ')} FROM ${relation}`,
  );
  if (quotas.length === 0) return [];
  await nameCells(warehouse, quotas);
  await warehouse.run(
    `UPDATE ${SELECTED} AS s SET refusal = CASE
         WHEN cell IS NULL THEN 'no quota for its domain and tier'
         WHEN place > quota THEN concat('over the quota of ', cell, ' (', quota, ' rows)') END
     FROM (
       SELECT name, cell, quota, row_number() OVER (PARTITION BY cell ORDER BY turn, draw, name) AS place FROM (
         SELECT name, cell, quota, draw,
           row_number() OVER (PARTITION BY cell, group_id ORDER BY proved DESC, draw, name) AS turn
         FROM (${TRAINING(key, seed)}))
     ) AS placed
     WHERE s.${key} = placed.name`,
  );
  return countFilled(warehouse, quotas);
}

/** Training rows with their cell, what is proved of them as a number, and a number drawn from the seed. */
const TRAINING = (key: string, seed: string): string => `
  SELECT ${key} AS name, group_id, cell, quota,
    list_position(['${EVIDENCE_LEVELS.join("', '")}'], evidence) AS proved,
    md5_number_lower('${seed.replaceAll("'", "''")} ' || ${key}) AS draw
  FROM ${SELECTED} LEFT JOIN export_cells USING (domain, tier) WHERE refusal IS NULL AND split = 'train'`;

/** `export_cells`: for each (domain, tier) of the training rows the cell that it is counted in, and its quota. */
async function nameCells(warehouse: Warehouse, quotas: readonly Quota[]): Promise<void> {
  const pairs = await warehouse.rows<{ domain: string; tier: string }>(
    `SELECT DISTINCT domain, tier FROM ${SELECTED} WHERE refusal IS NULL AND split = 'train'`,
  );
  await warehouse.run(
    'CREATE OR REPLACE TEMP TABLE export_cells (domain VARCHAR, tier VARCHAR, cell VARCHAR, quota INTEGER)',
  );
  for (const { domain, tier } of pairs) {
    const found = quotaFor(quotas, domain, tier);
    if (found === undefined) continue;
    await warehouse.run('INSERT INTO export_cells VALUES (?, ?, ?, ?)', [
      domain,
      tier,
      found.cell,
      found.rows,
    ]);
  }
}

async function countFilled(warehouse: Warehouse, quotas: readonly Quota[]): Promise<FilledQuota[]> {
  const counted = await warehouse.rows<{ cell: string; wanted: number; available: number; taken: number }>(
    `SELECT cell, any_value(quota) AS wanted, count(*)::INTEGER AS available,
       (count(*) FILTER (WHERE refusal IS NULL))::INTEGER AS taken
     FROM ${SELECTED} JOIN export_cells USING (domain, tier)
     WHERE split = 'train' AND (refusal IS NULL OR starts_with(refusal, 'over the quota')) GROUP BY cell`,
  );
  const filled = new Map(counted.map((row) => [row.cell, row]));
  for (const { cell, rows } of askedCells(quotas))
    if (!filled.has(cell)) filled.set(cell, { cell, wanted: rows, available: 0, taken: 0 });
  return [...filled.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}
