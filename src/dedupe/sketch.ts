import { minHash, SLOTS } from './minhash.ts';
import { type ShingleKind, shingleHashes } from './shingles.ts';

/** A signature of which a byte a slot is kept, four bytes a word. */
export type Sketch = Uint32Array;

/** Slots of a sketch: the most that two can agree in. */
export const SKETCH_SLOTS = SLOTS;

const signature = new Int32Array(SLOTS);

/**
 * A text as 256 bytes whose shares of equal bytes are Jaccard similarities: b-bit MinHash (Li and König 2010) with b = 8,
 * where slots of unlike texts agree by chance once in 256. Its standard deviation is at most 0.03.
 */
export function sketchOf(text: string, kind: ShingleKind): Sketch {
  minHash(shingleHashes(text, kind), signature);
  const bytes = Uint8Array.from(signature, (value) => Math.imul(value ^ (value >>> 15), 0x9e3779b1) >>> 24);
  return new Uint32Array(bytes.buffer);
}

/** Slots in which two sketches agree, 0 to 256. */
export function agreeingSlots(a: Sketch, b: Sketch): number {
  let zeros = 0;
  for (let word = 0; word < a.length; word++) {
    const difference = a[word]! ^ b[word]!;
    // The high bit of each byte that is zero, and of no other (Warren, "Hacker's Delight", 6-1).
    const low = (difference & 0x7f7f7f7f) + 0x7f7f7f7f;
    const marks = ~(low | difference | 0x7f7f7f7f);
    // The marks stand 8 bits apart: a multiplication adds them up in the highest byte.
    zeros += Math.imul(marks >>> 7, 0x01010101) >>> 24;
  }
  return zeros;
}
