import { EVIDENCE_LEVELS } from '../core/evidence.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type AvailableRows, type CellQuota, cellQuotas, type Mix, wantedCells } from './cell-quotas.ts';
import type { DatasetTask } from './dataset-task.ts';
import { takeDiverse } from './take-diverse.ts';

/** What a quota asked for, and the training rows that there were and that were taken. */
export interface FilledQuota {
  cell: string;
  wanted: number;
  available: number;
  taken: number;
}

/** The temporary table with the rows of a task; `refusal` is null where a row is exported. */
export const SELECTED = 'export_selected';

/** Reads the rows of a task once into `SELECTED`. */
export async function readRows(warehouse: Warehouse, { relation, key, columns }: DatasetTask): Promise<void> {
  const names = [key, 'group_id', 'split', 'domain', 'tier', 'evidence', ...columns, 'refusal'];
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE ${SELECTED} AS SELECT ${names.join(', ')} FROM ${relation}`,
  );
}

/**
 * Refuses the rows of `SELECTED` that the mix has no room for. Only training rows are counted: validation and test
 * stay as they were drawn, so that what is measured on them can be compared between mixes. Inside a cell one row of
 * each group is taken before a second one of any, the best proved first, and of what is left then always the row that
 * is least like all taken ones. Returns how far every quota was filled; none without a mix.
 */
export async function fillQuotas(
  warehouse: Warehouse,
  task: DatasetTask,
  mix: Mix,
  seed: string,
): Promise<FilledQuota[]> {
  const cells = cellQuotas(await readAvailable(warehouse), mix);
  if (cells.length === 0 && mix.quotas.length === 0) return [];
  await storeCells(warehouse, cells);
  await warehouse.run('CREATE OR REPLACE TEMP TABLE export_taken (name VARCHAR)');
  for await (const names of takeDiverse(warehouse, CROWDED(task, seed), task.content.holds)) {
    await warehouse.run(`INSERT INTO export_taken SELECT unnest(from_json(?, '["VARCHAR"]'))`, [
      JSON.stringify(names),
    ]);
  }
  await warehouse.run(
    `UPDATE ${SELECTED} AS s SET refusal = CASE
         WHEN cell IS NULL THEN 'no quota for its domain and tier'
         WHEN available > quota AND ${task.key} NOT IN (FROM export_taken)
           THEN concat('over the quota of ', cell, ' (', quota, ' rows)') END
     FROM (SELECT DISTINCT domain, tier, cell, quota, available FROM (${TRAINING})) AS placed
     WHERE s.domain = placed.domain AND s.tier = placed.tier AND s.split = 'train' AND refusal IS NULL`,
  );
  return countFilled(warehouse, mix);
}

/** Training rows with their cell, its quota, and the rows that there are of it. */
const TRAINING = `
  SELECT s.*, cell, quota, count(*) OVER (PARTITION BY cell) AS available
  FROM ${SELECTED} AS s LEFT JOIN export_cells USING (domain, tier) WHERE refusal IS NULL AND split = 'train'`;

/** The rows of cells that hold more than is wanted, as `takeDiverse` reads them. */
const CROWDED = ({ key, content }: DatasetTask, seed: string): string => {
  const draw = (column: string): string => `md5_number_lower('${seed.replaceAll("'", "''")} ' || ${column})`;
  return `
  SELECT cell, "groupDraw", "group", draw, name, proved::INTEGER AS proved,
    (count(*) OVER (PARTITION BY cell, "group"))::INTEGER AS "groupRows",
    row_number() OVER (PARTITION BY cell ORDER BY turn, draw, name) <= quota AS drawn, content
  FROM (
    SELECT *, row_number() OVER (PARTITION BY cell, "group" ORDER BY proved DESC, draw, name) AS turn
    FROM (
      SELECT cell, quota, ${draw('group_id')} AS "groupDraw", group_id AS "group", ${draw(key)} AS draw, ${key} AS name,
        COALESCE(list_position(['${EVIDENCE_LEVELS.join("', '")}'], evidence), 0) AS proved, ${content.column} AS content
      FROM (${TRAINING}) WHERE available > quota AND quota > 0))`;
};

function readAvailable(warehouse: Warehouse): Promise<AvailableRows[]> {
  return warehouse.rows(
    `SELECT domain, tier, count(*)::INTEGER AS rows FROM ${SELECTED}
     WHERE refusal IS NULL AND split = 'train' GROUP BY ALL ORDER BY ALL`,
  );
}

/** `export_cells`: for each (domain, tier) of the training rows the cell that it is counted in, and its quota. */
async function storeCells(warehouse: Warehouse, cells: readonly CellQuota[]): Promise<void> {
  await warehouse.run(
    'CREATE OR REPLACE TEMP TABLE export_cells (domain VARCHAR, tier VARCHAR, cell VARCHAR, quota INTEGER)',
  );
  for (const { domain, tier, cell, rows } of cells)
    await warehouse.run('INSERT INTO export_cells VALUES (?, ?, ?, ?)', [domain, tier, cell, rows]);
}

async function countFilled(warehouse: Warehouse, mix: Mix): Promise<FilledQuota[]> {
  const counted = await warehouse.rows<{ cell: string; wanted: number; available: number; taken: number }>(
    `SELECT cell, any_value(quota) AS wanted, count(*)::INTEGER AS available,
       (count(*) FILTER (WHERE refusal IS NULL))::INTEGER AS taken
     FROM ${SELECTED} JOIN export_cells USING (domain, tier)
     WHERE split = 'train' AND (refusal IS NULL OR starts_with(refusal, 'over the quota')) GROUP BY cell`,
  );
  const filled = new Map(counted.map((row) => [row.cell, row]));
  for (const { cell, rows } of wantedCells(mix))
    if (!filled.has(cell)) filled.set(cell, { cell, wanted: rows, available: 0, taken: 0 });
  return [...filled.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}
