/** Slots of a signature: what classic MinHash calls permutations. */
export const SLOTS = 256;
const SLOT_BITS = 8;
/** A slot's value: the round that filled it above, a fraction of these bits below. Fits a signed 32-bit integer. */
const FRACTION_BITS = 23;
const FRACTION_MASK = 2 ** FRACTION_BITS - 1;
const EMPTY = 0x7fffffff;
/** Rounds in which a shingle draws its slot; values of the last round are drawn slot by slot. */
const DRAWN_ROUNDS = 255;
/** One odd multiplier a round: multiply-shift hashing (Dietzfelbinger et al. 1997) of hashes that are mixed already. */
const MULTIPLIERS = oddMultipliers(DRAWN_ROUNDS + SLOTS);

/**
 * The MinHash signature of a set of 32-bit shingle hashes, written to `signature` (256 slots). For each slot, the
 * probability that two sets agree is their Jaccard similarity, as with 256 independent permutations.
 *
 * Classic MinHash hashes every shingle 256 times. Here every shingle falls into one slot a round, rounds go on until
 * no slot is empty, and an earlier round beats a later one: Dahlgaard, Knudsen and Thorup, "Fast Similarity
 * Sketching", FOCS 2017. A set of n shingles costs about max(n, 256 ln 256) hashes instead of 256 n, and the
 * similarity that is read from it has no more variance than the classic one. Repeats in `hashes` change nothing.
 */
export function minHash(hashes: Uint32Array, signature: Int32Array): void {
  signature.fill(EMPTY);
  if (hashes.length === 0) return;
  let empty = 0;
  for (let round = 0; round < DRAWN_ROUNDS; round++) {
    drawSlots(hashes, signature, round);
    while (empty < SLOTS && signature[empty] !== EMPTY) empty++;
    if (empty === SLOTS) return;
  }
  for (; empty < SLOTS; empty++) {
    if (signature[empty] === EMPTY) signature[empty] = leastFor(hashes, empty);
  }
}

/**
 * One round: every shingle draws a slot and a fraction. What an earlier round left is smaller and stays. Without a
 * branch, because whether a slot is filled cannot be predicted: with `d` negative, `d & (d >> 31)` is `d`, else 0.
 */
function drawSlots(hashes: Uint32Array, signature: Int32Array, round: number): void {
  const multiplier = MULTIPLIERS[round]! | 0;
  const floor = round << FRACTION_BITS;
  for (let at = 0; at < hashes.length; at++) {
    const word = Math.imul(hashes[at]! | 0, multiplier);
    const slot = word >>> (32 - SLOT_BITS);
    const before = signature[slot]! | 0;
    const difference = ((floor | (word & FRACTION_MASK)) - before) | 0;
    signature[slot] = before + (difference & (difference >> 31));
  }
}

/** The minimum over all shingles for one slot: for sets of so few shingles that 255 draws leave it empty. */
function leastFor(hashes: Uint32Array, slot: number): number {
  const multiplier = MULTIPLIERS[DRAWN_ROUNDS + slot]! | 0;
  let least = EMPTY;
  for (let at = 0; at < hashes.length; at++) {
    const value = Math.imul(hashes[at]! | 0, multiplier) >>> (32 - FRACTION_BITS);
    if (value < least) least = value;
  }
  return (DRAWN_ROUNDS << FRACTION_BITS) | least;
}

/** Fixed for ever, since stored signatures are compared with new ones: a Weyl sequence, mixed (Steele et al. 2014). */
function oddMultipliers(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => {
    let word = Math.imul(index + 1, 0x9e3779b9);
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) | 1;
  });
}
