import { forEachBucket } from './band-buckets.ts';
import type { BandTable } from './band-table.ts';

/** Most comparisons in one bucket before only its hubs and neighbours are compared; a bucket of 181 new texts. */
const MOST_PAIRS = 2 ** 14;
/** In a larger bucket, a new text is compared with this many of the first members ... */
const HUBS = 64;
/** ... and with this many of those before it. */
const NEIGHBOURS = 32;

/** 1 for each text that shares a band with another, one of them new: only these need their shingles read. */
export function markCandidates(table: BandTable): Uint8Array {
  const marks = new Uint8Array(table.count);
  forEachBucket(table, (members) => {
    for (let at = 0; at < members.length; at++) marks[members[at]!] = 1;
  });
  return marks;
}

/**
 * Calls `visit(a, b)` for every pair of texts that share a band and of which at least one is new; `a < b`. A pair
 * comes once, but again where its earlier meeting was in a crowded bucket.
 *
 * A bucket of boilerplate that thousands of texts share would have millions of pairs. Beyond 2^14 of them each new
 * text is compared with the 64 oldest members and the 32 before it, so that time stays linear: what is alike there
 * still hangs together in one group, by way of the oldest.
 */
export function forEachCandidatePair(table: BandTable, visit: (a: number, b: number) => void): void {
  const crowded = table.columns.map(() => new Set<number>());
  forEachBucket(table, (members, band) => {
    const fresh = members.findIndex((member) => member >= table.firstNew);
    const news = members.length - fresh;
    const isCrowded = news * fresh + (news * (news - 1)) / 2 > MOST_PAIRS;
    if (isCrowded) crowded[band]!.add(table.columns[band]![members[0]!]!);
    const compare = (from: number, to: number, late: number): void => {
      for (let at = from; at < to; at++) {
        if (!metBefore(table, crowded, members[at]!, late, band)) visit(members[at]!, late);
      }
    };
    for (let at = fresh; at < members.length; at++) {
      const hubs = isCrowded ? Math.min(HUBS, at) : at;
      compare(0, hubs, members[at]!);
      compare(Math.max(hubs, at - NEIGHBOURS), at, members[at]!);
    }
  });
}

/** Whether two texts agree in an earlier band too, whose bucket has shown all of its pairs. */
function metBefore(
  { columns }: BandTable,
  crowded: readonly ReadonlySet<number>[],
  a: number,
  b: number,
  band: number,
): boolean {
  for (let earlier = 0; earlier < band; earlier++) {
    const key = columns[earlier]![a]!;
    if (key === columns[earlier]![b] && !crowded[earlier]!.has(key)) return true;
  }
  return false;
}
