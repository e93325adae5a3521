import { expect, test } from 'vitest';
import { type DiverseRow, farthestFirst } from '../../src/dedupe/farthest-first.ts';
import { sketchOf } from '../../src/dedupe/sketch.ts';

/** A text of 60 words, of which `shared` begin like every text of its family. */
const text = (family: string, own: string, shared: number): string =>
  Array.from({ length: 60 }, (_, index) => (index < shared ? `${family}${index}` : `${own}${index}`)).join(
    ' ',
  );
const row = (words: string, group: string, proved = 0): DiverseRow => ({
  sketch: sketchOf(words, 'spec'),
  group,
  proved,
});

test('what is unlike all that was taken comes first, its twins last', () => {
  const rows = [
    row(text('a', 'x', 58), 'g1'),
    row(text('a', 'y', 50), 'g2'),
    row(text('a', 'z', 30), 'g3'),
    row(text('b', 'v', 30), 'g4'),
  ];
  expect(farthestFirst(rows, 4)).toEqual([0, 3, 2, 1]);
});

test('every group gives one row before any gives a second, however far that is', () => {
  const rows = [
    row(text('a', 'x', 55), 'one'),
    row(text('b', 'x', 0), 'one'),
    row(text('c', 'y', 0), 'one'),
    row(text('a', 'z', 55), 'two'),
  ];
  expect(farthestFirst(rows, 2)).toEqual([0, 3]);
  expect(new Set(farthestFirst(rows, 4))).toEqual(new Set([0, 1, 2, 3]));
});

test('a group gives its best proved rows first', () => {
  const rows = [
    row(text('a', 'x', 60), 'one', 3),
    row(text('b', 'y', 60), 'one', 1),
    row(text('a', 'z', 40), 'one', 3),
    row(text('c', 'z', 40), 'one', 2),
  ];
  expect(farthestFirst(rows, 4)).toEqual([0, 2, 3, 1]);
});

test('what was taken elsewhere is kept away from', () => {
  const rows = [row(text('a', 'x', 55), 'one'), row(text('b', 'y', 55), 'two')];
  expect(farthestFirst(rows, 1)).toEqual([0]);
  expect(farthestFirst(rows, 1, [sketchOf(text('a', 'w', 55), 'spec')])).toEqual([1]);
});

test('no more than there are', () => {
  expect(farthestFirst([row('a b c d e f', 'one')], 5)).toEqual([0]);
  expect(farthestFirst([], 3)).toEqual([]);
});
