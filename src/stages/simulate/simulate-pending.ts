import { keyHash } from '../../core/content-hash.ts';
import { openSimulator, type Simulator } from '../../eda/simulator.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { designSideEffects } from '../../verilog/design-side-effects.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import { currentConfiguration, type SimulationConfiguration } from './configuration.ts';
import { countPairs, freezePairs, type Pair } from './pending-pairs.ts';
import { plainSources } from './plain-sources.ts';
import { simulationRow } from './simulation-row.ts';
import type { SimulateParameters } from './stage.ts';

/** Pairs read and results stored at once: a kill loses at most this many. */
const BATCH = 128;

/** Simulates every pair without a result. Reading, simulating and storing overlap; memory holds two batches. */
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
  try {
    const added = await simulateAll(context, simulator, configuration, { total, pending });
    const notes =
      simulator.sandbox === 'bubblewrap' ? [] : ['NOT CONFINED: limits only, bubblewrap was not used'];
    return { rowsIn: total, kept: total, rejected: 0, added, notes };
  } finally {
    await simulator.close();
  }
}

async function simulateAll(
  context: StageContext,
  simulator: Simulator,
  configuration: SimulationConfiguration,
  { total, pending }: { total: number; pending: number },
): Promise<number> {
  const { warehouse, progress } = context;
  let simulated = 0;
  let added = 0;
  let running: Promise<SqlRow[]> = Promise.resolve([]);
  const store = async (rows: SqlRow[]): Promise<void> => {
    added += await warehouse.append('fact.simulations', ['simulation_key'], rows);
  };
  const work = await freezePairs(warehouse, configuration.key, BATCH);
  for await (const pairs of work.batches()) {
    const sources = await readSources(context, pairs);
    const started = Promise.all(
      pairs.map(async (pair) => {
        const row = await simulatePair(simulator, configuration, pair, sources);
        simulated += 1;
        progress.step({
          stage: 'simulate',
          done: simulated,
          total: pending,
          unit: 'simulations',
          cached: total - pending,
        });
        return row;
      }),
    );
    // The lanes work on the new batch while the finished one is stored.
    await store(await running);
    running = started;
  }
  await store(await running);
  return added;
}

interface Sources {
  designs: Map<string, BundleFile[]>;
  testbenches: Map<string, BundleFile[]>;
}

async function readSources({ warehouse }: StageContext, pairs: readonly Pair[]): Promise<Sources> {
  const designs = await readBundles(
    warehouse,
    pairs.map((pair) => pair.rtl),
    'design.sv',
  );
  const testbenches = await readBundles(
    warehouse,
    pairs.map((pair) => pair.testbench).filter(Boolean),
    'testbench.sv',
  );
  return { designs, testbenches };
}

async function simulatePair(
  simulator: Simulator,
  configuration: SimulationConfiguration,
  pair: Pair,
  { designs, testbenches }: Sources,
): Promise<SqlRow> {
  const sources = plainSources(designs.get(pair.rtl) ?? [], testbenches.get(pair.testbench) ?? []);
  const { design, testbench } = sources;
  const result = await simulator.run({
    design,
    testbench,
    simulate: testbench.length > 0,
    designFirst: definesPackage(design, pair.packages),
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

function definesPackage(design: readonly BundleFile[], imported: string | null): boolean {
  const names = imported === null ? [] : (JSON.parse(imported) as string[]);
  return names.some((name) =>
    design.some((file) => new RegExp(`\\bpackage\\s+(automatic\\s+)?${name}\\b`).test(file.text)),
  );
}
