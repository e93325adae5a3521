import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { RowGraph } from './decide-sides.ts';
import { SIDE_NAMES } from './decide-sides.ts';

/** Which decisions count: those of this seed and these ratios. */
export interface SplitKey {
  seed: string;
  ratios: string;
}

/**
 * Numbers the candidate rows by name and what they share, in temporary tables `split_rows` (row, row_id, side, draw)
 * and `split_links` (row, hub), and reads them as numbers: some 40 bytes a row in memory.
 */
export async function readGraph(warehouse: Warehouse, { seed, ratios }: SplitKey): Promise<RowGraph> {
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE split_rows AS
     SELECT (row_number() OVER (ORDER BY row_id) - 1)::INTEGER AS row, row_id, group_id AS old_group,
       ${sideOf('split')} AS side, (md5_number_lower(? || ' ' || row_id) % 4294967296)::UINTEGER AS draw
     FROM (SELECT DISTINCT row_id FROM curated.split_candidates)
     LEFT JOIN (SELECT row_id, split, group_id FROM fact.splits WHERE seed = ? AND ratios = ?) USING (row_id)`,
    [seed, seed, ratios],
  );
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE split_links AS
     WITH link AS (SELECT row, hash(link, name) AS hub FROM curated.row_links JOIN split_rows USING (row_id)),
       shared AS (SELECT hub, (row_number() OVER () - 1)::INTEGER AS number FROM link GROUP BY hub HAVING count(DISTINCT row) > 1)
     SELECT DISTINCT row, number AS hub FROM link JOIN shared USING (hub)`,
  );
  const rows = await warehouse.count('SELECT count(*) FROM split_rows');
  const links = await warehouse.count('SELECT count(*) FROM split_links');
  const hubCount = await warehouse.count('SELECT count(DISTINCT hub) FROM split_links');
  const decided = new Uint8Array(rows);
  const draws = new Uint32Array(rows);
  for await (const part of warehouse.stream<{ row: number; side: number; draw: number }>(
    'SELECT row, side, draw FROM split_rows',
  )) {
    for (const { row, side, draw } of part) {
      decided[row] = side;
      draws[row] = draw;
    }
  }
  const offsets = new Int32Array(rows + 1);
  const hubs = new Int32Array(links);
  let at = 0;
  for await (const part of warehouse.stream<{ row: number; hub: number }>(
    'SELECT row, hub FROM split_links ORDER BY row, hub',
  )) {
    for (const { row, hub } of part) {
      hubs[at] = hub;
      at += 1;
      offsets[row + 1] = at;
    }
  }
  for (let row = 0; row < rows; row++) offsets[row + 1] = Math.max(offsets[row + 1]!, offsets[row]!);
  return { offsets, hubs, hubCount, decided, draws };
}

/** The number of a side's name, in SQL; 0 for null. */
function sideOf(column: string): string {
  const names = SIDE_NAMES.slice(1).map((name, index) => `WHEN '${name}' THEN ${index + 1}`);
  return `CASE ${column} ${names.join(' ')} ELSE 0 END`;
}
