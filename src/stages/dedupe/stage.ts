import { FINGERPRINT_VERSION } from '../../dedupe/fingerprint.ts';
import { FingerprintPool } from '../../dedupe/fingerprint-pool.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { decideDuplicates } from './decide-duplicates.ts';
import { fingerprintPending, pendingTexts, textsOf } from './fingerprint-pending.ts';
import { LEAST_JACCARD, searchNear } from './search-near.ts';

interface DedupeParameters {
  threshold: number;
  short_tokens: number;
  short_threshold: number;
  threads: number;
}

const KINDS: readonly ShingleKind[] = ['code', 'spec'];

/** Finds rows that repeat another: by four exact keys and by near-duplicate search; descriptions too, for groups. */
export const dedupeStage: Stage<DedupeParameters> = {
  name: 'dedupe',
  version: FINGERPRINT_VERSION,
  scope: 'global',
  summary: 'find rows that repeat another',
  reads: ['curated.dedupe_rows', 'raw.documents', 'raw.bundle_files'],
  writes: [
    'fact.fingerprints',
    'fact.near_index',
    'fact.near_searches',
    'fact.near_edges',
    'fact.duplicates',
  ],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      // Below the least stored similarity the index would miss pairs without saying so.
      threshold: { type: 'number', minimum: LEAST_JACCARD, maximum: 1, default: 0.7 },
      // In a design of 50 tokens one changed operator leaves a similarity of 0.8, and makes another design of it.
      short_tokens: { type: 'integer', minimum: 0, default: 50 },
      short_threshold: { type: 'number', minimum: LEAST_JACCARD, maximum: 1, default: 0.95 },
      threads: { type: 'integer', minimum: 0, default: 0 },
    },
  },
  plan: async ({ warehouse }) => {
    const todo = await countTexts(warehouse, pendingTexts);
    const total = await countTexts(warehouse, textsOf);
    return { todo, done: total - todo, why: `texts without a fingerprint of version ${FINGERPRINT_VERSION}` };
  },
  run: findDuplicates,
};

async function countTexts(warehouse: Warehouse, query: (kind: ShingleKind) => string): Promise<number> {
  const counts = KINDS.map((kind) => `(SELECT count(*) FROM (${query(kind)}))`);
  return warehouse.count(`SELECT ${counts.join(' + ')}`);
}

async function findDuplicates(context: StageContext, parameters: DedupeParameters): Promise<StageOutcome> {
  const { warehouse } = context;
  const pool = new FingerprintPool(parameters.threads);
  let added = 0;
  try {
    for (const kind of KINDS) {
      added += await fingerprintPending(context, pool, kind);
      await searchNear(context, pool, kind);
    }
  } finally {
    await pool.close();
  }
  await decideDuplicates(warehouse, {
    threshold: parameters.threshold,
    shortTokens: parameters.short_tokens,
    shortThreshold: parameters.short_threshold,
  });
  const rowsIn = await warehouse.count('SELECT count(*) FROM curated.dedupe_rows');
  const rejected = await warehouse.count('SELECT count(*) FROM fact.duplicates');
  return { rowsIn, kept: rowsIn - rejected, rejected, added, notes: await notes(warehouse) };
}

/** `12 the same but for comments, 40 near` */
async function notes(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows<{ key: string; n: bigint }>(
    'SELECT key, count(*) AS n FROM fact.duplicates GROUP BY key ORDER BY key',
  );
  return rows.length === 0 ? [] : [`duplicates: ${rows.map(({ key, n }) => `${n} ${key}`).join(', ')}`];
}
