import { contentHash } from '../../core/content-hash.ts';
import { chooseKeepers, DUPLICATE_KEYS } from '../../dedupe/choose-keepers.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { IntegerTable } from './integer-table.ts';
import { type NearThresholds, rankInvolved, readEdges, readRanked } from './rank-rows.ts';

const SIMILARITY_PARTS = 1e9;

/**
 * Chooses the keepers among all rows and fills fact.duplicates with the others. Skipped when neither rows, nor
 * edges, nor thresholds changed. Returns whether it was done.
 */
export async function decideDuplicates(warehouse: Warehouse, thresholds: NearThresholds): Promise<boolean> {
  const state = JSON.stringify({ thresholds, input: await inputState(warehouse) });
  if ((await current(warehouse, 'dedupe')) === state) return false;
  const count = await rankInvolved(warehouse, thresholds);
  const { keeper, key, jaccard } = chooseKeepers(
    await readRanked(warehouse, count),
    await readEdges(warehouse, thresholds),
  );
  const columns = ['row', 'keeper', 'key', 'similarity'];
  const chosen = await IntegerTable.create(warehouse, 'chosen_keepers', columns);
  for (let row = 0; row < count; row++) {
    if (keeper[row]! < 0) continue;
    await chosen.add(row, keeper[row]!, key[row]!, Math.round(jaccard[row]! * SIMILARITY_PARTS));
  }
  await chosen.flush();
  await storeDuplicates(warehouse, state);
  return true;
}

async function inputState(warehouse: Warehouse): Promise<string> {
  const [rows] = await warehouse.rows(
    `SELECT count(*)::VARCHAR AS rows, sum(hash(row_id, text_sha256, refused, evidence, licence_rank, stars, forks,
       recorded_at)::HUGEINT)::VARCHAR AS hashes FROM curated.dedupe_rows`,
  );
  const edges = await warehouse.count('SELECT count(*) FROM fact.near_edges');
  return contentHash(JSON.stringify([VERSION, rows, edges]));
}

async function storeDuplicates(warehouse: Warehouse, state: string): Promise<void> {
  const names = DUPLICATE_KEYS.map((name) => `'${name}'`).join(', ');
  await warehouse.transaction(async () => {
    await warehouse.run('DELETE FROM fact.duplicates');
    await warehouse.run(
      `INSERT INTO fact.duplicates
       SELECT r.row_id, k.row_id, [${names}][c.key + 1],
         CASE WHEN c.key < 2 THEN 1 WHEN c.similarity > 0 THEN c.similarity / ${SIMILARITY_PARTS} END
       FROM chosen_keepers AS c JOIN ranked_rows AS r ON r.row = c.row JOIN ranked_rows AS k ON k.row = c.keeper`,
    );
  });
  await setCurrent(warehouse, 'dedupe', state);
}
