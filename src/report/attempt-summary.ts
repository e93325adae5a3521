import type { Warehouse } from '../warehouse/warehouse.ts';
import { type DomainRow, readWeakDomains } from './weak-domains.ts';

/** What a person wants to know first after a run over attempts. */
export interface AttemptSummary {
  about: 'attempts';
  attempts: number;
  problems: number;
  rejectedRows: number;
  verdicts: { verdict: string; attempts: number }[];
  /** Claims of the records that re-simulation could test, and how many of them were wrong. */
  claims: { compared: number; wrong: number; falsePasses: number };
  failures: { stage: string; cause: string; attempts: number; example: string }[];
  domains: DomainRow[];
  refusals: { reason: string; rows: number }[];
}

/** Rows shown of each list. */
const TOP = 5;

export async function readAttemptSummary(warehouse: Warehouse): Promise<AttemptSummary> {
  const [totals] = await warehouse.rows<Record<string, number>>(
    `SELECT count(*)::INTEGER AS attempts, count(DISTINCT problem_id)::INTEGER AS problems,
       count(claim_disagrees)::INTEGER AS compared,
       (count(*) FILTER (WHERE claim_disagrees))::INTEGER AS wrong,
       (count(*) FILTER (WHERE claim_disagrees AND claimed = 'pass'))::INTEGER AS false_passes
     FROM report.attempts`,
  );
  return {
    about: 'attempts',
    attempts: totals!['attempts']!,
    problems: totals!['problems']!,
    rejectedRows: await warehouse.count('SELECT count(*) FROM report.rejected'),
    verdicts: await warehouse.rows(
      `SELECT verdict, count(*)::INTEGER AS attempts FROM report.attempts GROUP BY verdict ORDER BY attempts DESC, verdict`,
    ),
    claims: {
      compared: totals!['compared']!,
      wrong: totals!['wrong']!,
      falsePasses: totals!['false_passes']!,
    },
    failures: await warehouse.rows(
      `SELECT failure_stage AS stage, failure_cause AS cause, count(*)::INTEGER AS attempts,
         arg_min(message, attempt_id) AS example
       FROM report.failures GROUP BY ALL ORDER BY attempts DESC, stage, cause LIMIT ${TOP}`,
    ),
    domains: await readWeakDomains(warehouse),
    refusals: await warehouse.rows(
      `SELECT refusal AS reason, count(*)::INTEGER AS rows FROM curated.sft_rows WHERE refusal IS NOT NULL
       GROUP BY refusal ORDER BY rows DESC, reason LIMIT ${TOP}`,
    ),
  };
}
