import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import type { Simulator } from '../../eda/simulator.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StalledWork } from '../../engine/stalled-work.ts';
import { judgeOf, type TestbenchJudge } from '../../truth/testbench-judge.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { RetestConfiguration } from './configuration.ts';
import { freezeRetests, type PendingRetest } from './pending-retests.ts';

/** Answers whose texts are read at once, and verdicts stored at once. */
const BATCH = 64;
/** Answers waiting for a lane or in one. */
const IN_PROGRESS = 16;

/** Tries every answer that needs it with the testbench generated for its reference. */
export async function retestAnswers(
  { warehouse, progress }: StageContext,
  simulator: Simulator,
  configuration: RetestConfiguration,
  stalled: StalledWork,
): Promise<number> {
  let done = 0;
  let rows: SqlRow[] = [];
  const key = ['rtl_sha256', 'testbench_sha256', 'configuration'];
  const store = async (): Promise<void> => {
    await warehouse.append('fact.retests', key, rows);
    rows = [];
  };
  const work = (retest: SourcedRetest): Promise<SqlRow | undefined> =>
    stalled.try(retest.rtl, tryAnswer(simulator, configuration.key, retest));
  for await (const row of mapConcurrently(sourcedRetests(warehouse, configuration), IN_PROGRESS, work)) {
    if (row !== undefined) rows.push(row);
    done += 1;
    progress.step({ stage: 'retest', done, total: done, unit: 'answers' });
    if (rows.length >= BATCH) await store();
  }
  await store();
  return done;
}

interface SourcedRetest extends PendingRetest {
  judge: TestbenchJudge;
  design: readonly BundleFile[];
}

async function* sourcedRetests(
  warehouse: Warehouse,
  { key, patterns }: RetestConfiguration,
): AsyncGenerator<SourcedRetest> {
  const pending = await freezeRetests(warehouse, key, BATCH);
  let last: { name: string; judge: TestbenchJudge } | undefined;
  for await (const retests of pending.batches()) {
    const names = retests.flatMap(({ rtl, testbench }) => [rtl, testbench]);
    const bundles = await readBundles(warehouse, names, 'design.sv');
    for (const retest of retests) {
      if (last?.name !== retest.testbench) {
        const files = plainSources([], (bundles.get(retest.testbench) ?? []).map(asTestbench)).testbench;
        last = { name: retest.testbench, judge: judgeOf(files, patterns) };
      }
      yield { ...retest, judge: last.judge, design: bundles.get(retest.rtl) ?? [] };
    }
  }
}

function asTestbench({ text }: BundleFile): BundleFile {
  return { name: 'generated_testbench.v', text };
}

async function tryAnswer(
  simulator: Simulator,
  configuration: string,
  { rtl, testbench, judge, design: files }: SourcedRetest,
): Promise<SqlRow> {
  const { design } = plainSources(files, []);
  const { verdict, evidence, failure, printed } = judge.judge(await simulator.run(judge.job(design)), design);
  return {
    rtl_sha256: rtl,
    testbench_sha256: testbench,
    configuration,
    origin: 'generated',
    verdict,
    evidence,
    failure_stage: failure?.stage ?? null,
    failure_cause: failure?.cause ?? null,
    message: failure?.message ?? null,
    samples: printed?.samples === undefined ? null : BigInt(printed.samples),
    mismatches: printed?.mismatches === undefined ? null : BigInt(printed.mismatches),
  };
}
