import { combine, mix } from './text-hash.ts';

/** Tokens of a window: long enough to be telling, short enough to survive an edit every line or two. */
export const WINDOW = 8;

/**
 * A hash for every window of `WINDOW` tokens, equal for windows that differ in names only: an identifier counts as
 * how far back it stood last in the window (0: not at all). Empty when there are fewer tokens.
 */
export function renamedWindows(codes: Int32Array): Uint32Array {
  const count = Math.max(0, codes.length - WINDOW + 1);
  const distances = distancesBack(codes);
  const windows = new Uint32Array(count);
  for (let start = 0; start < count; start++) {
    let hash = WINDOW;
    for (let offset = 0; offset < WINDOW; offset++) {
      const code = codes[start + offset]!;
      const distance = distances[start + offset]!;
      hash = combine(hash, code >= 0 ? code : -1 - (distance <= offset ? distance : 0));
    }
    windows[start] = mix(hash);
  }
  return windows;
}

/** One hash over all tokens, equal for two lists exactly when they differ by a consistent renaming at most. */
export function renamedKey(codes: Int32Array): string {
  let low = 1;
  let high = 2;
  for (const code of codes) {
    low = combine(low, code);
    high = combine(high, code ^ 0x5bd1e995);
  }
  return `${codes.length}:${mix(low)}:${mix(high)}`;
}

/** For an identifier how many tokens ago it stood last, 0 for its first use; 0 for every other token. */
function distancesBack(codes: Int32Array): Int32Array {
  const last = new Map<number, number>();
  const distances = new Int32Array(codes.length);
  codes.forEach((code, index) => {
    if (code >= 0) return;
    const before = last.get(code);
    if (before !== undefined) distances[index] = index - before;
    last.set(code, index);
  });
  return distances;
}
