import { WINDOW } from './renamed-windows.ts';

/** A stretch of tokens that reads the same in both, names aside: `length` tokens from `from` in one, `to` in the other. */
interface Run {
  from: number;
  to: number;
  length: number;
}

/** Pairs of equal windows looked at; beyond that a text repeats one line and says nothing new. */
const MOST_PAIRS = 200_000;

/**
 * The share of `original` (0..1) that stands in `copy` under one consistent renaming: every identifier of the one
 * is one identifier of the other throughout. Parts may be moved; a part of the copy counts once.
 * `originalWindows` and `copyWindows` are the `renamedWindows` of both.
 */
export function consistentCover(
  original: Int32Array,
  originalWindows: Uint32Array,
  copy: Int32Array,
  copyWindows: Uint32Array,
): number {
  if (original.length === 0) return 0;
  const match = new ConsistentMatch(original, copy);
  for (const run of equalRuns(originalWindows, copyWindows)) match.add(run);
  return match.covered / original.length;
}

/** Maximal runs of equal windows, longest first: the longest fixes the renaming best. */
function equalRuns(left: Uint32Array, right: Uint32Array): Run[] {
  const places = new Map<number, number[]>();
  left.forEach((hash, index) => {
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [index]);
    else known.push(index);
  });
  const runs: Run[] = [];
  // By diagonal: the run that a pair of windows may continue.
  const growing = new Map<number, Run>();
  let pairs = 0;
  for (let to = 0; to < right.length && pairs < MOST_PAIRS; to++) {
    for (const from of places.get(right[to]!) ?? []) {
      pairs += 1;
      const run = growing.get(to - from);
      if (run !== undefined && run.to + run.length - WINDOW + 1 === to) {
        run.length += 1;
      } else {
        const fresh = { from, to, length: WINDOW };
        growing.set(to - from, fresh);
        runs.push(fresh);
      }
    }
  }
  return runs.sort((a, b) => b.length - a.length || a.from - b.from || a.to - b.to);
}

class ConsistentMatch {
  covered = 0;
  readonly #original: Int32Array;
  readonly #copy: Int32Array;
  readonly #isCovered: Uint8Array;
  readonly #isUsed: Uint8Array;
  readonly #copyNameOf = new Map<number, number>();
  readonly #originalNameOf = new Map<number, number>();

  constructor(original: Int32Array, copy: Int32Array) {
    this.#original = original;
    this.#copy = copy;
    this.#isCovered = new Uint8Array(original.length);
    this.#isUsed = new Uint8Array(copy.length);
  }

  /** Takes a run when all its names agree with those taken before; else the longest part of it that does. */
  add({ from, to, length }: Run): void {
    let start = 0;
    for (let offset = 0; offset <= length; offset++) {
      if (offset < length && this.#agrees(from + offset, to + offset)) continue;
      // A few tokens between two names that disagree are punctuation, no evidence.
      if (offset - start >= WINDOW) this.#take(from + start, to + start, offset - start);
      start = offset + 1;
    }
  }

  /** Whether the tokens can stand for each other, given what was taken. */
  #agrees(from: number, to: number): boolean {
    if (this.#isCovered[from] || this.#isUsed[to]) return false;
    const original = this.#original[from]!;
    const copy = this.#copy[to]!;
    if (original >= 0 || copy >= 0) return original === copy;
    return (
      (this.#copyNameOf.get(original) ?? copy) === copy &&
      (this.#originalNameOf.get(copy) ?? original) === original
    );
  }

  #take(from: number, to: number, length: number): void {
    for (let offset = 0; offset < length; offset++) {
      const original = this.#original[from + offset]!;
      const copy = this.#copy[to + offset]!;
      // Within a run the names are only known to agree window by window.
      if (!this.#agrees(from + offset, to + offset)) continue;
      if (original < 0) {
        this.#copyNameOf.set(original, copy);
        this.#originalNameOf.set(copy, original);
      }
      this.#isCovered[from + offset] = 1;
      this.#isUsed[to + offset] = 1;
      this.covered += 1;
    }
  }
}
