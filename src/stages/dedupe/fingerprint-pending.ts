import { BANDS } from '../../dedupe/bands.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { FingerprintPool } from '../../dedupe/fingerprint-pool.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { StageContext } from '../../engine/stage.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import { addToIndex, type IndexedText } from './near-index.ts';
import { readTexts, type TextPlace, withPlaces } from './read-texts.ts';

/** Texts stored at once: each batch compares its keys with the whole table. */
const BATCH = 8192;

/** The texts of a kind that rows have, as `sha256`. */
export function textsOf(kind: ShingleKind): string {
  const column = kind === 'code' ? 'text_sha256' : 'spec_sha256';
  return `SELECT DISTINCT ${column} AS sha256 FROM curated.dedupe_rows WHERE ${column} IS NOT NULL`;
}

/** Those of them that have no fingerprint of this version. */
export function pendingTexts(kind: ShingleKind): string {
  return `
    SELECT * FROM (${textsOf(kind)})
    ANTI JOIN (SELECT text_sha256 AS sha256 FROM fact.fingerprints
               WHERE kind = '${kind}' AND version = ${VERSION}) USING (sha256)`;
}

/** Stores keys and bands of every text that has none. Returns how many these were. */
export async function fingerprintPending(
  { warehouse, progress }: StageContext,
  pool: FingerprintPool,
  kind: ShingleKind,
): Promise<number> {
  const pending = await freezePending<TextPlace>(warehouse, {
    name: 'fingerprints',
    query: withPlaces(pendingTexts(kind)),
    batch: BATCH,
    read: 'SELECT place, bytes, sha256 FROM pending ORDER BY position',
  });
  let done = 0;
  for await (const batch of pending.batches()) {
    const facts: SqlRow[] = [];
    const indexed: IndexedText[] = [];
    for await (const { places, texts } of readTexts(warehouse, batch)) {
      const { keys, bands } = await pool.fingerprint(texts, kind);
      for (const [index, { sha256 }] of places.entries()) {
        const { tokens: tokensKey, renamed, ports, abstracted, tokenCount: tokens } = keys[index]!;
        facts.push({
          text_sha256: sha256,
          kind,
          version: VERSION,
          tokens_key: tokensKey,
          renamed_key: renamed,
          ports_key: ports,
          abstracted_key: abstracted,
          tokens,
        });
        // A text without tokens is near to nothing.
        if (tokens > 0) indexed.push({ sha256, tokensKey, tokens, bands, offset: index * BANDS });
      }
    }
    await warehouse.transaction(async () => {
      await addToIndex(warehouse, kind, indexed);
      await warehouse.append('fact.fingerprints', ['text_sha256', 'kind', 'version'], facts);
    });
    done += batch.length;
    progress.step({ stage: 'dedupe', done, total: pending.count, unit: UNITS[kind] });
  }
  return pending.count;
}

const UNITS: Readonly<Record<ShingleKind, string>> = { code: 'designs', spec: 'specifications' };
