import { BANDS } from '../../dedupe/bands.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { FingerprintPool } from '../../dedupe/fingerprint-pool.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { StageContext } from '../../engine/stage.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
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
  let ordinal = await warehouse.count('SELECT coalesce(max(ordinal), 0) FROM fact.near_index');
  let done = 0;
  for await (const batch of pending.batches()) {
    const facts: SqlRow[] = [];
    const indexed: SqlRow[] = [];
    for await (const { places, texts } of readTexts(warehouse, batch)) {
      const { keys, bands } = await pool.fingerprint(texts, kind);
      for (const [index, { sha256: text_sha256 }] of places.entries()) {
        const { tokens: tokens_key, renamed, ports, abstracted, tokenCount: tokens } = keys[index]!;
        const row = { text_sha256, kind, version: VERSION, tokens_key, tokens };
        facts.push({ ...row, renamed_key: renamed, ports_key: ports, abstracted_key: abstracted });
        // A text without tokens is near to nothing.
        if (tokens > 0) indexed.push({ ...row, ordinal: ++ordinal, bands: bandBytes(bands, index) });
      }
    }
    await warehouse.transaction(async () => {
      await warehouse.append('fact.near_index', ['kind', 'version', 'tokens_key'], indexed);
      await warehouse.append('fact.fingerprints', ['text_sha256', 'kind', 'version'], facts);
    });
    done += batch.length;
    progress.step({ stage: 'dedupe', done, total: pending.count, unit: UNITS[kind] });
  }
  return pending.count;
}

const UNITS: Readonly<Record<ShingleKind, string>> = { code: 'designs', spec: 'specifications' };

function bandBytes(bands: Uint32Array, index: number): Uint8Array {
  return new Uint8Array(bands.buffer, bands.byteOffset + index * BANDS * 4, BANDS * 4);
}
