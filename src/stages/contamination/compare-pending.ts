import { ProtectedIndex } from '../../dedupe/contamination/protected-index.ts';
import type { ProtectedProblem } from '../../dedupe/contamination/protected-problem.ts';
import type { StageContext } from '../../engine/stage.ts';
import { readBundles, readDocuments } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, SqlValue, Warehouse } from '../../warehouse/warehouse.ts';

/** What a fact depends on beside the texts. */
export interface ComparisonKey {
  /** Names the set of protected problems. */
  registryKey: string;
  version: number;
}

/** Pairs of texts compared and stored at once; their texts are what memory holds. */
const BATCH = 512;
/** Scores below say nothing; thresholds may not be lower (see the stage's parameters). */
const FLOOR = 0.2;
const KEY = ['text_sha256', 'spec_sha256', 'registry_key', 'version', 'method'];

interface PendingTexts {
  text_sha256: string;
  spec_sha256: string;
}

const TEXTS = `
  SELECT DISTINCT COALESCE(text_sha256, '') AS text_sha256, COALESCE(spec_sha256, '') AS spec_sha256
  FROM curated.dedupe_rows`;

function pending({ registryKey, version }: ComparisonKey): { sql: string; values: SqlValue[] } {
  return {
    sql: `SELECT * FROM (${TEXTS}) ANTI JOIN (
            SELECT text_sha256, spec_sha256 FROM fact.contaminations WHERE registry_key = ? AND version = ?
          ) USING (text_sha256, spec_sha256)`,
    values: [registryKey, version],
  };
}

/** Pairs of code and specification among the rows, and how many of them have no fact of this key. */
export async function countPending(
  warehouse: Warehouse,
  key: ComparisonKey,
): Promise<{ todo: number; total: number }> {
  const { sql, values } = pending(key);
  return {
    todo: await warehouse.count(`SELECT count(*) FROM (${sql})`, values),
    total: await warehouse.count(`SELECT count(*) FROM (${TEXTS})`),
  };
}

/** Compares every pair of texts that has no fact of this key. Returns how many these were. */
export async function comparePending(
  { warehouse, progress }: StageContext,
  problems: readonly ProtectedProblem[],
  key: ComparisonKey,
): Promise<number> {
  const { sql, values } = pending(key);
  const work = await freezePending<PendingTexts>(warehouse, {
    name: 'contaminations',
    query: sql,
    values,
    batch: BATCH,
    read: 'SELECT text_sha256, spec_sha256 FROM pending ORDER BY position',
  });
  if (work.count === 0) return 0;
  const index = new ProtectedIndex(problems);
  let done = 0;
  for await (const batch of work.batches()) {
    const facts = await compareBatch(warehouse, index, batch, key);
    await warehouse.append('fact.contaminations', KEY, facts);
    done += batch.length;
    progress.step({ stage: 'contamination', done, total: work.count, unit: 'texts' });
  }
  return work.count;
}

async function compareBatch(
  warehouse: Warehouse,
  index: ProtectedIndex,
  batch: readonly PendingTexts[],
  { registryKey, version }: ComparisonKey,
): Promise<SqlRow[]> {
  const codes = await readBundles(
    warehouse,
    batch.map((row) => row.text_sha256).filter(Boolean),
    'design.sv',
  );
  const specifications = await readDocuments(warehouse, batch.map((row) => row.spec_sha256).filter(Boolean));
  return batch.flatMap(({ text_sha256, spec_sha256 }) => {
    const common = { text_sha256, spec_sha256, registry_key: registryKey, version };
    const files = codes.get(text_sha256);
    const neighbours = index.nearest({
      code: files === undefined ? null : files.map(({ text }) => text).join('\n'),
      specification: specifications.get(spec_sha256) ?? null,
    });
    const near = neighbours.filter(({ score }) => score >= FLOOR);
    if (near.length === 0) return [{ ...common, method: 'none' }];
    return near.map(({ method, referenceId, benchmark, problemId, score, trivial }) => ({
      ...common,
      method,
      reference_id: referenceId,
      benchmark,
      problem_id: problemId,
      score,
      trivial,
    }));
  });
}
