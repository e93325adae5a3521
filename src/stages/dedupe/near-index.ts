import type { BandIndex } from '../../dedupe/band-buckets.ts';
import { BANDS } from '../../dedupe/bands.ts';
import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/**
 * The stored bands of one kind in memory, 132 bytes a text. Texts are numbered as they arrived; `ordinals` gives
 * their names in the tables, ascending.
 */
export class NearIndex implements BandIndex {
  readonly keys: Uint32Array;
  readonly ordinals: Int32Array;
  count = 0;
  firstNew = 0;

  private constructor(capacity: number) {
    this.keys = new Uint32Array(capacity * BANDS);
    this.ordinals = new Int32Array(capacity);
  }

  /** Room for `capacity` texts, none of them read yet. */
  static withRoomFor(capacity: number): NearIndex {
    return new NearIndex(capacity);
  }

  /** Reads the texts with ordinals above the last one up to `to`. They are the new ones from now on. */
  async read(warehouse: Warehouse, kind: ShingleKind, to: number): Promise<void> {
    this.firstNew = this.count;
    const after = this.count === 0 ? 0 : this.ordinals[this.count - 1]!;
    for await (const rows of warehouse.stream<{ ordinal: number; bands: Uint8Array }>(
      `SELECT ordinal, bands FROM ${indexOf(kind)} WHERE ordinal > ${after} AND ordinal <= ${to}`,
    )) {
      for (const { ordinal, bands } of rows) {
        const view = new DataView(bands.buffer, bands.byteOffset);
        const start = this.count * BANDS;
        for (let band = 0; band < BANDS; band++) this.keys[start + band] = view.getUint32(band * 4, true);
        this.ordinals[this.count++] = ordinal;
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
