import type { Warehouse } from '../warehouse/warehouse.ts';
import { type AttemptSummary, readAttemptSummary } from './attempt-summary.ts';
import { type CorpusSummary, readCorpusSummary } from './corpus-summary.ts';

export type RunSummary = AttemptSummary | CorpusSummary;

/**
 * Tells of attempts after a run that judged some, else of the corpora of the warehouse, if it has any.
 * @param stages names of the stages that ran
 */
export async function readRunSummary(warehouse: Warehouse, stages: readonly string[]): Promise<RunSummary> {
  const hasCorpora = (await warehouse.count('SELECT count(*) FROM raw.repositories')) > 0;
  return hasCorpora && !stages.includes('judge')
    ? readCorpusSummary(warehouse)
    : readAttemptSummary(warehouse);
}
