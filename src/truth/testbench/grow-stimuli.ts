import { createRandom } from '../../core/random.ts';
import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import type { DesignInterface } from './design-interface.ts';
import { walkStateMachines } from './fsm-walk.ts';
import { type Effort, HIGHEST_EFFORT, planTestbench } from './plan-testbench.ts';
import { recordResponses, type ToolFailure } from './record-responses.ts';
import { selfCheckingText } from './self-checking-text.ts';
import type { Phase } from './stimuli.ts';
import type { MachineCoverage } from './transition-coverage.ts';

/** A design with a mistake, as its files. */
export type MutantFiles = () => readonly SourceFile[];

export interface GrowthBudget {
  /** Highest level of stimuli. */
  effort: Effort;
  /** Milliseconds after which no further level is begun. */
  milliseconds: number;
}

export interface GrownStimuli {
  phases: Phase[];
  coverage: MachineCoverage[];
  /** Mutants killed after each level. */
  killed: number[];
}

/** Rows that stay behind the last one that killed a mutant, so that a phase does not end at its edge. */
const TAIL = 8;

/**
 * Plans stimuli level by level until no mutant is left, a level kills nothing more, or the budget ends. The first
 * level stays whole; of the others only what killed something stays, up to the last step that did.
 */
export async function growStimuli(
  simulator: Simulator,
  design: DesignInterface,
  mutants: readonly MutantFiles[],
  seed: string,
  budget: GrowthBudget,
): Promise<GrownStimuli | { failure: ToolFailure }> {
  const deadline = performance.now() + budget.milliseconds;
  const base = planTestbench(design, seed, 0);
  const walk = await walkStateMachines(simulator, design, base, createRandom(`${seed}/walk`));
  const phases = walk.phase === undefined ? base : [...base, walk.phase];
  const first = await tryLevel(simulator, design, phases, mutants);
  if ('failure' in first) return first;
  let alive = first.alive;
  const killed = [mutants.length - alive.length];
  for (let effort = 1; effort <= Math.min(budget.effort, HIGHEST_EFFORT); effort += 1) {
    if (alive.length === 0 || performance.now() > deadline) break;
    const level = await tryLevel(simulator, design, planTestbench(design, seed, effort as Effort), alive);
    if ('failure' in level) break;
    phases.push(...level.useful);
    killed.push(killed.at(-1)! + alive.length - level.alive.length);
    const stopped = level.alive.length === alive.length && effort >= 2;
    alive = level.alive;
    if (stopped) break;
  }
  return { phases, coverage: walk.coverage, killed };
}

interface TriedLevel {
  alive: MutantFiles[];
  useful: Phase[];
}

async function tryLevel(
  simulator: Simulator,
  design: DesignInterface,
  phases: readonly Phase[],
  mutants: readonly MutantFiles[],
): Promise<TriedLevel | { failure: ToolFailure }> {
  const recording = await recordResponses(simulator, design, phases);
  if ('failure' in recording) return recording;
  const moduleName = 'quarry_growth_tb';
  const text = selfCheckingText(design, phases, recording.responses, {
    moduleName,
    nonce: 'growth',
    notes: [],
  });
  const testbench = [{ name: `${moduleName}.v`, text }];
  const fates = await Promise.all(
    mutants.map(async (mutant) => {
      const result = await simulator.run({ testbench, design: [...mutant()], topModules: [moduleName] });
      return killingStep(result.simulation?.log, result.simulation?.outcome, result.compile?.outcome);
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
function killingStep(
  log: string | undefined,
  outcome: string | undefined,
  compiled: string | undefined,
): number | 'alive' | 'dead' {
  if (compiled !== 'ok' || outcome !== 'ok') return 'dead';
  const steps = [...(log ?? '').matchAll(/^MISMATCH: .*?\bstep (\d+): /gm)].map((match) => Number(match[1]));
  if (steps.length > 0) return Math.min(...steps);
  return /^TEST PASSED growth$/m.test(log ?? '') ? 'alive' : 'dead';
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
