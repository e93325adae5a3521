import type { Warehouse } from '../../warehouse/warehouse.ts';

const FAILED = `
  FROM fact.simulations AS s JOIN fact.judgements AS j USING (simulation_key)
  ANTI JOIN (SELECT simulation_key FROM fact.autopsies WHERE configuration = $configuration) USING (simulation_key)
  WHERE j.verdict = 'fail' AND j.failure_stage = 'mismatch' AND s.simulation_log IS NOT NULL
    AND j.judge = (SELECT value FROM meta.current WHERE name = 'judge')
    AND s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
    AND s.testbench_sha256 IN (SELECT testbench_sha256 FROM fact.mutant_logs WHERE configuration = $configuration)`;

/**
 * Finds, for designs that failed, the kind of mistake that makes their testbench print exactly the same; gives how many
 * were looked at. A log tells outputs, counts and times of mismatches, so that equal logs are seldom chance.
 */
export async function explainFailures(warehouse: Warehouse, configuration: string): Promise<number> {
  const count = await warehouse.count(`SELECT count(*) ${FAILED}`, { configuration });
  if (count === 0) return 0;
  await warehouse.run(
    `INSERT INTO fact.autopsies BY NAME
     SELECT failed.simulation_key, $configuration AS configuration, m.cause, m.operator, m.line, m.before_text, m.after_text
     FROM (SELECT s.simulation_key, s.testbench_sha256, sha256(s.simulation_log) AS log_sha256 ${FAILED}) AS failed
     LEFT JOIN (FROM fact.mutant_logs WHERE configuration = $configuration) AS m USING (testbench_sha256, log_sha256)`,
    { configuration },
  );
  return count;
}
