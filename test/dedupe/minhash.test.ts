import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { BANDS, bandKeys } from '../../src/dedupe/bands.ts';
import { minHash, SLOTS } from '../../src/dedupe/minhash.ts';

function signatureOf(hashes: readonly number[]): Int32Array {
  const signature = new Int32Array(SLOTS);
  minHash(Uint32Array.from(hashes), signature);
  return signature;
}

const agreement = (a: Int32Array, b: Int32Array): number =>
  a.filter((value, slot) => value === b[slot]).length / SLOTS;

const hashes = fc.uniqueArray(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 60 });

test('depends on the set alone: neither order nor repeats count', () => {
  fc.assert(
    fc.property(hashes, (set) => {
      expect(signatureOf([...set].reverse().concat(set))).toEqual(signatureOf(set));
    }),
  );
});

test('fills every slot, whatever the size of the set', () => {
  for (const size of [1, 2, 3, 10, 100, 1000, 20_000]) {
    const random = createRandom(size);
    const signature = signatureOf(Array.from({ length: size }, () => random.next()));
    expect(Math.max(...signature)).toBeLessThan(0x7fffffff);
  }
  expect(new Set(signatureOf([])).size).toBe(1);
});

test.each([
  [8, 0.6],
  [40, 0.3],
  [40, 0.7],
  [200, 0.7],
  [1000, 0.9],
  [3000, 0.5],
])('of %d shingles, the share of equal slots is the similarity %d on average', (size, similarity) => {
  const random = createRandom(`${size}/${similarity}`);
  const trials = 150;
  let sum = 0;
  let squares = 0;
  let exact = 0;
  for (let trial = 0; trial < trials; trial++) {
    const shared = Math.round(size * similarity);
    const draw = (count: number): number[] => Array.from({ length: count }, () => random.next());
    const both = draw(shared);
    const own = size - shared;
    const left = [...both, ...draw(Math.floor(own / 2))];
    const right = [...both, ...draw(own - Math.floor(own / 2))];
    const estimate = agreement(signatureOf(left), signatureOf(right));
    exact = shared / size;
    sum += estimate;
    squares += (estimate - exact) ** 2;
  }
  // 256 independent permutations have this standard deviation; the mean of the trials is that much better.
  const deviation = Math.sqrt((exact * (1 - exact)) / SLOTS);
  expect(Math.abs(sum / trials - exact)).toBeLessThan((4 * deviation) / Math.sqrt(trials));
  expect(Math.sqrt(squares / trials)).toBeLessThan(1.25 * deviation);
});

test('a band key changes with every slot of its band, and with no other', () => {
  const signature = signatureOf([1, 2, 3]);
  const before = new Uint32Array(BANDS);
  bandKeys(signature, before, 0);
  for (let slot = 0; slot < SLOTS; slot += 3) {
    const changed = signature.slice();
    changed[slot]! ^= 1;
    const after = new Uint32Array(BANDS + 5);
    bandKeys(changed, after, 5);
    const band = Math.floor(slot / (SLOTS / BANDS));
    expect([...after.subarray(5)].flatMap((key, at) => (key === before[at] ? [] : [at]))).toEqual([band]);
  }
});
