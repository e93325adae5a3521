import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jaccard } from '../../src/dedupe/jaccard.ts';

const ascending = fc
  .uniqueArray(fc.nat({ max: 40 }), { maxLength: 30 })
  .map((values) => Uint32Array.from(values.sort((a, b) => a - b)));

function byDefinition(a: Uint32Array, b: Uint32Array): number {
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : a.filter((value) => b.includes(value)).length / all;
}

test('is what the definition says, and 0 below the least that is asked for', () => {
  fc.assert(
    fc.property(ascending, ascending, fc.constantFrom(0, 0.2, 0.5, 0.7, 0.85, 1), (a, b, least) => {
      const exact = byDefinition(a, b);
      expect(jaccard(a, b, least)).toBe(exact >= least ? exact : 0);
    }),
    { numRuns: 2000 },
  );
});

test('a similarity that is the threshold exactly counts', () => {
  const a = Uint32Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  const b = Uint32Array.from([1, 2, 3, 4, 5, 6, 7, 9, 10]);
  expect(jaccard(a, b, 0.7)).toBe(0.7);
  expect(jaccard(a, a, 1)).toBe(1);
});
