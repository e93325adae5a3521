import { BandTable } from '../../dedupe/band-table.ts';
import { BANDS } from '../../dedupe/bands.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/**
 * The stored bands of one kind in memory, 132 bytes a text. `ordinals` gives the texts' names in the
 * tables, ascending.
 */
export class NearIndex extends BandTable {
  readonly ordinals: Int32Array;

  constructor(capacity: number) {
    super(capacity);
    this.ordinals = new Int32Array(capacity);
  }

  /** Reads the texts with ordinals above the last one up to `to`. They are the new ones from now on. */
  async read(warehouse: Warehouse, kind: ShingleKind, to: number): Promise<void> {
    this.firstNew = this.count;
    const after = this.count === 0 ? 0 : this.ordinals[this.count - 1]!;
    const keys = new Uint32Array(BANDS);
    const stored = new Uint8Array(keys.buffer);
    for await (const rows of warehouse.stream<{ ordinal: number; bands: Uint8Array }>(
      `SELECT ordinal, bands FROM ${indexOf(kind)} WHERE ordinal > ${after} AND ordinal <= ${to}`,
    )) {
      for (const { ordinal, bands } of rows) {
        stored.set(bands);
        this.ordinals[this.count] = ordinal;
        this.add(keys, 0);
      }
    }
  }

  /** The number of the text with an ordinal that was read. */
  numberOf(ordinal: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ordinals[middle]! < ordinal) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The rows of fact.near_index of a kind, of this version, in order of arrival as they were written. */
export function indexOf(kind: ShingleKind): string {
  return `(FROM fact.near_index WHERE kind = '${kind}' AND version = ${VERSION})`;
}
