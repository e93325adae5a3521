import { inBatches } from '../core/in-batches.ts';
import { mapConcurrently } from '../core/map-concurrently.ts';
import type { SimulationResult, Simulator, SourceFile } from '../eda/simulator.ts';
import type { DesignMutant } from './design-mutants.ts';
import { type MarkedDesign, markDesign } from './marked-mutants.ts';
import type { StubDesign } from './stubs.ts';
import type { TestbenchJudge } from './testbench-judge.ts';

/** A design with something wrong in it: one mistake, or everything. */
export type Variant = { mutant: DesignMutant } | { stub: StubDesign };

/** Survived: the testbench let it pass. Invalid: it does not compile, so it says nothing of the testbench. */
export type Fate = 'killed' | 'survived' | 'invalid';

/** What variants are tried with. */
export interface Trial {
  simulator: Simulator;
  testbench: TestbenchJudge;
  /** Ids of mutants that are known to be killed. */
  killed?: ReadonlySet<string> | undefined;
  /** Is told what each variant that was rejected made the testbench print. */
  onRejected?: ((variant: Variant, log: string) => void) | undefined;
}

/** What becomes of one variant. A mutant is killed by any verdict but a pass. */
export async function fateOf(trial: Trial, design: SourceFile[], variant: Variant): Promise<Fate> {
  const result = await trial.simulator.run(trial.testbench.job(design));
  return judgedFate(trial, design, variant, result);
}

function judgedFate(
  { testbench, onRejected }: Trial,
  design: SourceFile[],
  variant: Variant,
  result: SimulationResult,
): Fate {
  const { verdict, failure } = testbench.judge(result, design);
  if (verdict === 'pass') return 'survived';
  if (verdict === 'compile_fail' || verdict === 'harness_fault' || failure?.stage === 'harness')
    return 'invalid';
  if (result.simulation?.outcome === 'ok') onRejected?.(variant, result.simulation.log);
  return 'killed';
}

/** Jobs that wait or run; the simulator hands them to its lanes. */
const IN_PROGRESS = 16;
/** Mutants that are compiled at once; a testbench and design of more characters than their share leave no gain. */
const TOGETHER = 16;
const CHARACTERS = 256 * 1024;

/** What becomes of each mutant of a design, in their order, whichever ends first. */
export async function fatesOf(
  trial: Trial,
  design: readonly SourceFile[],
  mutants: readonly DesignMutant[],
): Promise<Fate[]> {
  const known = mutants.filter(({ id }) => trial.killed?.has(id));
  const fates = new Map<DesignMutant, Fate>(known.map((mutant) => [mutant, 'killed']));
  const open = mutants.filter((mutant) => !fates.has(mutant));
  const alone = await tryJointly(trial, design, open, fates);
  const work = async (mutant: DesignMutant): Promise<void> => {
    fates.set(mutant, await fateOf(trial, mutant.design(), { mutant }));
  };
  for await (const _ of mapConcurrently(alone, IN_PROGRESS, work));
  return mutants.map((mutant) => fates.get(mutant) ?? 'invalid');
}

/** Tries many mutants a compile, and gives those that must be tried one by one. */
async function tryJointly(
  trial: Trial,
  design: readonly SourceFile[],
  mutants: readonly DesignMutant[],
  fates: Map<DesignMutant, Fate>,
): Promise<DesignMutant[]> {
  const { testbench, design: files, designFirst } = trial.testbench.job([...design]);
  const size = [...testbench, ...files].reduce((sum, { text }) => sum + text.length, 0);
  const together = Math.min(TOGETHER, Math.floor(CHARACTERS / size));
  const marked = designFirst === true || together < 2 ? undefined : markDesign(testbench, design);
  if (marked === undefined) return [...mutants];
  const alone: DesignMutant[] = [];
  const work = async (some: DesignMutant[]): Promise<void> => {
    alone.push(...(await tryBatch(trial, marked, some, fates)));
  };
  for await (const _ of mapConcurrently(inBatches(mutants, together), IN_PROGRESS / 4, work));
  return alone;
}

async function tryBatch(
  trial: Trial,
  marked: MarkedDesign,
  mutants: readonly DesignMutant[],
  fates: Map<DesignMutant, Fate>,
): Promise<readonly DesignMutant[]> {
  const designs = mutants.map(marked.mutant);
  const fitting = mutants.filter((_, at) => designs[at] !== undefined);
  const results = await trial.simulator.runJointly({
    testbench: marked.testbench,
    designs: designs.filter((design) => design !== undefined),
    marker: marked.marker,
  });
  if (results === undefined) return mutants;
  for (const [at, mutant] of fitting.entries())
    fates.set(mutant, judgedFate(trial, mutant.design(), { mutant }, results[at]!));
  return mutants.filter((mutant) => !fates.has(mutant));
}
