import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import type { Toolbox } from '../../eda/toolbox.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StalledWork } from '../../engine/stalled-work.ts';
import { causeOfMistake } from '../../truth/cause-of-mistake.ts';
import { proveSame } from '../../truth/prove-same.ts';
import type { MutationOperator } from '../../verilog/mutate/mutation-operators.ts';
import { loadParser } from '../../verilog/parser.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { mutatedDesign, type RecordedMutant } from './mutated-design.ts';
import type { OpenTools } from './open-tools.ts';

const BATCH = 64;
const IN_PROGRESS = 8;
/** A log that says little fits many mutants; then one of each kind comes first. */
const MOST_CANDIDATES = 12;

const UNEXPLAINED = `
  SELECT s.simulation_key, s.rtl_sha256 AS rtl, s.testbench_sha256 AS testbench, sha256(s.simulation_log) AS log
  FROM fact.simulations AS s JOIN fact.judgements AS j USING (simulation_key)
  ANTI JOIN (SELECT simulation_key FROM fact.autopsies WHERE configuration = $configuration) USING (simulation_key)
  WHERE j.verdict = 'fail' AND j.failure_stage = 'mismatch' AND s.simulation_log IS NOT NULL
    AND j.judge = (SELECT value FROM meta.current WHERE name = 'judge')
    AND s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
    AND s.testbench_sha256 IN (SELECT testbench_sha256 FROM fact.mutant_logs WHERE configuration = $configuration)`;

interface Failed {
  simulation_key: string;
  rtl: string;
  testbench: string;
  log: string;
}

interface Candidate extends RecordedMutant {
  testbench: string;
  log: string;
  design: string;
}

/**
 * Finds the mistake in designs that failed: of the mutants that make their testbench print exactly the same, one that
 * the design is proved equal to. Equal logs alone prove nothing. Gives how many failures were looked at.
 */
export async function explainFailures(
  { warehouse, progress }: StageContext,
  configuration: string,
  open: OpenTools,
  stalled: StalledWork,
): Promise<number> {
  const pending = await freezePending<Failed>(warehouse, {
    name: 'autopsies',
    query: UNEXPLAINED,
    values: { configuration },
    batch: BATCH,
    read: 'SELECT simulation_key, rtl, testbench, log FROM pending ORDER BY position',
  });
  if (pending.count === 0) return 0;
  await loadParser();
  const { toolbox } = await open();
  let done = 0;
  for await (const failures of pending.batches()) {
    const candidates = await readCandidates(warehouse, configuration, failures);
    const names = [...failures.map(({ rtl }) => rtl), ...candidates.map(({ design }) => design)];
    const texts = await readBundles(warehouse, names, 'design.sv');
    const work = (failed: Failed): Promise<SqlRow | undefined> => {
      const same = candidates.filter(
        ({ testbench, log }) => testbench === failed.testbench && log === failed.log,
      );
      const autopsy = { failed, candidates: same, texts, configuration };
      return stalled.try(failed.rtl, explain(toolbox, autopsy));
    };
    const rows: SqlRow[] = [];
    for await (const row of mapConcurrently(failures, IN_PROGRESS, work)) {
      if (row !== undefined) rows.push(row);
      done += 1;
      progress.step({ stage: 'strengthen', done, total: pending.count, unit: 'autopsies' });
    }
    await warehouse.append('fact.autopsies', ['simulation_key', 'configuration'], rows);
  }
  return pending.count;
}

function readCandidates(
  warehouse: Warehouse,
  configuration: string,
  failures: readonly Failed[],
): Promise<Candidate[]> {
  return warehouse.rows<Candidate>(
    `SELECT testbench_sha256 AS testbench, log_sha256 AS log, design_sha256 AS design, mutant_id, operator, top, file,
       start_offset, end_offset, replacement
     FROM fact.mutant_logs WHERE configuration = $configuration
       AND log_sha256 IN (SELECT unnest(from_json($logs, '["VARCHAR"]')))
     ORDER BY testbench, log, row_number() OVER (PARTITION BY testbench, log, operator ORDER BY start_offset, mutant_id),
       operator`,
    { configuration, logs: JSON.stringify([...new Set(failures.map(({ log }) => log))]) },
  );
}

interface Autopsy {
  failed: Failed;
  candidates: readonly Candidate[];
  texts: ReadonlyMap<string, BundleFile[]>;
  configuration: string;
}

async function explain(
  toolbox: Toolbox,
  { failed, candidates, texts, configuration }: Autopsy,
): Promise<SqlRow> {
  const started = performance.now();
  const answer = plainSources(texts.get(failed.rtl) ?? [], []).design;
  const row = (found?: { mutant: Candidate; how: string }): SqlRow => ({
    simulation_key: failed.simulation_key,
    configuration,
    cause: found === undefined ? null : causeOfMistake(found.mutant.operator as MutationOperator),
    mutant_id: found?.mutant.mutant_id ?? null,
    how: found?.how ?? null,
    candidates: candidates.length,
    seconds: (performance.now() - started) / 1000,
  });
  for (const mutant of candidates.slice(0, MOST_CANDIDATES)) {
    const design = mutatedDesign(texts.get(mutant.design) ?? [], mutant);
    if (design === undefined) continue;
    const { outcome, how } = await proveSame(toolbox, design, answer, mutant.top);
    if (outcome === 'equivalent') return row({ mutant, how });
  }
  return row();
}
