import { readFileSync } from 'node:fs';
import { QuarryError } from '../../core/errors.ts';
import { type DomainWeight, weakDomainWeights } from '../../core/weak-domain-weights.ts';
import { type DomainCounts, parseWeakDomains } from '../../core/weak-domains.ts';
import type { Mix } from '../../export/cell-quotas.ts';
import { parseMix, readQuotas } from '../../export/quotas.ts';
import { readWeakDomains } from '../../report/weak-domains.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** The part of a mix that asks for the weights of this warehouse's own weak-domain report. */
const OWN_REPORT = 'weak-domains';

/**
 * The mix of a text like `fsm=100, *=20, weak-domains` and of a file of quotas ('' is none). A part that is no quota
 * says what weights them: `weak-domains` is the report of this warehouse, a name that ends in `.json` a report that
 * `quarry report domains --json` wrote. The notes tell what that gave.
 * @throws QuarryError USAGE or CONFIG_INVALID for what is neither, or for two reports
 */
export async function readMix(
  warehouse: Warehouse,
  text: string,
  quotaFile: string,
): Promise<{ mix: Mix; notes: string[] }> {
  const parts = text.split(',').map((part) => part.trim());
  const isReport = (part: string): boolean => part === OWN_REPORT || part.endsWith('.json');
  const [report, another] = parts.filter(isReport);
  if (another !== undefined) {
    throw new QuarryError('USAGE', `A mix is weighted by one report, got \`${report}\` and \`${another}\``, {
      next: 'Leave one of them out.',
    });
  }
  const named = parseMix(parts.filter((part) => !isReport(part)).join(','));
  const quotas = [...(quotaFile === '' ? [] : readQuotas(quotaFile)), ...named];
  if (report === undefined) return { mix: { quotas, weights: [] }, notes: [] };
  const weights = weakDomainWeights(await readReport(warehouse, report));
  return { mix: { quotas, weights }, notes: weightNotes(weights) };
}

async function readReport(warehouse: Warehouse, report: string): Promise<DomainCounts[]> {
  if (report === OWN_REPORT) return readWeakDomains(warehouse);
  let json: string;
  try {
    json = readFileSync(report, 'utf8');
  } catch (cause) {
    throw new QuarryError('USAGE', `The weak-domain report cannot be read: ${(cause as Error).message}`, {
      where: report,
      next: 'Write one with `quarry report domains --json`.',
      cause,
    });
  }
  return parseWeakDomains(json, report);
}

/** What the weak-domain report says: which domains are weighted up, and which nothing can be said of. */
function weightNotes(weights: readonly DomainWeight[]): string[] {
  const name = ({ domain, tier }: DomainWeight): string =>
    tier === undefined ? domain : `${domain}:${tier}`;
  const weak = weights
    .filter(({ verdict }) => verdict === 'weak')
    .map((entry) => {
      const most = `${(100 * entry.high).toFixed(0)} %`;
      return `${name(entry)} x${entry.weight.toFixed(2)} (${entry.passes} of ${entry.n} pass: at most ${most})`;
    });
  const few = weights.filter(({ verdict }) => verdict === 'few').map(name);
  return [
    ...(weak.length > 0 ? [`weighted up: ${weak.join(', ')}`] : []),
    ...(weak.length === 0 ? ['no domain of the report is weak enough to be weighted up'] : []),
    ...(few.length > 0 ? [`too few problems to call weak: ${few.join(', ')}`] : []),
  ];
}
