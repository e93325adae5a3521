import { type DomainWeight, weightOf } from '../core/weak-domain-weights.ts';
import { askedCells, type Quota, quotaFor } from './quotas.ts';

/** How many training rows of what are wanted. */
export interface Mix {
  /** None: as the rows are, weighted. */
  quotas: readonly Quota[];
  /** Of the weak-domain report; none: nothing is weighted. */
  weights: readonly DomainWeight[];
}

/** Training rows that there are of a (domain, tier). */
export interface AvailableRows {
  domain: string;
  tier: string;
  rows: number;
}

/** The rows of a (domain, tier) are counted with those of their cell, of which `rows` are wanted. */
export interface CellQuota {
  domain: string;
  tier: string;
  cell: string;
  rows: number;
}

/** The quota of each (domain, tier) that has rows; those that no quota names are left out. No mix: no quotas at all. */
export function cellQuotas(available: readonly AvailableRows[], { quotas, weights }: Mix): CellQuota[] {
  if (quotas.length > 0) {
    return available.flatMap(({ domain, tier }) => {
      const found = quotaFor(quotas, domain, tier);
      return found === undefined ? [] : [{ domain, tier, ...weighted(found, weights) }];
    });
  }
  return weights.length === 0 ? [] : naturalShares(available, weights);
}

/** Cells that are asked for by name or over the taxonomy, whether there are rows for them or not. */
export function wantedCells({ quotas, weights }: Mix): { cell: string; rows: number }[] {
  return askedCells(quotas).map((cell) => weighted(cell, weights));
}

function weighted(
  { cell, rows }: { cell: string; rows: number },
  weights: readonly DomainWeight[],
): { cell: string; rows: number } {
  const [domain = '', tier] = cell.split(':');
  return { cell, rows: Math.round(rows * weightOf(weights, domain, tier)) };
}

/**
 * The rows as they are, with shares that are multiplied by the weights: the largest such set that repeats no row. What
 * weighs most is taken whole.
 */
function naturalShares(available: readonly AvailableRows[], weights: readonly DomainWeight[]): CellQuota[] {
  const weighed = available.map((entry) => ({
    ...entry,
    weight: weightOf(weights, entry.domain, entry.tier),
  }));
  const heaviest = Math.max(...weighed.map(({ weight }) => weight));
  return weighed.map(({ domain, tier, rows, weight }) => ({
    domain,
    tier,
    cell: `${domain}:${tier}`,
    // Rounded up: no domain vanishes because another is weak.
    rows: Math.ceil((rows * weight) / heaviest),
  }));
}
