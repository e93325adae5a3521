import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { cornerValues, drawStream } from '../../../src/truth/testbench/value-stream.ts';

const BITS = fc.integer({ min: 1, max: 130 });

test('every value of every stream fits its width', () => {
  fc.assert(
    fc.property(BITS, fc.string(), (bits, seed) => {
      const stream = drawStream({ bits, random: createRandom(seed), constants: [5n % (1n << BigInt(bits))] });
      let value = 0n;
      for (let step = 0; step < 20; step += 1) {
        value = stream(value, [1n]);
        expect(value >= 0n && value < 1n << BigInt(bits)).toBe(true);
      }
    }),
  );
});

test('corners are distinct, fit, and hold the extremes', () => {
  fc.assert(
    fc.property(BITS, (bits) => {
      const values = cornerValues(bits);
      const ones = (1n << BigInt(bits)) - 1n;
      expect(new Set(values).size).toBe(values.length);
      expect(values.every((value) => value >= 0n && value <= ones)).toBe(true);
      expect(values).toEqual(expect.arrayContaining([0n, ones, 1n << BigInt(bits - 1)]));
    }),
  );
});

test('constants of the design are tried, with their neighbours', () => {
  const tried = new Set<bigint>();
  for (let seed = 0; seed < 60; seed += 1) {
    const stream = drawStream({ bits: 16, random: createRandom(seed), constants: [0xe06bn] });
    for (let step = 0; step < 20; step += 1) tried.add(stream(0n, []));
  }
  expect([...tried]).toEqual(expect.arrayContaining([0xe06an, 0xe06bn, 0xe06cn]));
});
