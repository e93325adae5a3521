import { describe, expect, test } from 'vitest';
import { crossValidate } from '../../src/classifier/cross-validate.ts';
import type { LabelledText } from '../../src/classifier/description-classifier.ts';

/** `groups` groups of `each` texts; the label of a group, and the words that tell it. */
const texts = (
  groups: number,
  each: number,
  labelOf: (group: number) => string,
  words: (group: number) => string,
): LabelledText[] =>
  Array.from({ length: groups * each }, (_, index) => {
    const group = Math.floor(index / each);
    return { text: `${words(group)} filler${index % 5}`, label: labelOf(group), group: `g${group}` };
  });
const parity = (group: number): string => (group % 2 === 0 ? 'even' : 'odd');

test('every text is classified once, and what holds in all groups is learned', () => {
  const result = crossValidate(texts(12, 6, parity, parity), 4, '1')!;
  expect(result).toMatchObject({ folds: 4, groups: 12, report: { n: 72, groups: 12, accuracy: 1 } });
});

describe('no text is classified by what its own group taught', () => {
  test('words that only their group has tell nothing', () => {
    const own = texts(40, 6, parity, (group) => `only${group} word${group}`);
    expect(crossValidate(own, 5, '1')!.report.accuracy).toBeLessThan(0.75);
  });

  test('a label of one group is never right, and is in no majority', () => {
    const rows = texts(9, 4, (group) => (group === 0 ? 'rare' : parity(group)), parity);
    const { confusion, majority } = crossValidate(rows, 3, '1')!.report;
    expect(confusion['rare']?.['rare']).toBeUndefined();
    expect(majority.labels).not.toContain('rare');
  });
});

test('the same seed gives the same folds', () => {
  const rows = texts(10, 3, parity, (group) => `${parity(group)} only${group}`);
  expect(crossValidate(rows, 3, '1')).toEqual(crossValidate(rows, 3, '1'));
});

test('too little to divide is not divided', () => {
  expect(crossValidate(texts(1, 20, parity, parity), 5, '1')).toBeUndefined();
  expect(
    crossValidate(
      texts(8, 3, () => 'one', parity),
      5,
      '1',
    ),
  ).toBeUndefined();
  expect(crossValidate(texts(8, 3, parity, parity), 0, '1')).toBeUndefined();
});
