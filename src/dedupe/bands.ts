import { SLOTS } from './minhash.ts';

/** Bands of a signature. Two texts are compared when they agree in all slots of at least one band. */
export const BANDS = 32;
/** With r = 8 slots a band, texts of similarity s share one with probability 1 - (1 - s^8)^32: 0.86 at 0.7, 0.99 at 0.8. */
const BAND_SLOTS = SLOTS / BANDS;

/**
 * One 32-bit key a band, written to `keys` from `offset` on. Different bands may collide by chance (one pair in
 * 2^32); every pair that is found is compared exactly afterwards.
 */
export function bandKeys(signature: Int32Array, keys: Uint32Array, offset: number): void {
  for (let band = 0; band < BANDS; band++) {
    let hash = band;
    for (let slot = band * BAND_SLOTS; slot < (band + 1) * BAND_SLOTS; slot++) {
      hash = Math.imul(hash ^ signature[slot]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    keys[offset + band] = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  }
}
