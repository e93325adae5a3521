import { type DomainCounts, FEW_PROBLEMS } from './weak-domains.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** How much more a domain, or a tier of it, is wanted than what a model already does well. */
export interface DomainWeight {
  domain: string;
  /** Absent: all tiers of the domain together. */
  tier?: string;
  n: number;
  passes: number;
  problems: number;
  /** Upper end of the Wilson 95 % interval of the pass rate. */
  high: number;
  /** `few`: too few problems to call it weak or not; the weight is then 1. */
  verdict: 'weak' | 'not_weak' | 'few';
  /** At least 1. */
  weight: number;
}

/** No domain weighs more: a model that fails at one thing everywhere still has to see the rest. */
export const HEAVIEST = 4;

/**
 * The rule by which weak domains are weighted up. A domain (or a tier of it) is weak when even the upper end of the
 * Wilson interval of its pass rate lies below the rate of all attempts, and at least `FEW_PROBLEMS` problems stand
 * behind it. Its weight is the odds of passing of all attempts over the odds at that upper end, at most `HEAVIEST`: by
 * so much at least is it harder than the average. A ratio of odds tells domains apart near 0 and near 1 alike.
 * What is not weak, or has too little behind it to be called so, weighs 1.
 */
export function weakDomainWeights(report: readonly DomainCounts[]): DomainWeight[] {
  const all = sum(report);
  const domains = [...new Set(report.map(({ domain }) => domain))].filter((name) => name !== 'unclassified');
  return domains.sort().flatMap((domain) => {
    const rows = report.filter((row) => row.domain === domain);
    const tiers = rows
      .filter(({ tier }) => tier !== 'unclassified')
      .sort((a, b) => (a.tier < b.tier ? -1 : 1));
    return [
      { domain, ...weigh(sum(rows), all) },
      ...tiers.map((row) => ({ domain, tier: row.tier, ...weigh(row, all) })),
    ];
  });
}

/**
 * The weight of rows of a (domain, tier), or of a domain as a whole: what was found for exactly this tier, where enough
 * problems stand behind that, else for the domain, else 1.
 */
export function weightOf(weights: readonly DomainWeight[], domain: string, tier?: string): number {
  const enough = weights.filter((entry) => entry.domain === domain && entry.verdict !== 'few');
  const exact = enough.find((entry) => entry.tier !== undefined && entry.tier === tier);
  return (exact ?? enough.find((entry) => entry.tier === undefined))?.weight ?? 1;
}

type Counts = Pick<DomainCounts, 'n' | 'passes' | 'problems'>;

function weigh({ n, passes, problems }: Counts, all: Counts): Omit<DomainWeight, 'domain' | 'tier'> {
  const [, high] = wilsonInterval(passes, n);
  const rate = all.n === 0 ? 0 : all.passes / all.n;
  const few = problems < FEW_PROBLEMS;
  const weak = !few && high < rate;
  const weight = weak ? Math.min(HEAVIEST, odds(rate) / odds(high)) : 1;
  return { n, passes, problems, high, verdict: few ? 'few' : weak ? 'weak' : 'not_weak', weight };
}

function odds(share: number): number {
  return share / (1 - share);
}

function sum(rows: readonly Counts[]): Counts {
  const total = (key: keyof Counts): number => rows.reduce((result, row) => result + row[key], 0);
  return { n: total('n'), passes: total('passes'), problems: total('problems') };
}
