import { type FrozenWork, freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** A design and the testbench it is to be tried with; `testbench` '' means: compile only. */
export interface Pair {
  rtl: string;
  testbench: string;
  /** A package of the design is imported by the testbench, so the design must be compiled first. */
  packages: string | null;
  /** Names of the testbench's modules and instances (JSON lists): the design may not speak of them. */
  modules: string | null;
  instances: string | null;
}

const DISTINCT_PAIRS = `
  SELECT DISTINCT rtl_sha256 AS rtl, COALESCE(testbench_sha256, '') AS testbench
  FROM curated.attempt_inputs WHERE rtl_sha256 IS NOT NULL`;

const WITHOUT_RESULT = `
  SELECT pair.* FROM (${DISTINCT_PAIRS}) AS pair
  ANTI JOIN (SELECT rtl_sha256 AS rtl, testbench_sha256 AS testbench FROM fact.simulations WHERE configuration = ?)
  USING (rtl, testbench)`;

export async function countPairs(
  warehouse: Warehouse,
  configuration: string,
): Promise<{ total: number; pending: number }> {
  const total = await warehouse.count(`SELECT count(*) FROM (${DISTINCT_PAIRS})`);
  const pending = await warehouse.count(`SELECT count(*) FROM (${WITHOUT_RESULT})`, [configuration]);
  return { total, pending };
}

/** The pairs without a result; pairs of one testbench lie together, so that its text is read once. */
export function freezePairs(
  warehouse: Warehouse,
  configuration: string,
  batch: number,
): Promise<FrozenWork<Pair>> {
  return freezePending<Pair>(warehouse, {
    name: 'pairs',
    query: `SELECT testbench, rtl FROM (${WITHOUT_RESULT})`,
    values: [configuration],
    batch,
    read: `SELECT rtl, testbench, known.packages, known.modules, known.instances FROM pending
      LEFT JOIN curated.testbenches AS known ON known.testbench_sha256 = testbench ORDER BY position`,
  });
}
