/**
 * Jaccard similarity of two sets given ascending and without repeats: shared over all. 0 when it is below `least`
 * (the merge ends as soon as that is certain); two empty sets share nothing.
 */
export function jaccard(a: Uint32Array, b: Uint32Array, least = 0): number {
  const total = a.length + b.length;
  // shared / (total - shared) >= least, solved for shared.
  const needed = Math.ceil((least * total) / (1 + least) - ROUNDING);
  if (total === 0 || Math.min(a.length, b.length) < needed) return 0;
  let misses = total - 2 * needed;
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    if (left === right) {
      shared++;
      i++;
      j++;
    } else {
      if (--misses < 0) return 0;
      if (left < right) i++;
      else j++;
    }
  }
  return shared < needed ? 0 : shared / (total - shared);
}

/** What floating-point division may add to a quotient that is whole. */
const ROUNDING = 1e-9;
