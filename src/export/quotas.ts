import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DOMAINS } from '../core/domains.ts';
import { QuarryError } from '../core/errors.ts';
import { TIERS } from '../core/tiers.ts';

/** At most `rows` training rows of a domain, or of a (domain, tier). `*` is each one that no other quota names. */
export interface Quota {
  domain: string;
  /** Absent: the tiers of a domain are counted together. `*`: each tier for itself. */
  tier?: string;
  rows: number;
}

const DOMAIN_NAMES: readonly string[] = ['*', 'unclassified', ...DOMAINS];
const TIER_NAMES: readonly string[] = ['*', 'unclassified', ...TIERS];

/**
 * Quotas from a text like `fsm=100, counter:basic=50, *=20`; none for an empty one.
 * @throws QuarryError USAGE naming the part that is no quota
 */
export function parseMix(text: string): Quota[] {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const [, cell, rows] = /^\s*([^=\s]+)\s*=\s*(\d+)\s*$/.exec(part) ?? [];
    if (cell === undefined || rows === undefined) throw noQuota(`\`${part.trim()}\``, undefined);
    return quotaOf(cell, Number(rows), undefined);
  });
}

/**
 * Quotas from a YAML or JSON file of `domain` or `domain:tier` to rows.
 * @throws QuarryError USAGE when it cannot be read or holds something else
 */
export function readQuotas(file: string): Quota[] {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw noQuota((cause as Error).message.split('\n')[0]!, file);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw noQuota('no mapping', file);
  return Object.entries(value).map(([cell, rows]) => quotaOf(cell, rows, file));
}

function quotaOf(cell: string, rows: unknown, file: string | undefined): Quota {
  const [domain = '', tier, ...rest] = cell.split(':');
  const known = DOMAIN_NAMES.includes(domain) && (tier === undefined || TIER_NAMES.includes(tier));
  if (!known || rest.length > 0 || !Number.isSafeInteger(rows) || Number(rows) < 0)
    throw noQuota(`\`${cell}: ${String(rows)}\``, file);
  return { domain, rows: Number(rows), ...(tier === undefined ? {} : { tier }) };
}

function noQuota(got: string, file: string | undefined): QuarryError {
  return new QuarryError('USAGE', `Expected domain=rows or domain:tier=rows, got ${got}`, {
    ...(file === undefined ? {} : { where: file }),
    next: `Domains: ${DOMAIN_NAMES.join(', ')}. Tiers: ${TIER_NAMES.join(', ')}.`,
  });
}

/** The quota that counts a row, and the name of the rows it is counted with; the most exact one wins. */
export function quotaFor(
  quotas: readonly Quota[],
  domain: string,
  tier: string,
): { cell: string; rows: number } | undefined {
  const exactness = (quota: Quota): number =>
    (quota.domain === domain ? 4 : 0) + (quota.tier === tier ? 2 : 0) + (quota.tier === undefined ? 1 : 0);
  const [best] = quotas
    .filter(
      (quota) =>
        [domain, '*'].includes(quota.domain) &&
        (quota.tier === undefined || [tier, '*'].includes(quota.tier)),
    )
    .sort((a, b) => exactness(b) - exactness(a));
  if (best === undefined) return undefined;
  return { cell: best.tier === undefined ? domain : `${domain}:${tier}`, rows: best.rows };
}

/** Cells that the quotas ask for by name, or by `*` over the taxonomy, whether there are rows for them or not. */
export function askedCells(quotas: readonly Quota[]): { cell: string; rows: number }[] {
  const cells = new Map<string, number>();
  for (const { domain, tier } of quotas) {
    for (const oneDomain of domain === '*' ? DOMAINS : [domain]) {
      for (const oneTier of tier === '*' ? TIERS : [tier ?? '']) {
        const found = quotaFor(quotas, oneDomain, oneTier);
        if (found !== undefined) cells.set(found.cell, found.rows);
      }
    }
  }
  return [...cells].map(([cell, rows]) => ({ cell, rows }));
}
