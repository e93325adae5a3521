import { type DomainCounts, FEW_PROBLEMS } from '../core/weak-domains.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** One (domain, tier) with what its attempts say: `low` and `high` are the Wilson 95 % interval of `rate`. */
export interface DomainRow extends DomainCounts {
  rate: number;
  low: number;
  high: number;
}

/** Domains, weakest first: by the upper end of the interval, so that a small n is not called weak by luck. */
export async function readWeakDomains(warehouse: Warehouse): Promise<DomainRow[]> {
  const rows = await warehouse.rows(
    `SELECT domain, tier, n::INTEGER AS n, passes::INTEGER AS passes, rate, low, high, problems::INTEGER AS problems
     FROM report.domains ORDER BY high, rate, n DESC, domain, tier`,
  );
  return rows as unknown as DomainRow[];
}

/** `41.7 % [31.2, 53.0]` */
export function formatRate({ rate, low, high }: Pick<DomainRow, 'rate' | 'low' | 'high'>): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(rate)} % [${percent(low)}, ${percent(high)}]`;
}

/** The weak-domain report as Markdown. */
export function weakDomainsMarkdown(rows: readonly DomainRow[]): string {
  const line = (row: DomainRow): string =>
    `| ${row.domain} | ${row.tier} | ${row.n} | ${row.passes} | ${formatRate(row)} | ${row.problems}${row.problems < FEW_PROBLEMS ? ' (few)' : ''} |`;
  return [
    '# Weak domains',
    '',
    'Weakest first, by the upper end of the Wilson 95 % interval. Attempts that no testbench could judge and faults',
    `of the harness are not counted. Fewer than ${FEW_PROBLEMS} problems say little of a domain, however large n is.`,
    '',
    '| domain | tier | n | passes | rate [95 % interval] | problems |',
    '| --- | --- | ---: | ---: | --- | ---: |',
    ...rows.map(line),
    '',
  ].join('\n');
}
