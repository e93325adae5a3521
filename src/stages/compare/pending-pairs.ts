import { type FrozenWork, freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** An answer's design and the design that its problem's record calls right, by the names of their bundles. */
export interface DesignPair {
  rtl: string;
  reference: string;
}

const PAIRS = `
  SELECT DISTINCT r.reference_sha256 AS reference, i.rtl_sha256 AS rtl
  FROM curated.attempt_inputs AS i JOIN curated.reference_designs AS r USING (attempt_id)
  WHERE i.rtl_sha256 IS NOT NULL`;

const PENDING = `
  SELECT * FROM (${PAIRS})
  ANTI JOIN (SELECT reference_sha256 AS reference, rtl_sha256 AS rtl FROM fact.comparisons WHERE configuration = ?)
  USING (reference, rtl)`;

export async function countPairs(
  warehouse: Warehouse,
  configuration: string,
): Promise<{ total: number; pending: number }> {
  const total = await warehouse.count(`SELECT count(*) FROM (${PAIRS})`);
  const pending = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [configuration]);
  return { total, pending };
}

/** The pairs without a comparison; those of one reference lie together, so that it is prepared once. */
export function freezePairs(
  warehouse: Warehouse,
  configuration: string,
  batch: number,
): Promise<FrozenWork<DesignPair>> {
  return freezePending<DesignPair>(warehouse, {
    name: 'design_pairs',
    query: PENDING,
    values: [configuration],
    batch,
    read: 'SELECT reference, rtl FROM pending ORDER BY position',
  });
}
