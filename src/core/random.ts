import { createHash } from 'node:crypto';

/** A seeded source of pseudo-random choices. Same seed and same calls give the same values on every machine. */
export interface Random {
  /** Uniform 32-bit unsigned integer. */
  next(): number;
  /** Uniform integer, both ends included; `low <= high`, span at most 2^32. */
  integer(low: number, high: number): number;
  /** True with the given probability, 0..1. */
  chance(probability: number): boolean;
  /** One element of a non-empty list. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(list: readonly T[]): T[];
  /** An independent stream that depends on the seed and the label alone, not on what was drawn so far. */
  fork(label: string): Random;
}

/** State of xoshiro128**: four 32-bit words, not all zero. */
export type Xoshiro128State = [number, number, number, number];

/**
 * One step of xoshiro128** 1.1 (Blackman and Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c).
 * Advances `state` in place and returns 32 bits.
 */
export function xoshiro128(state: Xoshiro128State): number {
  const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
  const shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotateLeft(state[3], 11);
  return result;
}

/** A random source for a seed. The state is the SHA-256 of the seed, so near seeds give unrelated streams. */
export function createRandom(seed: number | string): Random {
  const digest = createHash('sha256').update(String(seed)).digest();
  const state: Xoshiro128State = [
    digest.readInt32LE(0),
    digest.readInt32LE(4),
    digest.readInt32LE(8),
    // The all-zero state is a fixed point; one bit set here rules it out.
    digest.readInt32LE(12) | 1,
  ];
  const next = () => xoshiro128(state);
  // The bias of scaling 32 bits is below span / 2^32: of no weight for drawing parameters.
  const integer = (low: number, high: number) => low + Math.floor((next() / 2 ** 32) * (high - low + 1));
  return {
    next,
    integer,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: (list) => list[integer(0, list.length - 1)] ?? list[0],
    shuffle: (list) => shuffled(list, integer),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function shuffled<T>(list: readonly T[], integer: Random['integer']): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = integer(0, last);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}
