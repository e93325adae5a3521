import { EVIDENCE_LEVELS } from '../../core/evidence.ts';
import type { NearEdges, RankedRows } from '../../dedupe/choose-keepers.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** From when on two designs count as near. */
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

/** Edges between designs that are near by these thresholds. */
function nearEdges({ threshold, shortTokens, shortThreshold }: NearThresholds): string {
  return `
    SELECT a, b, jaccard FROM fact.near_edges WHERE kind = 'code' AND version = ${VERSION}
      AND jaccard >= CASE WHEN shorter < ${shortTokens} THEN ${shortThreshold} ELSE ${threshold} END`;
}

/** Fingerprints of designs as 64-bit numbers: joins over them stay in memory where names of 64 characters would not. */
const NUMBERED = `
  SELECT hash(text_sha256) AS text, hash(tokens_key) AS comments, hash(renamed_key) AS renamed, hash(ports_key) AS ports
  FROM fact.fingerprints WHERE kind = 'code' AND version = ${VERSION}`;

/**
 * Numbers the rows that share a key with another or are near to one, best first, and their classes: a class has the
 * number of its best row. All other rows are keepers without being looked at.
 */
export async function rankInvolved(warehouse: Warehouse, thresholds: NearThresholds): Promise<number> {
  const edges = nearEdges(thresholds);
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE near_classes AS
     SELECT DISTINCT comments FROM (${NUMBERED})
     SEMI JOIN (SELECT hash(a) AS text FROM (${edges}) UNION ALL SELECT hash(b) FROM (${edges})) USING (text)`,
  );
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE row_classes AS
     SELECT hash(row_id) AS number, f.* FROM curated.dedupe_rows AS r JOIN (${NUMBERED}) AS f ON f.text = hash(r.text_sha256)`,
  );
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE ranked_rows AS
     WITH involved AS (
       FROM row_classes
       WHERE comments IN (FROM near_classes)
         OR ports IN (SELECT ports FROM row_classes GROUP BY ports HAVING count(*) > 1)
     ), ranked AS (
       SELECT row_id, text, comments, renamed, ports, (row_number() OVER (ORDER BY ${PREFERENCE}) - 1)::INTEGER AS row
       FROM involved JOIN curated.dedupe_rows AS r ON hash(r.row_id) = involved.number
     )
     SELECT row, row_id, comments AS tokens_number,
       min(row) OVER (PARTITION BY text) AS text, min(row) OVER (PARTITION BY comments) AS comments,
       min(row) OVER (PARTITION BY renamed) AS renamed, min(row) OVER (PARTITION BY ports) AS ports
     FROM ranked`,
  );
  return warehouse.count('SELECT count(*) FROM ranked_rows');
}

/** The classes of the rows that `rankInvolved` numbered. */
export async function readRanked(warehouse: Warehouse, count: number): Promise<RankedRows> {
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

/** Near edges between classes of equal tokens, after `rankInvolved`; texts that no row has any more have none. */
export async function readEdges(warehouse: Warehouse, thresholds: NearThresholds): Promise<NearEdges> {
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE near_pairs AS
     WITH classes AS (
       SELECT i.text, c.comments FROM (${NUMBERED}) AS i
       JOIN (SELECT DISTINCT tokens_number, comments FROM ranked_rows) AS c ON c.tokens_number = i.comments
     )
     SELECT a.comments AS a, b.comments AS b, e.jaccard
     FROM (SELECT hash(a) AS a, hash(b) AS b, jaccard FROM (${nearEdges(thresholds)})) AS e
     JOIN classes AS a ON a.text = e.a JOIN classes AS b ON b.text = e.b`,
  );
  const count = await warehouse.count('SELECT count(*) FROM near_pairs');
  const read = { a: new Int32Array(count), b: new Int32Array(count), jaccard: new Float64Array(count) };
  let at = 0;
  for await (const part of warehouse.stream<{ a: number; b: number; jaccard: number }>('FROM near_pairs')) {
    for (const edge of part) {
      read.a[at] = edge.a;
      read.b[at] = edge.b;
      read.jaccard[at++] = edge.jaccard;
    }
  }
  return read;
}
