import { createRandom } from '../../core/random.ts';
import type { AnyCategory } from '../category.ts';
import type { Scenario } from '../runs/scenario.ts';
import { dealCourses } from './deal-courses.ts';
import { type DistinctDesign, DistinctDesigns } from './distinct-designs.ts';

/** One run that is to be made. */
export interface PlannedRun {
  /** Position in the design's `styles`. */
  readonly style: number;
  readonly course: Scenario;
}

/** A design with the runs that it is wanted for. */
export interface PlannedDesign extends DistinctDesign {
  readonly runs: readonly PlannedRun[];
  /** 0; how often it was planned before where its family has no more designs: then it comes in other words. */
  readonly repetition: number;
}

/** Designs that could not be kept are replaced so often. */
const MOST_ROUNDS = 6;

/**
 * Which designs are made, and which course each of their runs takes: whole rounds, since what becomes of a design decides
 * about the next round. Holds numbers only; texts are drawn when they are needed.
 */
export class GenerationPlan {
  readonly #designs: Pick<DistinctDesigns, 'next'>;
  readonly #pending: Map<AnyCategory, Scenario[]>;
  readonly #accepted = new Map<AnyCategory, DistinctDesign[]>();
  readonly #repeated = new Map<AnyCategory, number>();
  readonly #exhausted = new Set<AnyCategory>();
  #rounds = 0;

  /** @param quotas attempts of each category @param designs where designs come from */
  constructor(
    seed: number,
    quotas: ReadonlyMap<AnyCategory, number>,
    designs: Pick<DistinctDesigns, 'next'> = new DistinctDesigns(seed),
  ) {
    this.#designs = designs;
    this.#pending = new Map(
      [...quotas].map(([category, attempts]) => [
        category,
        dealCourses(attempts, createRandom(`${seed}/courses/${category}`)),
      ]),
    );
  }

  /** Designs for all runs that have none, categories in turn. Empty when nothing is left to do, or to try. */
  nextRound(): PlannedDesign[] {
    if (++this.#rounds > MOST_ROUNDS) return [];
    const planned = [...this.#pending.keys()].map((category) => this.#planCategory(category));
    const longest = Math.max(0, ...planned.map((designs) => designs.length));
    return Array.from({ length: longest }, (_, turn) =>
      planned.flatMap((designs) => designs.slice(turn, turn + 1)),
    ).flat();
  }

  /** Takes a design as good: its family may fall back on it. */
  accept({ category, draw, styles, repetition }: PlannedDesign): void {
    if (repetition > 0) return;
    this.#accepted.set(category, [...(this.#accepted.get(category) ?? []), { category, draw, styles }]);
  }

  /** Its runs need another design. */
  refuse({ category, runs }: PlannedDesign): void {
    this.#pending.get(category)?.push(...runs.map(({ course }) => course));
  }

  /** Attempts for which no design was found. */
  shortfall(category: AnyCategory): number {
    return (this.#pending.get(category) ?? []).reduce((sum, { attempts }) => sum + attempts.length, 0);
  }

  /** Whether its family has no more designs. */
  isExhausted(category: AnyCategory): boolean {
    return this.#exhausted.has(category);
  }

  #planCategory(category: AnyCategory): PlannedDesign[] {
    const pending = this.#pending.get(category)!;
    const planned: PlannedDesign[] = [];
    while (pending.length > 0) {
      const design = this.#nextDesign(category);
      if (design === undefined) break;
      const courses = pending.splice(0, design.styles.length);
      planned.push({ ...design, runs: courses.map((course, at) => ({ course, style: design.styles[at]! })) });
    }
    return planned;
  }

  #nextDesign(category: AnyCategory): Omit<PlannedDesign, 'runs'> | undefined {
    const fresh = this.#exhausted.has(category) ? undefined : this.#designs.next(category);
    if (fresh !== undefined) return { ...fresh, repetition: 0 };
    this.#exhausted.add(category);
    // Those of this round are not known to be good before it ends.
    const known = this.#accepted.get(category) ?? [];
    const repeated = this.#repeated.get(category) ?? 0;
    const design = known[repeated % known.length];
    if (design === undefined) return undefined;
    this.#repeated.set(category, repeated + 1);
    return { ...design, repetition: 1 + Math.floor(repeated / known.length) };
  }
}
