import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from '../../../src/generate/plan/apportion.ts';

test.each([
  [1200, [1, 1, 1], [400, 400, 400]],
  [10, [1, 1, 1], [4, 3, 3]],
  [9, [4, 1, 1], [6, 2, 1]],
  [12, [4, 1, 1], [8, 2, 2]],
  [10, [0, 1, 4], [0, 2, 8]],
])('%i by %j is %j', (count, weights, parts) => {
  expect(apportion(count, weights)).toEqual(parts);
});

test('the parts add up, what has a weight gets at least one, more weight never gets less', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 })
    .filter((all) => all.some((weight) => weight > 0));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), weights, (count, all) => {
      const parts = apportion(count, all);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(count);
      const wanted = all.filter((weight) => weight > 0).length;
      all.forEach((weight, at) => {
        if (weight === 0) expect(parts[at]).toBe(0);
        else if (count >= wanted) expect(parts[at]).toBeGreaterThan(0);
        all.forEach((other, place) => {
          if (weight > other && count >= wanted) expect(parts[at]).toBeGreaterThanOrEqual(parts[place]! - 1);
        });
      });
    }),
  );
});
