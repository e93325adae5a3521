import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideSides, type RowGraph, SIDE_NAMES } from '../../../src/stages/split/decide-sides.ts';
import { parseRatios } from '../../../src/stages/split/ratios.ts';

type SideName = (typeof SIDE_NAMES)[number];

/** Rows as lists of the hubs that they lie in; the draw of a row follows from its place and the seed. */
function graphOf(
  rows: readonly (readonly number[])[],
  decided: readonly SideName[] = [],
  seed = 1,
): RowGraph {
  const offsets = Int32Array.from({ length: rows.length + 1 }, (_, index) =>
    rows.slice(0, index).reduce((sum, hubs) => sum + hubs.length, 0),
  );
  return {
    offsets,
    hubs: Int32Array.from(rows.flat()),
    hubCount: Math.max(0, ...rows.flat().map((hub) => hub + 1)),
    decided: Uint8Array.from(rows, (_, row) => Math.max(0, SIDE_NAMES.indexOf(decided[row] ?? null))),
    draws: Uint32Array.from(rows, (_, row) => Math.imul(row + 1, 2654435761 * seed) >>> 0),
  };
}

const decide = (
  rows: readonly (readonly number[])[],
  decided: readonly SideName[] = [],
  ratios = '80/10/10',
  seed = 1,
): SideName[] =>
  Array.from(
    decideSides(graphOf(rows, decided, seed), parseRatios(ratios)).sides,
    (side) => SIDE_NAMES[side]!,
  );

/** Hubs whose rows, held-out ones aside, lie on several sides. */
function crossings(rows: readonly (readonly number[])[], sides: readonly SideName[]): number[] {
  const seen = new Map<number, Set<SideName>>();
  rows.forEach((hubs, row) => {
    if (sides[row] === 'held_out') return;
    for (const hub of hubs) seen.set(hub, (seen.get(hub) ?? new Set()).add(sides[row]!));
  });
  return [...seen].filter(([, names]) => names.size > 1).map(([hub]) => hub);
}

const ROWS = fc.array(fc.uniqueArray(fc.nat(25), { maxLength: 3 }), { minLength: 1, maxLength: 60 });

describe('whatever rows share', () => {
  test('no hub crosses, every row has a side, and nothing is held out when all is new', () => {
    fc.assert(
      fc.property(ROWS, (rows) => {
        const sides = decide(rows);
        expect(crossings(rows, sides)).toEqual([]);
        expect(sides.filter((side) => side === null || side === 'held_out')).toEqual([]);
      }),
    );
  });

  test('rows that are added never move a row, and still nothing crosses', () => {
    fc.assert(
      fc.property(ROWS, ROWS, (old, added) => {
        const before = decide(old);
        const all = [...old, ...added];
        const after = decide(all, before);
        expect(after.slice(0, old.length)).toEqual(before);
        expect(crossings(all, after)).toEqual([]);
        expect(after).not.toContain(null);
        expect(decide(all, after)).toEqual(after);
      }),
    );
  });

  test('edges that are found later between old rows hold out, and move nothing to another side', () => {
    fc.assert(
      fc.property(ROWS, ROWS, (old, links) => {
        const before = decide(old);
        const joined = old.map((hubs, row) => [
          ...hubs,
          ...(links[row % links.length] ?? []).map((hub) => 100 + hub),
        ]);
        const after = decide(joined, before);
        expect(crossings(joined, after)).toEqual([]);
        after.forEach((side, row) => {
          if (side !== 'held_out') expect(side).toBe(before[row]);
        });
      }),
    );
  });

  test('validation and test stay within their shares', () => {
    fc.assert(
      fc.property(ROWS, fc.constantFrom('90/10', '80/10/10', '50/25/25', '100/0'), (rows, ratios) => {
        const sides = decide(rows, [], ratios);
        for (const split of ['validation', 'test'] as const) {
          const count = sides.filter((side) => side === split).length;
          expect(count).toBeLessThanOrEqual(parseRatios(ratios)[split] * rows.length);
        }
      }),
    );
  });
});

test('many rows come close to their shares, and another seed draws others', () => {
  const rows = Array.from({ length: 1000 }, (_, row) => [row >> 1]);
  const sides = decide(rows);
  const count = (split: SideName): number => sides.filter((side) => side === split).length;
  expect([count('train'), count('validation'), count('test')]).toEqual([800, 100, 100]);
  expect(decide(rows)).toEqual(sides);
  expect(decide(rows, [], '80/10/10', 2)).not.toEqual(sides);
});

describe('a new row', () => {
  test('goes where its group is', () => {
    expect(decide([[0], [0]], ['test'])).toEqual(['test', 'test']);
  });

  test('that reaches two sides is held out and says which; nothing goes through it', () => {
    const rows = [[0], [1], [0, 1, 2], [2]];
    const { sides, joins } = decideSides(graphOf(rows, ['train', 'test']), parseRatios('90/10'));
    expect(Array.from(sides, (side) => SIDE_NAMES[side])).toEqual(['train', 'test', 'held_out', 'train']);
    expect(joins[2]).toBe((1 << 1) | (1 << 3));
  });

  test('that reaches only a held-out row is free', () => {
    expect(decide([[0], [0]], ['held_out'], '100/0')).toEqual(['held_out', 'train']);
  });
});

test('of two old rows that turn out to be joined, the one that trains is held out', () => {
  expect(decide([[0], [0], [1], [1]], ['train', 'validation', 'test', 'validation'])).toEqual([
    'held_out',
    'validation',
    'test',
    'held_out',
  ]);
});

describe('ratios', () => {
  test.each([
    ['90/10', { train: 0.9, validation: 0.1, test: 0 }],
    ['80/10/10', { train: 0.8, validation: 0.1, test: 0.1 }],
    ['97.5/2.5', { train: 0.975, validation: 0.025, test: 0 }],
  ])('%s', (text, ratios) => {
    expect(parseRatios(text)).toEqual(ratios);
  });

  test.each(['', '100', '90/20', '90/10/', 'a/b', '110/-10', '25/25/25/25'])('`%s` is refused', (text) => {
    expect(() => parseRatios(text)).toThrow(/two or three percentages/);
  });
});
