import type { BandTable } from './band-table.ts';

/**
 * Every group of texts that agree in a band and of which at least one is new, band after band. `members` are
 * ascending and valid only during the call. Time is linear in the texts; memory is four columns of 32 bits.
 */
export function forEachBucket(
  { columns, count, firstNew }: BandTable,
  visit: (members: Uint32Array, band: number) => void,
): void {
  if (firstNew >= count) return;
  const sorter = new PairSorter(count);
  const filter = new KeyFilter(count - firstNew);
  for (const [band, keys] of columns.entries()) {
    let chosen = filter.choose(keys, firstNew, count, sorter);
    for (let text = firstNew; text < count; text++) sorter.put(chosen++, keys[text]!, text);
    sorter.sort(chosen);
    for (let start = 0, end = 0; start < chosen; start = end) {
      while (end < chosen && sorter.keys[end] === sorter.keys[start]) end++;
      if (end - start > 1 && sorter.values[end - 1]! >= firstNew) {
        visit(sorter.values.subarray(start, end), band);
      }
    }
  }
}

/** Keys of new texts, one bit each: most old texts are set aside by looking at it once. */
class KeyFilter {
  readonly #bits: Uint32Array;

  constructor(keys: number) {
    this.#bits = new Uint32Array(2 ** Math.max(5, Math.ceil(Math.log2(keys * 16)) - 5));
  }

  /** Puts the old texts whose key a new text may have into `sorter`; returns how many these are. */
  choose(keys: Uint32Array, firstNew: number, count: number, sorter: PairSorter): number {
    // The hottest loop of an incremental search, so without calls and private fields.
    const bits = this.#bits.fill(0);
    const mask = bits.length - 1;
    for (let text = firstNew; text < count; text++) {
      const key = keys[text]!;
      bits[(key >>> 5) & mask]! |= 1 << (key & 31);
    }
    let chosen = 0;
    for (let text = 0; text < firstNew; text++) {
      const key = keys[text]!;
      if ((bits[(key >>> 5) & mask]! & (1 << (key & 31))) !== 0) sorter.put(chosen++, key, text);
    }
    return chosen;
  }
}

const DIGIT_BITS = 11;
const DIGITS = 3;

/** Sorts keys with their values by key, equal keys in the order in which they came: radix sort, 11 bits a pass. */
class PairSorter {
  keys: Uint32Array;
  values: Uint32Array;
  #otherKeys: Uint32Array;
  #otherValues: Uint32Array;
  readonly #starts = new Uint32Array(2 ** DIGIT_BITS);

  constructor(capacity: number) {
    this.keys = new Uint32Array(capacity);
    this.values = new Uint32Array(capacity);
    this.#otherKeys = new Uint32Array(capacity);
    this.#otherValues = new Uint32Array(capacity);
  }

  put(place: number, key: number, value: number): void {
    this.keys[place] = key;
    this.values[place] = value;
  }

  sort(count: number): void {
    for (let digit = 0; digit < DIGITS; digit++) this.#pass(count, digit * DIGIT_BITS);
  }

  #pass(count: number, shift: number): void {
    const { keys, values } = this;
    const starts = this.#starts.fill(0);
    const mask = starts.length - 1;
    for (let at = 0; at < count; at++) starts[(keys[at]! >>> shift) & mask]!++;
    for (let digit = 0, sum = 0; digit < starts.length; digit++) {
      const size = starts[digit]!;
      starts[digit] = sum;
      sum += size;
    }
    for (let at = 0; at < count; at++) {
      const place = starts[(keys[at]! >>> shift) & mask]!++;
      this.#otherKeys[place] = keys[at]!;
      this.#otherValues[place] = values[at]!;
    }
    [this.keys, this.#otherKeys] = [this.#otherKeys, keys];
    [this.values, this.#otherValues] = [this.#otherValues, values];
  }
}
