import { BandTable } from '../../dedupe/band-table.ts';
import { BANDS } from '../../dedupe/bands.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

/** The rows of fact.near_index of a kind, of this version. */
export function indexOf(kind: ShingleKind): string {
  return `(FROM fact.near_index WHERE kind = '${kind}' AND version = ${VERSION})`;
}

/** A text for the index. */
export interface IndexedText {
  sha256: string;
  tokensKey: string;
  tokens: number;
  /** Its 32 band keys stand in `bands` from `offset` on. */
  bands: Uint32Array;
  offset: number;
}

/**
 * Adds the texts whose tokens the index does not know, each tokens once. To be called in a transaction: names and
 * bands are stored together or not at all.
 */
export async function addToIndex(
  warehouse: Warehouse,
  kind: ShingleKind,
  texts: readonly IndexedText[],
): Promise<void> {
  const fresh = new Map<string, IndexedText>();
  for (const text of texts) if (!fresh.has(text.tokensKey)) fresh.set(text.tokensKey, text);
  const known = await warehouse.rows<{ tokens_key: string }>(
    `SELECT tokens_key FROM ${indexOf(kind)} WHERE tokens_key IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
    [JSON.stringify([...fresh.keys()])],
  );
  for (const { tokens_key } of known) fresh.delete(tokens_key);
  if (fresh.size === 0) return;
  const first_ordinal = 1 + (await warehouse.count(`SELECT coalesce(max(ordinal), 0) FROM ${indexOf(kind)}`));
  const keys = new Uint32Array(fresh.size * BANDS);
  const rows = [...fresh.values()].map(({ sha256, tokensKey, tokens, bands, offset }, index): SqlRow => {
    keys.set(bands.subarray(offset, offset + BANDS), index * BANDS);
    const ordinal = first_ordinal + index;
    return { ordinal, text_sha256: sha256, kind, version: VERSION, tokens_key: tokensKey, tokens };
  });
  await warehouse.append('fact.near_index', ['kind', 'version', 'tokens_key'], rows);
  const block = {
    kind,
    version: VERSION,
    first_ordinal,
    texts: rows.length,
    bands: new Uint8Array(keys.buffer),
  };
  await warehouse.append('fact.near_bands', ['kind', 'version', 'first_ordinal'], [block]);
}

/** The stored bands of one kind in memory. The text with ordinal n has the number n - 1. */
export class NearIndex extends BandTable {
  /** Reads the texts that follow those it holds, up to the ordinal `to`. They are the new ones from now on. */
  async read(warehouse: Warehouse, kind: ShingleKind, to: number): Promise<void> {
    this.firstNew = this.count;
    for await (const blocks of warehouse.stream<{ first_ordinal: number; bands: Uint8Array }>(
      `SELECT first_ordinal, bands FROM fact.near_bands WHERE kind = '${kind}' AND version = ${VERSION}
         AND first_ordinal + texts > ${this.count + 1} AND first_ordinal <= ${to} ORDER BY first_ordinal`,
    )) {
      for (const { first_ordinal, bands } of blocks) {
        // A copy, because the bytes may be a part of a larger buffer and not begin at a multiple of four.
        const keys = new Uint32Array(Uint8Array.from(bands).buffer);
        for (
          let text = this.count + 1 - first_ordinal;
          text * BANDS < keys.length && this.count < to;
          text++
        ) {
          this.add(keys, text * BANDS);
        }
      }
    }
  }
}
