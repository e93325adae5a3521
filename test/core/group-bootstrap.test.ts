import { expect, test } from 'vitest';
import { groupBootstrap } from '../../src/core/group-bootstrap.ts';
import { wilsonInterval } from '../../src/core/wilson-interval.ts';

const width = ([low, high]: readonly [number, number]): number => high - low;
const groups = (count: number, trials: number, successes: (group: number) => number) =>
  Array.from({ length: count }, (_, group) => ({ trials, successes: successes(group) }));

test('of independent trials it is about as wide as an interval over trials', () => {
  const single = groups(400, 1, (group) => (group % 4 === 0 ? 0 : 1));
  expect(width(groupBootstrap(single, '1'))).toBeCloseTo(width(wilsonInterval(300, 400)), 1);
});

test('asking each group more often does not make it narrower', () => {
  const often = groupBootstrap(
    groups(20, 50, (group) => (group % 4 === 0 ? 0 : 50)),
    '1',
  );
  expect(often).toEqual(
    groupBootstrap(
      groups(20, 1, (group) => (group % 4 === 0 ? 0 : 1)),
      '1',
    ),
  );
  expect(width(often)).toBeGreaterThan(4 * width(wilsonInterval(750, 1000)));
});

test('holds the share, and says nothing of one group', () => {
  const [low, high] = groupBootstrap(
    groups(30, 3, (group) => group % 3),
    '2',
  );
  expect(low).toBeLessThan(1 / 3);
  expect(high).toBeGreaterThan(1 / 3);
  expect(
    groupBootstrap(
      groups(1, 9, () => 9),
      '1',
    ),
  ).toEqual([0, 1]);
});
