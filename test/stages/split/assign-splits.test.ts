import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignSplits, type Group, type Split } from '../../../src/stages/split/assign-splits.ts';

const groupsOf = (sizes: readonly number[]): Group[] =>
  sizes.map((rows, index) => ({
    name: `g${String(index).padStart(4, '0')}`,
    rows,
    decided: new Set<Split>(),
  }));
const rowsIn = (groups: readonly Group[], sides: ReadonlyMap<string, Split>, side: Split): number =>
  groups.reduce((sum, group) => sum + (sides.get(group.name) === side ? group.rows : 0), 0);
const SIZES = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 });
const SHARE = fc.integer({ min: 0, max: 50 }).map((percent) => percent / 100);

test('validation never holds more than its share, and every group has a side', () => {
  fc.assert(
    fc.property(SIZES, SHARE, fc.string(), (sizes, share, seed) => {
      const groups = groupsOf(sizes);
      const sides = assignSplits(groups, seed, share);
      const total = sizes.reduce((sum, rows) => sum + rows, 0);
      expect(sides.size).toBe(groups.length);
      expect(rowsIn(groups, sides, 'validation')).toBeLessThanOrEqual(share * total);
      expect(rowsIn(groups, sides, 'held_out')).toBe(0);
    }),
  );
});

test('many small groups come close to the share', () => {
  const groups = groupsOf(Array.from({ length: 500 }, (_, index) => 1 + (index % 3)));
  const total = groups.reduce((sum, { rows }) => sum + rows, 0);
  expect(rowsIn(groups, assignSplits(groups, '42', 0.1), 'validation') / total).toBeGreaterThan(0.095);
});

test('the same seed gives the same sides in any order of groups; another seed gives others', () => {
  const groups = groupsOf(Array.from({ length: 50 }, () => 2));
  const sides = assignSplits(groups, 'a', 0.2);
  expect([...assignSplits(groups.toReversed(), 'a', 0.2)].sort()).toEqual([...sides].sort());
  expect([...assignSplits(groups, 'b', 0.2)].sort()).not.toEqual([...sides].sort());
});

test('what was decided stays, whatever is added', () => {
  fc.assert(
    fc.property(SIZES, SIZES, SHARE, (sizes, added, share) => {
      const groups = groupsOf(sizes);
      const before = assignSplits(groups, '42', share);
      const kept = groups.map((group) => ({ ...group, decided: new Set([before.get(group.name)!]) }));
      const fresh = groupsOf(added).map((group) => ({ ...group, name: `new-${group.name}` }));
      const after = assignSplits([...fresh, ...kept], '42', share);
      for (const [name, side] of before) expect(after.get(name)).toBe(side);
    }),
  );
});

test('a group that joins both sides is held out, and so is what joins a held-out one', () => {
  const joined = (...decided: Split[]): Group => ({ name: 'j', rows: 3, decided: new Set(decided) });
  expect(assignSplits([joined('train', 'validation')], '42', 0.1).get('j')).toBe('held_out');
  expect(assignSplits([joined('train', 'held_out')], '42', 0.1).get('j')).toBe('held_out');
  expect(assignSplits([joined('held_out')], '42', 0.1).get('j')).toBe('held_out');
  expect(assignSplits([joined('train')], '42', 0.1).get('j')).toBe('train');
});
