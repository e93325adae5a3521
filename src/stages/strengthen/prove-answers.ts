import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import type { Toolbox } from '../../eda/toolbox.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StalledWork } from '../../engine/stalled-work.ts';
import { proveSame } from '../../truth/prove-same.ts';
import { loadParser } from '../../verilog/parser.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { StrengthConfiguration } from './configuration.ts';
import type { OpenTools } from './open-tools.ts';

interface Pair {
  rtl: string;
  reference: string;
}

const BATCH = 64;
const IN_PROGRESS = 8;

const UNPROVED = `
  SELECT DISTINCT i.rtl_sha256 AS rtl, r.reference_sha256 AS reference
  FROM curated.attempt_inputs AS i
  JOIN curated.reference_designs AS r USING (attempt_id)
  JOIN fact.simulations AS s ON s.rtl_sha256 = i.rtl_sha256 AND s.testbench_sha256 = i.testbench_sha256
  JOIN fact.judgements AS j USING (simulation_key)
  ANTI JOIN (SELECT rtl_sha256, reference_sha256 FROM fact.equivalences WHERE configuration = $configuration) AS known
    ON known.rtl_sha256 = i.rtl_sha256 AND known.reference_sha256 = r.reference_sha256
  WHERE j.verdict = 'pass' AND j.judge = (SELECT value FROM meta.current WHERE name = 'judge')
    AND s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')`;

/** Proves the answers that pass against the reference of their problem; gives how many were tried. */
export async function proveAnswers(
  { warehouse, progress }: StageContext,
  configuration: StrengthConfiguration,
  open: OpenTools,
  stalled: StalledWork,
): Promise<number> {
  const pending = await freezePending<Pair>(warehouse, {
    name: 'proofs',
    query: UNPROVED,
    values: { configuration: configuration.key },
    batch: BATCH,
    read: 'SELECT rtl, reference FROM pending ORDER BY position',
  });
  if (pending.count === 0) return 0;
  await loadParser();
  const { toolbox } = await open();
  let done = 0;
  for await (const pairs of pending.batches()) {
    const texts = await readBundles(
      warehouse,
      pairs.flatMap(({ rtl, reference }) => [rtl, reference]),
      'design.sv',
    );
    const rows: SqlRow[] = [];
    const work = (pair: Pair): Promise<SqlRow | undefined> =>
      stalled.try(pair.rtl, proveOne(toolbox, configuration, pair, texts));
    for await (const row of mapConcurrently(pairs, IN_PROGRESS, work)) {
      if (row !== undefined) rows.push(row);
      done += 1;
      progress.step({ stage: 'strengthen', done, total: pending.count, unit: 'proofs' });
    }
    await warehouse.append('fact.equivalences', ['rtl_sha256', 'reference_sha256', 'configuration'], rows);
  }
  return pending.count;
}

async function proveOne(
  toolbox: Toolbox,
  configuration: StrengthConfiguration,
  { rtl, reference }: Pair,
  texts: ReadonlyMap<string, BundleFile[]>,
): Promise<SqlRow> {
  const started = performance.now();
  const { outcome, how } = await proveSame(
    toolbox,
    plainSources(texts.get(reference) ?? [], []).design,
    plainSources(texts.get(rtl) ?? [], []).design,
  );
  return {
    rtl_sha256: rtl,
    reference_sha256: reference,
    configuration: configuration.key,
    verdict: outcome,
    how,
    seconds: (performance.now() - started) / 1000,
  };
}
