import { keyHash } from '../../core/content-hash.ts';
import { QuarryError } from '../../core/errors.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { measureStrength } from '../../truth/measure-strength.ts';
import { openStrengthTools, type StrengthToolset } from '../../truth/strength-tools.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import {
  currentConfiguration,
  type StrengthConfiguration,
  type StrengthenParameters,
} from './configuration.ts';
import { explainFailures } from './explain-failures.ts';
import { MutantLogs } from './mutant-logs.ts';
import type { OpenTools } from './open-tools.ts';
import { countTestbenches, freezeTestbenches, type PendingTestbench } from './pending-testbenches.ts';
import { proveAnswers } from './prove-answers.ts';
import { type MeasuredPair, strengthRow, unmeasuredRow } from './strength-row.ts';

/** Testbenches whose texts are read at once. Each is stored as soon as it is measured. */
const BATCH = 32;

/** Measures testbenches, proves answers, and explains failures by the mistakes that look like them. */
export async function strengthenPending(
  context: StageContext,
  parameters: StrengthenParameters,
): Promise<StageOutcome> {
  const { warehouse } = context;
  if (parameters.mutants === 0)
    return { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: ['not measured: mutants is 0'] };
  const configuration = await currentConfiguration(context, parameters);
  const { total, pending } = await countTestbenches(warehouse, configuration.key);
  const used = { configuration: configuration.key, at_least: parameters.at_least };
  await setCurrent(warehouse, 'strengthen', JSON.stringify(used));
  const { lanes, allow_unconfined: allowUnconfined } = parameters;
  // Lanes are started only when there is work for them.
  let opened: Promise<StrengthToolset> | undefined;
  const tools: OpenTools = () => {
    opened ??= openStrengthTools({ allowUnconfined, ...(lanes === 0 ? {} : { lanes }) });
    return opened;
  };
  const stalled = new StalledWork();
  try {
    if (pending > 0) await measureAll(context, parameters, configuration, await tools(), stalled);
    const unmeasured = stalled.count;
    const proved = parameters.prove ? await proveAnswers(context, configuration, tools, stalled) : 0;
    const explained = await explainFailures(context, configuration.key, tools, stalled);
    const outcome = await outcomeOf(context, {
      total,
      unmeasured,
      added: pending + proved + explained - stalled.count,
    });
    const notes = [...outcome.notes, ...stalled.tell('testbenches and answers', context.progress)];
    return { ...outcome, notes };
  } finally {
    await (await opened)?.close();
  }
}

async function measureAll(
  context: StageContext,
  parameters: StrengthenParameters,
  configuration: StrengthConfiguration,
  tools: StrengthToolset,
  stalled: StalledWork,
): Promise<void> {
  const { warehouse, progress } = context;
  const pending = await freezeTestbenches(warehouse, configuration.key, BATCH);
  let done = 0;
  for await (const testbenches of pending.batches()) {
    const names = testbenches.flatMap(({ designs }) => JSON.parse(designs) as string[]);
    const designs = await readBundles(warehouse, names, 'design.sv');
    const benches = await readBundles(
      warehouse,
      testbenches.map(({ testbench }) => testbench),
      'testbench.sv',
    );
    for (const testbench of testbenches) {
      const job = {
        testbench,
        bench: benches.get(testbench.testbench) ?? [],
        designs,
        parameters,
        configuration,
      };
      await stalled.try(testbench.testbench, measureOne(context, tools, job));
      done += 1;
      progress.step({ stage: 'strengthen', done, total: pending.count, unit: 'testbenches' });
    }
  }
}

interface TestbenchJob {
  testbench: PendingTestbench;
  bench: BundleFile[];
  designs: ReadonlyMap<string, BundleFile[]>;
  parameters: StrengthenParameters;
  configuration: StrengthConfiguration;
}

/** Tries the designs in turn until one passes. */
async function measureOne(
  { warehouse }: StageContext,
  tools: StrengthToolset,
  job: TestbenchJob,
): Promise<void> {
  const { testbench } = job;
  const origins = JSON.parse(testbench.origins) as string[];
  for (const [index, design] of (JSON.parse(testbench.designs) as string[]).entries()) {
    const { row, logs } = await measurePair(tools, job, design, origins[index] ?? 'answer');
    await warehouse.transaction(async () => {
      const key = ['testbench_sha256', 'configuration', 'mutant_id'];
      await warehouse.append('fact.mutant_logs', key, logs);
      await warehouse.append('fact.testbench_strength', ['strength_key'], [row]);
    });
    if (row['verdict'] === 'pass') break;
  }
}

async function measurePair(
  tools: StrengthToolset,
  { testbench: { testbench }, bench, designs, parameters, configuration }: TestbenchJob,
  design: string,
  origin: string,
): Promise<{ row: SqlRow; logs: SqlRow[] }> {
  const started = performance.now();
  const pair = (): MeasuredPair => ({
    key: keyHash(design, testbench, configuration.key),
    configuration: configuration.key,
    tools: configuration.tools,
    design,
    testbench,
    origin,
    seconds: (performance.now() - started) / 1000,
  });
  const logs = new MutantLogs();
  try {
    const measured = await measureStrength(tools, {
      design: designs.get(design) ?? [],
      testbench: bench,
      patterns: configuration.patterns,
      limit: parameters.mutants,
      seed: parameters.seed,
      onRejected: (variant, log) => logs.add(variant, log),
    });
    const about = { testbench_sha256: testbench, design_sha256: design, configuration: configuration.key };
    return { row: strengthRow(pair(), measured), logs: logs.rows({ ...about, top: measured.top }) };
  } catch (error) {
    if (error instanceof QuarryError && error.code === 'TOP_UNKNOWN')
      return { row: unmeasuredRow(pair(), error.message), logs: [] };
    throw error;
  }
}

/** Kept: testbenches with a strength; rejected: those that no design at hand passes. */
async function outcomeOf(
  { warehouse }: StageContext,
  { total, unmeasured, added }: { total: number; unmeasured: number; added: number },
): Promise<StageOutcome> {
  const kept = await warehouse.count(
    'SELECT count(*) FROM curated.testbench_strength JOIN curated.testbenches AS t USING (testbench_sha256) WHERE t.checks',
  );
  const weak = await warehouse.count('SELECT count(*) FROM curated.testbench_strength WHERE NOT is_strong');
  const refused = total - kept - unmeasured;
  const notes = [
    ...(weak === 0 ? [] : [`${weak} of ${kept} measured testbenches are weak`]),
    ...(refused === 0 ? [] : [`${refused} could not be measured: no design at hand passes them`]),
  ];
  return { rowsIn: total, kept, rejected: total - kept, added, notes };
}
