import { agreeingSlots, type Sketch } from './sketch.ts';

/** A row among those of which some are taken. */
export interface DiverseRow {
  sketch: Sketch;
  /** Rows of a group are alike for some reason that need not show in their texts. */
  group: string;
  /** How much is proved of it; more is better. */
  proved: number;
}

/**
 * Which `wanted` of the rows to take, in the order of taking: indices. Every next row is of a group that gave fewest so
 * far, is among the best proved that its group has left, and of these the one whose most similar row among all taken
 * is the least similar (farthest-first traversal: Gonzalez 1985). Ties fall to the row that stands first.
 * `before`: what was taken elsewhere and is to be kept away from. Takes time in rows times `wanted`.
 */
export function farthestFirst(
  rows: readonly DiverseRow[],
  wanted: number,
  before: readonly Sketch[] = [],
): number[] {
  const choice = new Choice(rows);
  for (const sketch of before) choice.keepAwayFrom(sketch);
  const count = Math.min(wanted, rows.length);
  return Array.from({ length: count }, () => choice.take());
}

class Choice {
  readonly #rows: readonly DiverseRow[];
  /** Group of each row, numbered. */
  readonly #groups: Int32Array;
  /** Rows that each group gave. */
  readonly #given: Int32Array;
  /** What is proved of the best row that each group has left. */
  readonly #bestLeft: Int32Array;
  readonly #taken: Uint8Array;
  /** Slots in which each row agrees with the taken row that it is most similar to. */
  readonly #nearest: Int32Array;

  constructor(rows: readonly DiverseRow[]) {
    this.#rows = rows;
    const numbers = new Map<string, number>();
    for (const { group } of rows) if (!numbers.has(group)) numbers.set(group, numbers.size);
    this.#groups = Int32Array.from(rows, ({ group }) => numbers.get(group)!);
    this.#given = new Int32Array(numbers.size);
    this.#bestLeft = new Int32Array(numbers.size).fill(-1);
    this.#taken = new Uint8Array(rows.length);
    this.#nearest = new Int32Array(rows.length);
    for (const number of numbers.values()) this.#offerBest(number);
  }

  keepAwayFrom(sketch: Sketch): void {
    for (const [index, row] of this.#rows.entries()) {
      if (this.#taken[index] === 1) continue;
      this.#nearest[index] = Math.max(this.#nearest[index]!, agreeingSlots(row.sketch, sketch));
    }
  }

  /** The next row; there must be one left. */
  take(): number {
    let best = -1;
    for (const [index, { proved }] of this.#rows.entries()) {
      const offered = this.#taken[index] === 0 && proved === this.#bestLeft[this.#groups[index]!];
      if (offered && (best < 0 || this.#isBetter(index, best))) best = index;
    }
    const group = this.#groups[best]!;
    this.#taken[best] = 1;
    this.#given[group]! += 1;
    this.#offerBest(group);
    this.keepAwayFrom(this.#rows[best]!.sketch);
    return best;
  }

  #isBetter(index: number, than: number): boolean {
    const given = this.#given[this.#groups[index]!]! - this.#given[this.#groups[than]!]!;
    return given < 0 || (given === 0 && this.#nearest[index]! < this.#nearest[than]!);
  }

  #offerBest(group: number): void {
    let best = -1;
    for (const [index, { proved }] of this.#rows.entries())
      if (this.#groups[index] === group && this.#taken[index] === 0) best = Math.max(best, proved);
    this.#bestLeft[group] = best;
  }
}
