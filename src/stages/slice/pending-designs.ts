import { type FrozenWork, freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { SliceParameters } from './configuration.ts';

/** Answers that were compared, and what they were compared with. */
const COMPARED = `
  SELECT DISTINCT unnest([rtl_sha256, reference_sha256]) AS rtl FROM fact.comparisons
  WHERE outcome = 'compared' AND configuration = (SELECT value FROM meta.current WHERE name = 'compare')`;
const ALL = `
  SELECT rtl_sha256 AS rtl FROM curated.attempt_inputs WHERE rtl_sha256 IS NOT NULL
  UNION SELECT reference_sha256 FROM curated.reference_designs`;

/** Designs that are to be sliced, by the names of their bundles. */
function designs({ designs }: SliceParameters): string {
  return designs === 'all' ? ALL : COMPARED;
}

function pendingDesigns(parameters: SliceParameters): string {
  return `SELECT * FROM (${designs(parameters)})
    ANTI JOIN (SELECT rtl_sha256 AS rtl FROM fact.sliced_designs WHERE configuration = ?) USING (rtl)`;
}

export async function countDesigns(
  warehouse: Warehouse,
  parameters: SliceParameters,
  configuration: string,
): Promise<{ total: number; pending: number; unsliced: number }> {
  const total = await warehouse.count(`SELECT count(*) FROM (${designs(parameters)})`);
  const pending = await warehouse.count(`SELECT count(*) FROM (${pendingDesigns(parameters)})`, [
    configuration,
  ]);
  const unsliced = await warehouse.count(
    `SELECT count(*) FROM (${designs(parameters)}) JOIN fact.sliced_designs ON rtl_sha256 = rtl
     WHERE outcome <> 'sliced' AND configuration = ?`,
    [configuration],
  );
  return { total, pending, unsliced };
}

/** The designs without a fact, a batch at a time. */
export function freezeDesigns(
  warehouse: Warehouse,
  parameters: SliceParameters,
  configuration: string,
  batch: number,
): Promise<FrozenWork<{ rtl: string }>> {
  return freezePending<{ rtl: string }>(warehouse, {
    name: 'sliced_designs',
    query: pendingDesigns(parameters),
    values: [configuration],
    batch,
    read: 'SELECT rtl FROM pending ORDER BY position',
  });
}
