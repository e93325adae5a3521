import type { Warehouse } from '../warehouse/warehouse.ts';
import { type FunnelRow, readCorpusTotal } from './corpus-funnel.ts';

/** What a person wants to know first after a run over corpora. */
export interface CorpusSummary {
  about: 'corpora';
  /** Repositories, folders, archives and data sets. */
  sources: number;
  funnel: FunnelRow;
  /** Why files are not taken, the commonest reasons first. */
  rejectedFiles: { reason: string; rows: number }[];
  /** Why modules are not exported. */
  refusals: { reason: string; rows: number }[];
}

/** Rows shown of each list. */
const TOP = 5;

export async function readCorpusSummary(warehouse: Warehouse): Promise<CorpusSummary> {
  return {
    about: 'corpora',
    sources: await warehouse.count('SELECT count(DISTINCT repo) FROM report.sources'),
    funnel: await readCorpusTotal(warehouse),
    rejectedFiles: await warehouse.rows(
      `SELECT coalesce(reason, 'no reason') AS reason, count(*)::INTEGER AS rows FROM report.sources
       WHERE decision = 'rejected' GROUP BY ALL ORDER BY rows DESC, reason LIMIT ${TOP}`,
    ),
    // What stands behind `licence: ` names a file.
    refusals: await warehouse.rows(
      `SELECT CASE WHEN starts_with(refusal, 'licence: ') THEN 'licence of the file or of a companion' ELSE refusal END
         AS reason, count(*)::INTEGER AS rows
       FROM curated.module_rows WHERE refusal IS NOT NULL GROUP BY ALL ORDER BY rows DESC, reason LIMIT ${TOP}`,
    ),
  };
}
