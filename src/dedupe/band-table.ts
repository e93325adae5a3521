import { BANDS } from './bands.ts';

/**
 * The band keys of many texts, numbered as they were added, 128 bytes a text. One column a band, because a search
 * goes through band after band. Texts from `firstNew` on are new: pairs of older ones are not looked at.
 */
export class BandTable {
  readonly columns: readonly Uint32Array[];
  count = 0;
  firstNew = 0;

  constructor(capacity: number) {
    this.columns = Array.from({ length: BANDS }, () => new Uint32Array(capacity));
  }

  /** Adds a text by its keys, which stand in `keys` from `offset` on. */
  add(keys: Uint32Array, offset: number): void {
    for (let band = 0; band < BANDS; band++) this.columns[band]![this.count] = keys[offset + band]!;
    this.count++;
  }
}
