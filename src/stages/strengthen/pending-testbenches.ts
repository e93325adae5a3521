import { type FrozenWork, freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** A testbench without a measured strength, and the designs to measure it with: the first that passes is taken. */
export interface PendingTestbench {
  testbench: string;
  /** Names of design bundles, JSON list: references of its problems before answers that pass. */
  designs: string;
  /** `reference` or `answer` for each of them, JSON list. */
  origins: string;
}

/** Testbenches that compare anything, with what may be put into them. */
const CANDIDATES = `
  SELECT DISTINCT i.testbench_sha256 AS testbench, r.reference_sha256 AS design, 'reference' AS origin
  FROM curated.attempt_inputs AS i JOIN curated.reference_designs AS r USING (attempt_id)
  JOIN curated.testbenches AS t ON t.testbench_sha256 = i.testbench_sha256 AND t.checks
  UNION ALL
  SELECT s.testbench_sha256, min(s.rtl_sha256), 'answer'
  FROM fact.simulations AS s JOIN fact.judgements AS j USING (simulation_key)
  WHERE j.verdict = 'pass' AND j.judge = (SELECT value FROM meta.current WHERE name = 'judge')
    AND s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
  GROUP BY s.testbench_sha256`;

const MEASURED =
  'SELECT testbench_sha256 AS testbench, design_sha256 AS design, verdict FROM fact.testbench_strength WHERE configuration = $configuration';

const PENDING = `
  SELECT testbench, to_json(list(design ORDER BY origin DESC, design)) AS designs,
    to_json(list(origin ORDER BY origin DESC, design)) AS origins
  FROM (${CANDIDATES})
  ANTI JOIN (${MEASURED}) USING (testbench, design)
  ANTI JOIN (SELECT testbench FROM (${MEASURED}) WHERE verdict = 'pass') USING (testbench)
  GROUP BY testbench`;

/** How many testbenches check anything, and how many of them could still be measured. */
export async function countTestbenches(
  warehouse: Warehouse,
  configuration: string,
): Promise<{ total: number; pending: number }> {
  const total = await warehouse.count('SELECT count(*) FROM curated.testbenches WHERE checks');
  const pending = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, { configuration });
  return { total, pending };
}

export function freezeTestbenches(
  warehouse: Warehouse,
  configuration: string,
  batch: number,
): Promise<FrozenWork<PendingTestbench>> {
  return freezePending<PendingTestbench>(warehouse, {
    name: 'strength',
    query: PENDING,
    values: { configuration },
    batch,
    read: 'SELECT testbench, designs, origins FROM pending ORDER BY position',
  });
}
