import type { StrengthToolset } from '../../truth/strength-tools.ts';
import type { AnyCategory } from '../category.ts';
import { COURSES } from '../plan/deal-courses.ts';
import type { GenerationPlan } from '../plan/generation-plan.ts';
import type { Mix } from '../plan/mix.ts';
import { GENERATED_BY } from '../specification.ts';
import type { CategorySummary, DatasetSummary, DatasetTotals } from './dataset-summary.ts';

/** What a data set was asked to be. */
export interface DatasetOptions {
  /** Attempts, over all classes. */
  readonly count: number;
  readonly seed: number;
  readonly mix: Mix;
  /** Mutants of each design at most. */
  readonly mutants: number;
  /** Share of the mutants that differ which a testbench must kill, 0..1. */
  readonly atLeast: number;
}

/** `manifest.json`: what was asked for, what with, and what came of it. Holds no time and no path. */
export interface Manifest extends DatasetTotals {
  readonly generated_by: string;
  readonly record: 'manifest';
  readonly seed: number;
  readonly count: number;
  readonly mutants: number;
  readonly at_least: number;
  readonly tools: { icarus: string; yosys: string | null };
  readonly notes: readonly string[];
  readonly categories: readonly CategorySummary[];
  /** How often runs take each course, in parts of their sum. */
  readonly courses: Readonly<Record<string, number>>;
}

/** Sums a data set up. */
export function makeManifest(
  { simulator, toolbox }: StrengthToolset,
  { count, seed, mix, mutants, atLeast }: DatasetOptions,
  quotas: ReadonlyMap<AnyCategory, number>,
  plan: GenerationPlan,
  summary: DatasetSummary,
): Manifest {
  const categories = [...quotas].map(([category, quota]) =>
    summary.category(category, {
      weight: mix.weights.get(category) ?? 0,
      quota,
      exhausted: plan.isExhausted(category),
    }),
  );
  return {
    generated_by: GENERATED_BY,
    record: 'manifest',
    seed,
    count,
    mutants,
    at_least: atLeast,
    tools: { icarus: simulator.tool, yosys: toolbox.yosysVersion ?? null },
    notes: [...mix.notes, ...emptyClasses(categories), ...categories.flatMap((one) => shortness(one, plan))],
    ...summary.totals(),
    categories,
    courses: COURSES,
  };
}

function emptyClasses(categories: readonly CategorySummary[]): string[] {
  const empty = categories.filter(({ quota, weight }) => quota === 0 && weight > 0);
  if (empty.length === 0) return [];
  return [`too few attempts for all classes, none of ${empty.map(({ category }) => category).join(', ')}`];
}

function shortness({ category, designs, refused, quota }: CategorySummary, plan: GenerationPlan): string[] {
  const missing = plan.shortfall(category);
  if (missing > 0)
    return [`${category}: ${missing} of ${quota} attempts are missing; ${refused} designs were refused`];
  if (!plan.isExhausted(category)) return [];
  return [
    `${category}: its family has no more than ${designs} designs that differ; the other runs repeat them in other words`,
  ];
}
