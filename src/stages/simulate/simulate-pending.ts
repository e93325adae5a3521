import { keyHash } from '../../core/content-hash.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import { openSimulator, type Simulator } from '../../eda/simulator.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { definesPackage } from '../../verilog/defines-package.ts';
import { designSideEffects } from '../../verilog/design-side-effects.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { currentConfiguration, type SimulationConfiguration } from './configuration.ts';
import { countPairs, freezePairs, type Pair } from './pending-pairs.ts';
import { simulationRow } from './simulation-row.ts';
import type { SimulateParameters } from './stage.ts';

/** Pairs whose texts are read at once, and results stored at once. */
const BATCH = 128;
/** Pairs waiting for a lane or in one. With a batch of results, this is the most that a kill can lose. */
const IN_PROGRESS = 64;

/** Simulates every pair without a result. Reading, simulating and storing overlap; memory is bounded. */
export async function simulatePending(
  context: StageContext,
  parameters: SimulateParameters,
): Promise<StageOutcome> {
  const { warehouse } = context;
  const configuration = await currentConfiguration(parameters);
  const { total, pending } = await countPairs(warehouse, configuration.key);
  await setCurrent(warehouse, 'simulate', configuration.key);
  if (pending === 0) return { rowsIn: total, kept: total, rejected: 0, added: 0, notes: [] };

  const simulator = await openSimulator({
    ...(parameters.lanes === 0 ? {} : { lanes: parameters.lanes }),
    limits: configuration.limits,
    generation: parameters.generation,
    allowUnconfined: parameters.allow_unconfined,
  });
  const stalled = new StalledWork();
  try {
    await simulateAll(context, simulator, configuration, { total, pending, stalled });
    const notes = [
      ...(simulator.sandbox === 'bubblewrap' ? [] : ['NOT CONFINED: limits only, bubblewrap was not used']),
      ...stalled.tell('simulations', context.progress),
    ];
    return { rowsIn: total, kept: total, rejected: 0, added: pending - stalled.count, notes };
  } finally {
    await simulator.close();
  }
}

async function simulateAll(
  context: StageContext,
  simulator: Simulator,
  configuration: SimulationConfiguration,
  { total, pending, stalled }: { total: number; pending: number; stalled: StalledWork },
): Promise<void> {
  const { warehouse, progress } = context;
  let done = 0;
  let results: SqlRow[] = [];
  const store = async (): Promise<void> => {
    await warehouse.append('fact.simulations', ['simulation_key'], results);
    results = [];
  };
  const work = (pair: SourcedPair): Promise<SqlRow | undefined> =>
    stalled.try(pair.rtl, simulatePair(simulator, configuration, pair));
  for await (const row of mapConcurrently(sourcedPairs(warehouse, configuration.key), IN_PROGRESS, work)) {
    if (row !== undefined) results.push(row);
    done += 1;
    progress.step({ stage: 'simulate', done, total: pending, unit: 'simulations', cached: total - pending });
    if (results.length >= BATCH) await store();
  }
  await store();
}

/** A pair with its texts. */
interface SourcedPair extends Pair {
  design: readonly BundleFile[];
  bench: readonly BundleFile[];
}

async function* sourcedPairs(warehouse: Warehouse, configuration: string): AsyncGenerator<SourcedPair> {
  const pending = await freezePairs(warehouse, configuration, BATCH);
  for await (const pairs of pending.batches()) {
    const designs = await readBundles(
      warehouse,
      pairs.map((pair) => pair.rtl),
      'design.sv',
    );
    const benches = await readBundles(
      warehouse,
      pairs.map((pair) => pair.testbench).filter(Boolean),
      'testbench.sv',
    );
    for (const pair of pairs) {
      yield { ...pair, design: designs.get(pair.rtl) ?? [], bench: benches.get(pair.testbench) ?? [] };
    }
  }
}

async function simulatePair(
  simulator: Simulator,
  configuration: SimulationConfiguration,
  pair: SourcedPair,
): Promise<SqlRow> {
  const sources = plainSources(pair.design, pair.bench);
  const { design, testbench } = sources;
  const result = await simulator.run({
    design,
    testbench,
    simulate: testbench.length > 0,
    designFirst: definesPackage(
      design.map((file) => file.text),
      JSON.parse(pair.packages ?? '[]') as string[],
    ),
  });
  const names = { testbenchNames: testbenchNames(pair) };
  const sideEffects = design.flatMap((file) => designSideEffects(file.text, names));
  const key = keyHash(pair.rtl, pair.testbench, configuration.key);
  return simulationRow({ key, configuration, pair, result, sideEffects, sources });
}

function testbenchNames({ modules, instances }: Pair): Set<string> {
  const named = JSON.parse(instances ?? '[]') as { module: string; instance: string }[];
  return new Set([...(JSON.parse(modules ?? '[]') as string[]), ...named.map(({ instance }) => instance)]);
}
