import { QuarryError } from '../../core/errors.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import { openSimulator, type Simulator } from '../../eda/simulator.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { type PreparedReference, prepareReference } from '../../truth/compare/compare-designs.ts';
import { countSteps } from '../../truth/testbench/stimuli.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { type ComparisonRows, comparisonRows } from './comparison-rows.ts';
import { type CompareParameters, currentConfiguration } from './configuration.ts';
import { countPairs, type DesignPair, freezePairs } from './pending-pairs.ts';

/** Pairs whose texts are read at once, and comparisons stored at once. */
const BATCH = 64;
/** Pairs waiting for a lane or in one. */
const IN_PROGRESS = 16;

/** Runs every answer without a comparison beside the reference of its problem. */
export async function comparePending(
  context: StageContext,
  parameters: CompareParameters,
): Promise<StageOutcome> {
  const { warehouse } = context;
  if (!parameters.enabled)
    return { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: ['not compared: not enabled'] };
  const configuration = await currentConfiguration(parameters);
  const { total, pending } = await countPairs(warehouse, configuration);
  await setCurrent(warehouse, 'compare', configuration);
  const stalled = new StalledWork();
  if (pending > 0) await compareAll(context, parameters, configuration, { total, pending, stalled });
  const unusable = await countUnusable(warehouse, configuration);
  return {
    rowsIn: total,
    kept: total - unusable,
    rejected: unusable,
    added: pending - stalled.count,
    notes: [
      ...(unusable === 0 ? [] : [`${unusable} of ${total} designs have a reference that cannot be tried`]),
      ...stalled.tell('comparisons', context.progress),
    ],
  };
}

async function compareAll(
  { warehouse, progress }: StageContext,
  parameters: CompareParameters,
  configuration: string,
  { total, pending, stalled }: { total: number; pending: number; stalled: StalledWork },
): Promise<void> {
  const { lanes, allow_unconfined: allowUnconfined, seed } = parameters;
  const simulator = await openSimulator({ ...(lanes === 0 ? {} : { lanes }), allowUnconfined });
  let done = 0;
  let results: ComparisonRows[] = [];
  const store = async (): Promise<void> => {
    await storeRows(warehouse, results);
    results = [];
  };
  const work = (pair: SourcedPair): Promise<ComparisonRows | undefined> =>
    stalled.try(pair.rtl, comparePair(simulator, configuration, pair));
  try {
    const pairs = sourcedPairs(warehouse, simulator, { configuration, seed });
    for await (const rows of mapConcurrently(pairs, IN_PROGRESS, work)) {
      if (rows !== undefined) results.push(rows);
      done += 1;
      progress.step({ stage: 'compare', done, total: pending, unit: 'designs', cached: total - pending });
      if (results.length >= BATCH) await store();
    }
    await store();
  } finally {
    await simulator.close();
  }
}

/** Signals first: a comparison counts as made when its own row stands. */
async function storeRows(warehouse: Warehouse, rows: readonly ComparisonRows[]): Promise<void> {
  await warehouse.transaction(async () => {
    const signals = rows.flatMap((one) => one.signals);
    await warehouse.append('fact.signal_verdicts', ['comparison_key', 'position'], signals);
    await warehouse.append(
      'fact.comparisons',
      ['comparison_key'],
      rows.map((one) => one.comparison),
    );
  });
}

async function countUnusable(warehouse: Warehouse, configuration: string): Promise<number> {
  return warehouse.count(
    "SELECT count(*) FROM fact.comparisons WHERE configuration = ? AND outcome = 'reference_unusable'",
    [configuration],
  );
}

type Prepared = PreparedReference | { unusable: string };

/** A pair with the texts of its answer and its reference made ready. */
interface SourcedPair extends DesignPair {
  design: readonly BundleFile[];
  prepared: Promise<Prepared>;
}

async function* sourcedPairs(
  warehouse: Warehouse,
  simulator: Simulator,
  { configuration, seed }: { configuration: string; seed: string },
): AsyncGenerator<SourcedPair> {
  const pending = await freezePairs(warehouse, configuration, BATCH);
  let last: { name: string; prepared: Promise<Prepared> } | undefined;
  for await (const pairs of pending.batches()) {
    const names = pairs.flatMap(({ rtl, reference }) => [rtl, reference]);
    const bundles = await readBundles(warehouse, names, 'design.sv');
    for (const pair of pairs) {
      if (last?.name !== pair.reference) {
        const files = bundles.get(pair.reference) ?? [];
        last = { name: pair.reference, prepared: prepareOrNot(simulator, files, seed) };
      }
      yield { ...pair, design: bundles.get(pair.rtl) ?? [], prepared: last.prepared };
    }
  }
}

async function prepareOrNot(
  simulator: Simulator,
  files: readonly BundleFile[],
  seed: string,
): Promise<Prepared> {
  try {
    return await prepareReference(simulator, { files: plainSources(files, []).design }, { seed });
  } catch (error) {
    if (error instanceof QuarryError && error.code === 'REFERENCE_UNUSABLE')
      return { unusable: error.message };
    throw error;
  }
}

async function comparePair(
  simulator: Simulator,
  configuration: string,
  { rtl, reference, design, prepared }: SourcedPair,
): Promise<ComparisonRows> {
  const ready = await prepared;
  const about = { pair: { rtl, reference }, configuration, tool: simulator.tool, sandbox: simulator.sandbox };
  if ('unusable' in ready) return comparisonRows({ ...about, cycles: 0, result: ready });
  const result = await ready.compare(plainSources(design, []).design);
  return comparisonRows({ ...about, cycles: countSteps(ready.phases), result });
}
