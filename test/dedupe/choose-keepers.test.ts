import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseKeepers,
  DUPLICATE_KEYS,
  type NearEdges,
  type RankedRows,
} from '../../src/dedupe/choose-keepers.ts';

const COUNT = 14;

/** Nested classes: rows of one text have one tokens class, and so on; a class has the number of its first row. */
const classes = fc.array(fc.nat({ max: 6 }), { minLength: COUNT, maxLength: COUNT });
const rows = fc.tuple(classes, classes, classes).map(([text, comments, renamed]): RankedRows => {
  const first = (names: readonly string[]): Int32Array =>
    Int32Array.from(names, (name) => names.indexOf(name));
  const byRenamed = renamed.map(String);
  const byComments = byRenamed.map((name, row) => `${name}/${comments[row]}`);
  const byText = byComments.map((name, row) => `${name}/${text[row]}`);
  const ports = first(byRenamed.map((name) => String(Number(name) >> 1)));
  return { text: first(byText), comments: first(byComments), renamed: first(byRenamed), ports };
});
const pairs = fc.uniqueArray(
  fc.tuple(fc.nat({ max: COUNT - 1 }), fc.nat({ max: COUNT - 1 }), fc.integer({ min: 70, max: 99 })),
  { maxLength: 20, selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}` },
);

function edgesOf(ranked: RankedRows, list: readonly (readonly [number, number, number])[]): NearEdges {
  const kept = list
    .map(([a, b, similarity]) => [ranked.comments[a]!, ranked.comments[b]!, similarity / 100] as const)
    .filter(([a, b]) => a !== b);
  return {
    a: Int32Array.from(kept, ([a]) => a),
    b: Int32Array.from(kept, ([, b]) => b),
    jaccard: Float64Array.from(kept, ([, , similarity]) => similarity),
  };
}

/** Whether a row repeats another by a key, asked of the input. */
function repeats(ranked: RankedRows, edges: NearEdges, row: number, other: number, key: string): boolean {
  if (key !== 'near') return ranked[key as keyof RankedRows][row] === ranked[key as keyof RankedRows][other];
  const [x, y] = [ranked.comments[row]!, ranked.comments[other]!];
  return edges.a.some((a, at) => (a === x && edges.b[at] === y) || (a === y && edges.b[at] === x));
}

test('every removed row repeats a better row that is kept; no two kept rows repeat each other', () => {
  fc.assert(
    fc.property(rows, pairs, (ranked, list) => {
      const edges = edgesOf(ranked, list);
      const { keeper, key, jaccard } = chooseKeepers(ranked, edges);
      for (let row = 0; row < COUNT; row++) {
        const by = DUPLICATE_KEYS[key[row]!]!;
        if (keeper[row]! >= 0) {
          expect(keeper[row]).toBeLessThan(row);
          expect(keeper[keeper[row]!]).toBe(-1);
          expect(repeats(ranked, edges, row, keeper[row]!, by)).toBe(true);
          expect(jaccard[row]! > 0).toBe(by === 'near');
        } else {
          for (let other = 0; other < row; other++) {
            if (keeper[other]! >= 0) continue;
            for (const name of DUPLICATE_KEYS) expect(repeats(ranked, edges, row, other, name)).toBe(false);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a chain of near rows is not removed as a whole: the far end is its own keeper', () => {
  const own = Int32Array.from([0, 1, 2]);
  const chain = {
    a: Int32Array.from([0, 1]),
    b: Int32Array.from([1, 2]),
    jaccard: Float64Array.from([0.8, 0.9]),
  };
  const ranked = { text: own, comments: own, renamed: own, ports: own };
  expect([...chooseKeepers(ranked, chain).keeper]).toEqual([-1, 0, -1]);
});

test('of two keepers the more similar one is named', () => {
  const own = Int32Array.from([0, 1, 2]);
  const fork = {
    a: Int32Array.from([2, 2]),
    b: Int32Array.from([0, 1]),
    jaccard: Float64Array.from([0.8, 0.9]),
  };
  const { keeper, jaccard } = chooseKeepers({ text: own, comments: own, renamed: own, ports: own }, fork);
  expect([keeper[2], jaccard[2]]).toEqual([1, 0.9]);
});
