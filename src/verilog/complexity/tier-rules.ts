import { TIERS, type Tier } from '../../core/tiers.ts';
import type { ComplexityMeasures } from './measures.ts';

type Measure = keyof ComplexityMeasures;

/** Measures that must all reach their numbers. */
type TierRule = Partial<Record<Measure, number>>;

/** The rules of `pipelines/complexity-tiers.yaml`. */
export interface TierRules {
  version: number;
  tiers: Record<Exclude<Tier, 'basic'>, TierRule[]>;
}

export interface TierDecision {
  tier: Tier;
  /** The measures that decided, with their values: `registers 3 >= 1`. */
  reasons: string[];
}

/** The hardest tier with a rule that holds; basic when none does. */
export function decideTier(measures: ComplexityMeasures, { tiers }: TierRules): TierDecision {
  for (const tier of [...TIERS].reverse()) {
    if (tier === 'basic') break;
    const rule = tiers[tier].find((candidate) => holds(candidate, measures));
    if (rule !== undefined) {
      const reasons = Object.entries(rule).map(
        ([measure, least]) => `${measure.replaceAll('_', ' ')} ${measures[measure as Measure]} >= ${least}`,
      );
      return { tier, reasons };
    }
  }
  return { tier: 'basic', reasons: ['no state, nothing selected, added, compared or decoded'] };
}

function holds(rule: TierRule, measures: ComplexityMeasures): boolean {
  return Object.entries(rule).every(([measure, least]) => (measures[measure as Measure] ?? 0) >= least);
}
