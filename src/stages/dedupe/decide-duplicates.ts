import { contentHash } from '../../core/content-hash.ts';
import { EVIDENCE_LEVELS } from '../../core/evidence.ts';
import {
  chooseKeepers,
  DUPLICATE_KEYS,
  type NearEdges,
  type RankedRows,
} from '../../dedupe/choose-keepers.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { IntegerTable } from './integer-table.ts';

export interface NearThresholds {
  /** Jaccard similarity from which a row is near to its keeper. */
  threshold: number;
  /** Designs of fewer tokens than this are short ... */
  shortTokens: number;
  /** ... and near only from this similarity on. */
  shortThreshold: number;
}

/**
 * Best first, a total order: rows that nothing refuses, evidence, licence policy, stars, forks, newest, content.
 * The id of the row only decides between rows that are the same in everything.
 */
const PREFERENCE = `
  refused, list_position([${EVIDENCE_LEVELS.map((level) => `'${level}'`).join(', ')}], evidence) DESC NULLS LAST,
  licence_rank NULLS LAST, stars DESC NULLS LAST, forks DESC NULLS LAST, recorded_at DESC NULLS LAST, text_sha256, row_id`;

const SIMILARITY_PARTS = 1e9;

/**
 * Chooses the keepers among all rows and fills fact.duplicates with the others. Skipped when neither rows, nor
 * edges, nor thresholds changed. Returns whether it was done.
 */
export async function decideDuplicates(warehouse: Warehouse, thresholds: NearThresholds): Promise<boolean> {
  const state = await inputState(warehouse, thresholds);
  if ((await current(warehouse, 'dedupe')) === state) return false;
  const edges = nearEdges(thresholds);
  const count = await rankInvolved(warehouse, edges);
  const rows = await readRanked(warehouse, count);
  const { keeper, key, jaccard } = chooseKeepers(rows, await readEdges(warehouse, edges));
  const chosen = await IntegerTable.create(warehouse, 'chosen_keepers', [
    'row',
    'keeper',
    'key',
    'similarity',
  ]);
  for (let row = 0; row < count; row++) {
    if (keeper[row]! < 0) continue;
    await chosen.add(row, keeper[row]!, key[row]!, Math.round(jaccard[row]! * SIMILARITY_PARTS));
  }
  await chosen.flush();
  await storeDuplicates(warehouse, state);
  return true;
}

async function inputState(warehouse: Warehouse, thresholds: NearThresholds): Promise<string> {
  const [rows] = await warehouse.rows(
    `SELECT count(*)::VARCHAR AS rows, sum(hash(row_id, text_sha256, refused, evidence, licence_rank, stars, forks,
       recorded_at)::HUGEINT)::VARCHAR AS hashes FROM curated.dedupe_rows`,
  );
  const edges = await warehouse.count('SELECT count(*) FROM fact.near_edges');
  return contentHash(JSON.stringify([VERSION, thresholds, rows, edges]));
}

/** Edges between designs that are near by these thresholds. */
function nearEdges({ threshold, shortTokens, shortThreshold }: NearThresholds): string {
  return `
    SELECT a, b, jaccard FROM fact.near_edges WHERE kind = 'code' AND version = ${VERSION}
      AND jaccard >= CASE WHEN shorter < ${shortTokens} THEN ${shortThreshold} ELSE ${threshold} END`;
}

/**
 * Numbers the rows that share a key with another or are near to one, best first, and their classes: a class has the
 * number of its best row. All other rows are keepers without being looked at.
 */
async function rankInvolved(warehouse: Warehouse, edges: string): Promise<number> {
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE ranked_rows AS
     WITH keyed AS (
       SELECT r.*, f.tokens_key, f.renamed_key, f.ports_key FROM curated.dedupe_rows AS r
       JOIN fact.fingerprints AS f ON f.text_sha256 = r.text_sha256 AND f.kind = 'code' AND f.version = ${VERSION}
     ), near AS (
       SELECT tokens_key FROM fact.near_index
       SEMI JOIN (SELECT a AS text_sha256 FROM (${edges}) UNION SELECT b FROM (${edges})) USING (text_sha256)
       WHERE kind = 'code' AND version = ${VERSION}
     ), shared AS (
       SELECT ports_key FROM keyed GROUP BY ports_key HAVING count(*) > 1
     ), ranked AS (
       SELECT row_id, text_sha256, tokens_key, renamed_key, ports_key,
         (row_number() OVER (ORDER BY ${PREFERENCE}) - 1)::INTEGER AS row
       FROM keyed
       WHERE ports_key IN (FROM shared) OR tokens_key IN (FROM near)
     )
     SELECT row, row_id, tokens_key,
       min(row) OVER (PARTITION BY text_sha256) AS text, min(row) OVER (PARTITION BY tokens_key) AS comments,
       min(row) OVER (PARTITION BY renamed_key) AS renamed, min(row) OVER (PARTITION BY ports_key) AS ports
     FROM ranked`,
  );
  return warehouse.count('SELECT count(*) FROM ranked_rows');
}

async function readRanked(warehouse: Warehouse, count: number): Promise<RankedRows> {
  const [text, comments, renamed, ports] = [1, 2, 3, 4].map(() => new Int32Array(count));
  const rows = { text: text!, comments: comments!, renamed: renamed!, ports: ports! };
  for await (const part of warehouse.stream<Record<keyof RankedRows | 'row', number>>(
    'SELECT row, text, comments, renamed, ports FROM ranked_rows',
  )) {
    for (const classes of part) {
      rows.text[classes.row] = classes.text;
      rows.comments[classes.row] = classes.comments;
      rows.renamed[classes.row] = classes.renamed;
      rows.ports[classes.row] = classes.ports;
    }
  }
  return rows;
}

/** Edges between classes of equal tokens; texts that no row has any more have none. */
async function readEdges(warehouse: Warehouse, edges: string): Promise<NearEdges> {
  const query = `
    WITH classes AS (
      SELECT i.text_sha256, c.comments FROM fact.near_index AS i
      JOIN (SELECT DISTINCT tokens_key, comments FROM ranked_rows) AS c USING (tokens_key)
      WHERE i.kind = 'code' AND i.version = ${VERSION}
    )
    SELECT a.comments AS a, b.comments AS b, e.jaccard FROM (${edges}) AS e
    JOIN classes AS a ON a.text_sha256 = e.a JOIN classes AS b ON b.text_sha256 = e.b`;
  const count = await warehouse.count(`SELECT count(*) FROM (${query})`);
  const read = { a: new Int32Array(count), b: new Int32Array(count), jaccard: new Float64Array(count) };
  let at = 0;
  for await (const part of warehouse.stream<{ a: number; b: number; jaccard: number }>(query)) {
    for (const edge of part) {
      read.a[at] = edge.a;
      read.b[at] = edge.b;
      read.jaccard[at++] = edge.jaccard;
    }
  }
  return read;
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
