import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/core/wilson-interval.ts';

test('published values: 3 of 5 and 1 of 5, and nothing known of no trials', () => {
  expect(wilsonInterval(3, 5).map((end) => end.toFixed(2))).toEqual(['0.23', '0.88']);
  expect(wilsonInterval(1, 5).map((end) => end.toFixed(2))).toEqual(['0.04', '0.62']);
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});
