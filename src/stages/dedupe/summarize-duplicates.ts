import { chooseKeepers, DUPLICATE_KEYS } from '../../dedupe/choose-keepers.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { DuplicateReport } from '../../report/duplicate-page.ts';
import { current } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { type NearThresholds, rankInvolved, readEdges, readRanked } from './rank-rows.ts';
import { LEAST_JACCARD } from './search-near.ts';

/** Thresholds of the curve. */
const THRESHOLDS = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];

/** All figures about repeated rows, and what other thresholds would remove. Writes nothing but temporary tables. */
export async function summarizeDuplicates(warehouse: Warehouse): Promise<DuplicateReport> {
  return {
    rows: await warehouse.count('SELECT count(*) FROM curated.dedupe_rows'),
    repeated: await countRepeated(warehouse),
    removed: await countRemoved(warehouse),
    clusters: await countClusters(warehouse),
    repositories: await countRepositories(warehouse),
    curve: await readCurve(warehouse),
    specifications: await countSpecifications(warehouse),
  };
}

async function countRepeated(warehouse: Warehouse): Promise<DuplicateReport['repeated']> {
  const columns = { text: 'text_sha256', comments: 'tokens_key', renamed: 'renamed_key', ports: 'ports_key' };
  const counts = Object.entries(columns).map(
    ([key, column]) => `count(*) - count(DISTINCT ${column}) AS ${key}`,
  );
  const [row] = await warehouse.rows<Record<string, bigint>>(
    `SELECT ${counts.join(', ')} FROM curated.dedupe_rows
     JOIN (FROM fact.fingerprints WHERE kind = 'code' AND version = ${VERSION}) USING (text_sha256)`,
  );
  return Object.keys(columns).map((key) => ({ key, rows: Number(row![key]) }));
}

async function countRemoved(warehouse: Warehouse): Promise<DuplicateReport['removed']> {
  const found = await warehouse.rows<{ key: string; n: bigint }>(
    'SELECT key, count(*) AS n FROM fact.duplicates GROUP BY key',
  );
  return DUPLICATE_KEYS.map((key) => ({ key, rows: Number(found.find((row) => row.key === key)?.n ?? 0) }));
}

async function countClusters(warehouse: Warehouse): Promise<DuplicateReport['clusters']> {
  const rows = await warehouse.rows<{ size: string; clusters: bigint; rows: bigint }>(
    `SELECT CASE WHEN size < 6 THEN size::VARCHAR WHEN size <= 10 THEN '6-10' WHEN size <= 20 THEN '11-20'
         WHEN size <= 100 THEN '21-100' ELSE 'more' END AS size, count(*) AS clusters, sum(size)::BIGINT AS rows
     FROM (SELECT count(*) + 1 AS size FROM fact.duplicates GROUP BY keeper_id) GROUP BY 1 ORDER BY min(size)`,
  );
  return rows.map((row) => ({ size: row.size, clusters: Number(row.clusters), rows: Number(row.rows) }));
}

async function countRepositories(warehouse: Warehouse): Promise<DuplicateReport['repositories']> {
  const [row] = await warehouse.rows<{ known: bigint; across: bigint }>(
    `SELECT count(*) AS known, count(*) FILTER (r.repository <> k.repository) AS across
     FROM fact.duplicates AS d
     JOIN curated.dedupe_rows AS r ON r.row_id = d.row_id JOIN curated.dedupe_rows AS k ON k.row_id = d.keeper_id
     WHERE r.repository IS NOT NULL AND k.repository IS NOT NULL`,
  );
  return { known: Number(row!.known), across: Number(row!.across) };
}

/** The choice of keepers, made anew for each threshold; the rule for short designs as in the newest run. */
async function readCurve(warehouse: Warehouse): Promise<DuplicateReport['curve']> {
  const used = JSON.parse((await current(warehouse, 'dedupe')) ?? '{}') as { thresholds?: NearThresholds };
  if (used.thresholds === undefined) return [];
  const { shortTokens, shortThreshold } = used.thresholds;
  const count = await rankInvolved(warehouse, { shortTokens, shortThreshold, threshold: LEAST_JACCARD });
  const rows = await readRanked(warehouse, count);
  const curve: DuplicateReport['curve'] = [];
  for (const threshold of THRESHOLDS) {
    const strict = { threshold, shortTokens, shortThreshold: Math.max(threshold, shortThreshold) };
    const { keeper, key } = chooseKeepers(rows, await readEdges(warehouse, strict));
    const removed = keeper.reduce((sum, keep) => sum + (keep < 0 ? 0 : 1), 0);
    const near = key.reduce((sum, by) => sum + (DUPLICATE_KEYS[by] === 'near' ? 1 : 0), 0);
    curve.push({ threshold, removed, near });
  }
  return curve;
}

async function countSpecifications(warehouse: Warehouse): Promise<DuplicateReport['specifications']> {
  const [row] = await warehouse.rows<{ texts: bigint; wordings: bigint }>(
    `SELECT count(*) AS texts, count(DISTINCT tokens_key) AS wordings FROM fact.fingerprints
     SEMI JOIN (SELECT spec_sha256 AS text_sha256 FROM curated.dedupe_rows) USING (text_sha256)
     WHERE kind = 'spec' AND version = ${VERSION}`,
  );
  const nearPairs = await warehouse.count(
    `SELECT count(*) FROM fact.near_edges WHERE kind = 'spec' AND version = ${VERSION}`,
  );
  return { texts: Number(row!.texts), wordings: Number(row!.wordings), nearPairs };
}
