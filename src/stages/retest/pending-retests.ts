import { type FrozenWork, freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

const WEAKLY_TESTED =
  'SELECT DISTINCT reference_sha256 AS reference, rtl_sha256 AS rtl FROM curated.weakly_tested';

const WITHOUT_TESTBENCH = `
  SELECT DISTINCT reference FROM (${WEAKLY_TESTED})
  ANTI JOIN (SELECT reference_sha256 AS reference FROM fact.generated_testbenches WHERE configuration = $configuration)
  USING (reference)`;

const WITHOUT_VERDICT = `
  SELECT g.testbench_sha256 AS testbench, w.rtl, w.reference
  FROM (${WEAKLY_TESTED}) AS w
  JOIN fact.generated_testbenches AS g
    ON g.reference_sha256 = w.reference AND g.configuration = $configuration AND g.testbench_sha256 IS NOT NULL
  ANTI JOIN (SELECT testbench_sha256, rtl_sha256 FROM fact.retests WHERE configuration = $configuration) AS known
    ON known.testbench_sha256 = g.testbench_sha256 AND known.rtl_sha256 = w.rtl`;

/** An answer and the generated testbench to try it with. */
export interface PendingRetest {
  testbench: string;
  rtl: string;
  reference: string;
}

/** How many answers are weakly tested, and how many of them still lack a testbench or a verdict. */
export async function countRetests(
  warehouse: Warehouse,
  configuration: string,
): Promise<{ total: number; pending: number }> {
  const total = await warehouse.count(`SELECT count(*) FROM (${WEAKLY_TESTED})`);
  const values = { configuration };
  const unmade = await warehouse.count(
    `SELECT count(*) FROM (${WEAKLY_TESTED}) SEMI JOIN (${WITHOUT_TESTBENCH}) USING (reference)`,
    values,
  );
  const untried = await warehouse.count(`SELECT count(*) FROM (${WITHOUT_VERDICT})`, values);
  return { total, pending: unmade + untried };
}

/** Answers whose reference could not be tried, so that no testbench was made. */
export function countUnmade(warehouse: Warehouse, configuration: string): Promise<number> {
  return warehouse.count(
    `SELECT count(*) FROM (${WEAKLY_TESTED}) AS w JOIN fact.generated_testbenches AS g
       ON g.reference_sha256 = w.reference AND g.configuration = $configuration AND g.testbench_sha256 IS NULL`,
    { configuration },
  );
}

export function freezeReferences(
  warehouse: Warehouse,
  configuration: string,
  batch: number,
): Promise<FrozenWork<{ reference: string }>> {
  return freezePending(warehouse, {
    name: 'references',
    query: WITHOUT_TESTBENCH,
    values: { configuration },
    batch,
    read: 'SELECT reference FROM pending ORDER BY position',
  });
}

/** The answers without a verdict; those of one testbench lie together. */
export function freezeRetests(
  warehouse: Warehouse,
  configuration: string,
  batch: number,
): Promise<FrozenWork<PendingRetest>> {
  return freezePending<PendingRetest>(warehouse, {
    name: 'retests',
    query: WITHOUT_VERDICT,
    values: { configuration },
    batch,
    read: 'SELECT testbench, rtl, reference FROM pending ORDER BY position',
  });
}
