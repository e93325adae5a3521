import { domainOfCategory } from '../../core/domains.ts';
import type { AnyCategory } from '../category.ts';
import { machinesOf } from '../measure/measured-design.ts';
import type { AttemptRow } from './dataset-rows.ts';
import type { MadeDesign } from './make-design.ts';

/** What the manifest says of a category. */
export interface CategorySummary {
  category: AnyCategory;
  domain: string | null;
  weight: number;
  /** Attempts that were asked for. */
  quota: number;
  attempts: number;
  runs: number;
  kept: number;
  /** Designs that differ by more than names and layout: of correct answers, and of kept rows. */
  designs: number;
  kept_designs: number;
  /** Drawn designs that were refused. */
  refused: number;
  /** Mutation scores of kept rows. */
  median_score: number | null;
  lowest_score: number | null;
  /** Kept rows with a state machine, and those of them whose testbench takes every transition. */
  machines: number;
  machines_covered: number;
  /** The family has no more designs: those of later runs are others' in other words. */
  exhausted: boolean;
}

/** What the manifest says of all categories together. */
export interface DatasetTotals {
  attempts: number;
  runs: number;
  kept: number;
  median_score: number | null;
  lowest_score: number | null;
  machines: number;
  machines_covered: number;
  verdicts: Record<string, number>;
  /** Attempts that are not kept, by reason. */
  not_kept: Record<string, number>;
  /** Claimed as passes by a testbench that checks nothing. */
  claimed_pass_wrongly: number;
  designs_refused: Record<string, number>;
}

interface Counts {
  attempts: number;
  kept: number;
  refused: number;
  runs: Set<string>;
  designs: Set<string>;
  keptDesigns: Set<string>;
  scores: number[];
  machines: number;
  covered: number;
}

/** Counts what is written, category by category. Holds numbers and keys, no texts. */
export class DatasetSummary {
  readonly #categories = new Map<AnyCategory, Counts>();
  readonly #reasons = new Map<string, number>();
  readonly #verdicts = new Map<string, number>();
  readonly #refusals = new Map<string, number>();
  #claimedWrong = 0;

  addRefused({ planned, faults }: MadeDesign): void {
    this.#of(planned.category).refused += 1;
    for (const kind of new Set(faults.map((fault) => fault.split(': ', 1)[0]!))) count(this.#refusals, kind);
  }

  addAttempts(
    category: AnyCategory,
    rows: readonly AttemptRow[],
    machines: MadeDesign['measured']['machines'],
  ): void {
    const counts = this.#of(category);
    for (const row of rows) {
      counts.attempts += 1;
      counts.runs.add(row.run_id);
      count(this.#verdicts, row.verdict ?? 'missing artefact');
      if (row.reason !== null) count(this.#reasons, row.reason);
      if (row.claimed === 'pass' && row.verdict !== null && row.verdict !== 'pass') this.#claimedWrong += 1;
      if (row.candidate === 'correct') counts.designs.add(row.renamed_key);
      if (!row.kept) continue;
      counts.kept += 1;
      counts.keptDesigns.add(row.renamed_key);
      if (row.mutation_score !== null) counts.scores.push(row.mutation_score);
      const own = machinesOf({ machines }, row.style);
      if (own.length > 0) counts.machines += 1;
      if (own.length > 0 && own.every(({ missing }) => missing.length === 0)) counts.covered += 1;
    }
  }

  category(
    category: AnyCategory,
    planned: Pick<CategorySummary, 'weight' | 'quota' | 'exhausted'>,
  ): CategorySummary {
    const { attempts, kept, refused, runs, designs, keptDesigns, scores, machines, covered } =
      this.#of(category);
    return {
      category,
      domain: domainOfCategory(category) ?? null,
      weight: planned.weight,
      quota: planned.quota,
      attempts,
      runs: runs.size,
      kept,
      designs: designs.size,
      kept_designs: keptDesigns.size,
      refused,
      median_score: median(scores),
      lowest_score: scores.length === 0 ? null : Math.min(...scores),
      machines,
      machines_covered: covered,
      exhausted: planned.exhausted,
    };
  }

  totals(): DatasetTotals {
    const all = [...this.#categories.values()];
    const total = (of: (counts: Counts) => number): number =>
      all.reduce((sum, counts) => sum + of(counts), 0);
    const scores = all.flatMap((counts) => counts.scores);
    return {
      attempts: total((counts) => counts.attempts),
      runs: total((counts) => counts.runs.size),
      kept: total((counts) => counts.kept),
      median_score: median(scores),
      lowest_score: scores.length === 0 ? null : scores.reduce((low, score) => Math.min(low, score)),
      machines: total((counts) => counts.machines),
      machines_covered: total((counts) => counts.covered),
      verdicts: sorted(this.#verdicts),
      not_kept: sorted(this.#reasons),
      claimed_pass_wrongly: this.#claimedWrong,
      designs_refused: sorted(this.#refusals),
    };
  }

  #of(category: AnyCategory): Counts {
    const known = this.#categories.get(category);
    if (known !== undefined) return known;
    const none: Counts = {
      attempts: 0,
      kept: 0,
      refused: 0,
      runs: new Set(),
      designs: new Set(),
      keptDesigns: new Set(),
      scores: [],
      machines: 0,
      covered: 0,
    };
    this.#categories.set(category, none);
    return none;
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([first], [second]) => (first < second ? -1 : 1)));
}

/** Of an even number, the mean of the middle two. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const ordered = [...values].sort((first, second) => first - second);
  const middle = ordered.length / 2;
  return (ordered[Math.ceil(middle) - 1]! + ordered[Math.floor(middle)]!) / 2;
}
