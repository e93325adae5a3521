import { QuarryError } from '../core/errors.ts';
import { readBundles } from '../warehouse/bundles.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** A row of a cluster. `key` and `jaccard` say how it repeats the keeper; null for the keeper itself. */
interface ClusterRow {
  row_id: string;
  kind: string;
  repository: string | null;
  problem_key: string | null;
  evidence: string | null;
  text_sha256: string;
  key: string | null;
  jaccard: number | null;
}

/** One keeper with the rows that it stands for, and two of their texts to compare. */
export interface DuplicateCluster {
  keeper: ClusterRow;
  members: ClusterRow[];
  /** Rows near to the one that was asked for that are not of this cluster: kept, or near to a better keeper. */
  alsoNear: { row_id: string; jaccard: number; keeper_id: string | null }[];
  /** The row that was asked for beside its keeper; a keeper beside its first member. Null for a row that stands alone. */
  compared: { left: ComparedText; right: ComparedText } | null;
}

interface ComparedText {
  row_id: string;
  text: string;
}

/** Most rows near to one that are named. */
const MOST_NEAR = 20;
const MOST_NAMED = 5;

/**
 * The cluster of a row. `id` may be the beginning of a row id when it is unambiguous.
 * @throws QuarryError NOT_FOUND
 */
export async function readDuplicateCluster(warehouse: Warehouse, id: string): Promise<DuplicateCluster> {
  const asked = await findRow(warehouse, id);
  const keeperId = await keeperOf(warehouse, asked);
  const [keeper, ...members] = await readCluster(warehouse, keeperId);
  const other = members.find((row) => row.row_id === asked) ?? members[0];
  return {
    keeper: keeper!,
    members,
    alsoNear: await readAlsoNear(warehouse, asked, keeperId),
    compared: other === undefined ? null : await readTexts(warehouse, keeper!, other),
  };
}

async function findRow(warehouse: Warehouse, id: string): Promise<string> {
  const found = await warehouse.rows<{ row_id: string }>(
    `SELECT row_id FROM curated.dedupe_rows WHERE starts_with(row_id, ?) ORDER BY row_id LIMIT ${MOST_NAMED + 1}`,
    [id],
  );
  const names = found.map((row) => row.row_id);
  if (names.length === 1 || names.includes(id)) return names.includes(id) ? id : names[0]!;
  const next =
    names.length === 0
      ? 'List some: quarry sql "SELECT module_id, keeper_id, key, jaccard FROM report.duplicates LIMIT 20"'
      : `Name one of them: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ', ...' : ''}`;
  const what = names.length === 0 ? 'No row with a design has this id' : 'Several rows begin with this id';
  throw new QuarryError('NOT_FOUND', `${what}: ${id}`, { where: warehouse.path, next });
}

async function keeperOf(warehouse: Warehouse, row: string): Promise<string> {
  const [found] = await warehouse.rows<{ keeper_id: string }>(
    'SELECT keeper_id FROM report.duplicates WHERE module_id = ?',
    [row],
  );
  return found?.keeper_id ?? row;
}

/** The keeper first, then its members, the most similar ones first. */
function readCluster(warehouse: Warehouse, keeper: string): Promise<ClusterRow[]> {
  return warehouse.rows<ClusterRow>(
    `SELECT r.row_id, r.kind, r.repository, r.problem_key, r.evidence, r.text_sha256, d.key, d.jaccard
     FROM curated.dedupe_rows AS r
     LEFT JOIN (FROM report.duplicates WHERE keeper_id = $keeper) AS d ON d.module_id = r.row_id
     WHERE r.row_id = $keeper OR d.module_id IS NOT NULL
     ORDER BY r.row_id <> $keeper, list_position(['text', 'comments', 'renamed', 'ports', 'near'], d.key),
       d.jaccard DESC, r.row_id`,
    { keeper },
  );
}

async function readAlsoNear(
  warehouse: Warehouse,
  row: string,
  keeper: string,
): Promise<DuplicateCluster['alsoNear']> {
  return warehouse.rows(
    `WITH keys AS (
       SELECT r.row_id, f.tokens_key, f.version FROM curated.dedupe_rows AS r
       JOIN fact.fingerprints AS f ON f.text_sha256 = r.text_sha256 AND f.kind = 'code'
       WHERE f.version = (SELECT max(version) FROM fact.fingerprints)
     ), own AS (
       SELECT i.text_sha256 FROM fact.near_index AS i JOIN keys USING (tokens_key, version)
       WHERE keys.row_id = $row AND i.kind = 'code'
     ), near AS (
       SELECT CASE WHEN a IN (FROM own) THEN b ELSE a END AS text_sha256, version, jaccard
       FROM fact.near_edges WHERE kind = 'code' AND (a IN (FROM own) OR b IN (FROM own))
     )
     SELECT keys.row_id, round(near.jaccard, 4) AS jaccard, d.keeper_id FROM near
     JOIN fact.near_index AS i ON i.text_sha256 = near.text_sha256 AND i.kind = 'code' AND i.version = near.version
     JOIN keys ON keys.tokens_key = i.tokens_key AND keys.version = i.version
     LEFT JOIN report.duplicates AS d ON d.module_id = keys.row_id
     WHERE keys.row_id <> $keeper AND d.keeper_id IS DISTINCT FROM $keeper
     ORDER BY near.jaccard DESC, keys.row_id LIMIT ${MOST_NEAR}`,
    { row, keeper },
  );
}

async function readTexts(
  warehouse: Warehouse,
  left: ClusterRow,
  right: ClusterRow,
): Promise<DuplicateCluster['compared']> {
  const bundles = await readBundles(warehouse, [left.text_sha256, right.text_sha256], 'design.sv');
  const textOf = ({ row_id, text_sha256 }: ClusterRow): ComparedText => ({
    row_id,
    text: (bundles.get(text_sha256) ?? []).map((file) => file.text).join('\n'),
  });
  return { left: textOf(left), right: textOf(right) };
}
