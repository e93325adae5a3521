/** Slots a new set has. */
const SMALLEST = 1024;
/** Share of the slots that may be taken. */
const FULL = 0.7;

/**
 * A set of keys by 64 bits of a hash each: 12 to 23 bytes a key whatever its length. What it lacks was never added; what
 * it has may be another key, so ask further there.
 */
export class KeySet {
  #high = new Uint32Array(SMALLEST);
  #low = new Uint32Array(SMALLEST);
  #size = 0;

  has(key: string): boolean {
    const { high, low } = hash64(key);
    const slot = this.#slotOf(high, low);
    return this.#high[slot] !== 0 || this.#low[slot] !== 0;
  }

  add(key: string): void {
    const { high, low } = hash64(key);
    if (this.#put(high, low)) this.#size += 1;
    if (this.#size > this.#high.length * FULL) this.#grow();
  }

  #put(high: number, low: number): boolean {
    const slot = this.#slotOf(high, low);
    if (this.#high[slot] !== 0 || this.#low[slot] !== 0) return false;
    this.#high[slot] = high;
    this.#low[slot] = low;
    return true;
  }

  /** Where the hash stands, or the free slot where it would. */
  #slotOf(high: number, low: number): number {
    const mask = this.#high.length - 1;
    let slot = high & mask;
    while (this.#high[slot] !== high || this.#low[slot] !== low) {
      if (this.#high[slot] === 0 && this.#low[slot] === 0) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [high, low] = [this.#high, this.#low];
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint32Array(low.length * 2);
    for (let slot = 0; slot < high.length; slot++) {
      if (high[slot] !== 0 || low[slot] !== 0) this.#put(high[slot]!, low[slot]!);
    }
  }
}

/** Two runs of a multiplying hash (as FNV-1a, with other factors), mixed as in MurmurHash3; never both 0. */
function hash64(key: string): { high: number; low: number } {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
    low ^= low >>> 15;
  }
  return { high: mixed(high), low: (mixed(low) | 1) >>> 0 };
}

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
