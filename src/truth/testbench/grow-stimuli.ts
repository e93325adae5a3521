import { createRandom } from '../../core/random.ts';
import type { SimulationResult, Simulator, SourceFile } from '../../eda/simulator.ts';
import type { DesignMutant } from '../design-mutants.ts';
import type { DesignInterface } from './design-interface.ts';
import { simulateFaults } from './fault-simulation.ts';
import { walkStateMachines } from './fsm-walk.ts';
import { type Effort, planTestbench } from './plan-testbench.ts';
import { recordResponses, type ToolFailure } from './record-responses.ts';
import { selfCheckingText } from './self-checking-text.ts';
import type { Phase } from './stimuli.ts';

export interface GrowthTools {
  /** Runs the reference. */
  simulator: Simulator;
  /** Runs mutants; may give up on them early. */
  quick: Simulator;
  /** True when a mutant is proved to be the same design: then no stimuli can kill it. */
  isSame: (mutant: SourceFile[]) => Promise<boolean>;
}

export interface GrowthBudget {
  /** Highest level of stimuli. */
  effort: Effort;
  /** Milliseconds after which no further level is begun. */
  milliseconds: number;
}

/** Rows that stay behind the last one that killed a mutant, so that a phase does not end at its edge. */
const TAIL = 8;

/** CPU time of the reference under a level above which the level is left out, in ms: mutants would run as long. */
const SLOW_MS = 1_000;

/**
 * Plans stimuli level by level until no mutant is left that can be killed, a long level kills nothing more, or the budget
 * ends. The first level stays whole; of the others only what killed something stays, up to the last step that did.
 */
export async function growStimuli(
  tools: GrowthTools,
  design: DesignInterface,
  mutants: readonly DesignMutant[],
  seed: string,
  budget: GrowthBudget,
): Promise<{ phases: Phase[] } | { failure: ToolFailure }> {
  const deadline = performance.now() + budget.milliseconds;
  const base = planTestbench(design, seed, 0);
  const walk = await walkStateMachines(tools.simulator, design, base, createRandom(`${seed}/walk`));
  const phases = [...base, ...walk];
  const first = await tryLevel(tools, design, phases, mutants);
  if ('failure' in first) return first;
  let alive = first.alive;
  let rising = true;
  for (let effort = 1; effort <= budget.effort && alive.length > 0 && rising; effort += 1) {
    if (effort === 2) alive = await withoutSame(tools, alive);
    if (performance.now() > deadline) break;
    const level = await tryLevel(tools, design, planTestbench(design, seed, effort as Effort), alive);
    if ('failure' in level) break;
    phases.push(...level.useful);
    rising = effort === 1 || level.alive.length < alive.length;
    alive = level.alive;
  }
  return { phases };
}

/** Longer stimuli are dear, so what nothing can kill is found out before them. */
async function withoutSame(
  { isSame }: GrowthTools,
  mutants: readonly DesignMutant[],
): Promise<DesignMutant[]> {
  const same = await Promise.all(mutants.map((mutant) => isSame(mutant.design())));
  return mutants.filter((_, at) => !same[at]);
}

interface TriedLevel {
  alive: DesignMutant[];
  useful: Phase[];
}

async function tryLevel(
  { simulator, quick }: GrowthTools,
  design: DesignInterface,
  phases: readonly Phase[],
  mutants: readonly DesignMutant[],
): Promise<TriedLevel | { failure: ToolFailure }> {
  const recording = await recordResponses(simulator, design, phases);
  if ('failure' in recording) return recording;
  if (recording.cpuMs > SLOW_MS) return { alive: [...mutants], useful: [] };
  const moduleName = 'quarry_growth_tb';
  const text = selfCheckingText(design, phases, recording.responses, {
    moduleName,
    nonce: 'growth',
    notes: [],
  });
  const testbench = [{ name: `${moduleName}.v`, text }];
  const together = await simulateFaults(quick, design, { phases, ...recording }, mutants);
  const fates = await Promise.all(
    mutants.map(async (mutant) => {
      const step = together.get(mutant);
      if (step !== undefined) return step ?? 'alive';
      return killingStep(await quick.run({ testbench, design: mutant.design(), topModules: [moduleName] }));
    }),
  );
  return {
    alive: mutants.filter((_, at) => fates[at] === 'alive'),
    useful: cutPhases(
      phases,
      fates.filter((fate) => typeof fate === 'number'),
    ),
  };
}

/** The step that killed a mutant, from 1; `dead` where none is told (it does not compile, or never ends). */
function killingStep({ compile, simulation }: SimulationResult): number | 'alive' | 'dead' {
  if (compile?.outcome !== 'ok' || simulation?.outcome !== 'ok') return 'dead';
  const steps = [...simulation.log.matchAll(/^MISMATCH: .*?\bstep (\d+): /gm)].map(([, step]) =>
    Number(step),
  );
  if (steps.length > 0) return Math.min(...steps);
  return /^TEST PASSED growth$/m.test(simulation.log) ? 'alive' : 'dead';
}

/** The phases that hold a killing step, each cut behind its last one. */
function cutPhases(phases: readonly Phase[], steps: readonly number[]): Phase[] {
  let first = 1;
  return phases.flatMap(({ title, steps: all }) => {
    const begin = first;
    first += all.length;
    const last = Math.max(...steps.filter((step) => step >= begin && step < first), 0);
    return last === 0 ? [] : [{ title, steps: all.slice(0, last - begin + 1 + TAIL) }];
  });
}
