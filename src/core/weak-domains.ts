import { DOMAINS } from './domains.ts';
import { QuarryError } from './errors.ts';
import { validate } from './json-schema.ts';
import { TIERS } from './tiers.ts';

/** What a weak-domain report counts of a (domain, tier): attempts that a testbench judged. */
export interface DomainCounts {
  domain: string;
  tier: string;
  /** Judged attempts. */
  n: number;
  passes: number;
  /** Distinct problems behind `n`. */
  problems: number;
}

/** Fewer problems than this say little of a domain, however many attempts were made at them. */
export const FEW_PROBLEMS = 5;

const count = { type: 'integer', minimum: 0 };

const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['domain', 'tier', 'n', 'passes', 'problems'],
    properties: {
      domain: { enum: ['unclassified', ...DOMAINS] },
      tier: { enum: ['unclassified', ...TIERS] },
      n: count,
      passes: count,
      problems: count,
    },
  },
};

/**
 * The rows of a weak-domain report: what `quarry report domains --json` prints and the stage `report` writes.
 * @throws QuarryError CONFIG_INVALID naming every fault, at `where`
 */
export function parseWeakDomains(json: string, where: string): DomainCounts[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new QuarryError('CONFIG_INVALID', `No weak-domain report: ${(cause as Error).message}`, {
      where,
      next: 'Write one with `quarry report domains --json`.',
    });
  }
  validate(SCHEMA, value, where);
  return (value as DomainCounts[]).map(({ domain, tier, n, passes, problems }) => ({
    domain,
    tier,
    n,
    passes,
    problems,
  }));
}
