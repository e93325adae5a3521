import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BandTable } from '../../src/dedupe/band-table.ts';
import { BANDS } from '../../src/dedupe/bands.ts';
import { forEachCandidatePair, markCandidates } from '../../src/dedupe/near-pairs.ts';

/** Band keys of some texts; few different keys, so that many meet. */
const texts = fc.array(fc.array(fc.nat({ max: 12 }), { minLength: 3, maxLength: 3 }), { maxLength: 30 });

function tableOf(rows: readonly (readonly number[])[], firstNew = 0): BandTable {
  const table = new BandTable(rows.length);
  for (const [text, row] of rows.entries()) {
    // All other bands meet nothing.
    const keys = Uint32Array.from({ length: BANDS }, (_, band) => row[band] ?? 1000 + text * BANDS + band);
    table.add(keys, 0);
  }
  table.firstNew = firstNew;
  return table;
}

function pairsOf(table: BandTable): string[] {
  const pairs: string[] = [];
  forEachCandidatePair(table, (a, b) => pairs.push(`${a} ${b}`));
  return pairs.sort();
}

function byDefinition(rows: readonly (readonly number[])[], firstNew: number): string[] {
  return rows
    .flatMap((late, b) =>
      rows.slice(0, b).flatMap((early, a) => {
        const meet = late.some((key, band) => key === early[band]);
        return meet && b >= firstNew ? [`${a} ${b}`] : [];
      }),
    )
    .sort();
}

test('every pair that shares a band comes once, if one of the two is new', () => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 30 }), (rows, known) => {
      const firstNew = Math.min(known, rows.length);
      expect(pairsOf(tableOf(rows, firstNew))).toEqual(byDefinition(rows, firstNew));
    }),
    { numRuns: 300 },
  );
});

test('marked are those that have a pair', () => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 30 }), (rows, known) => {
      const firstNew = Math.min(known, rows.length);
      const marks = markCandidates(tableOf(rows, firstNew));
      const named = new Set(byDefinition(rows, firstNew).flatMap((pair) => pair.split(' ').map(Number)));
      expect([...marks].flatMap((mark, text) => (mark === 1 ? [text] : []))).toEqual(
        [...named].sort((a, b) => a - b),
      );
    }),
  );
});

test('a bucket of thousands costs about a hundred comparisons a text, and stays connected', () => {
  const count = 5000;
  const table = tableOf(Array.from({ length: count }, () => [7]));
  const linked = new Set([0]);
  let compared = 0;
  forEachCandidatePair(table, (a, b) => {
    compared++;
    if (linked.has(a)) linked.add(b);
  });
  expect(compared).toBeLessThan(100 * count);
  expect(linked.size).toBe(count);
});

test('a pair that a crowded bucket left out is found in a later band', () => {
  const rows = Array.from({ length: 400 }, (_, text) => [7, text === 150 || text === 390 ? 3 : 1000 + text]);
  expect(pairsOf(tableOf(rows))).toContain('150 390');
});
