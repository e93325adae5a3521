import type { Random } from '../../core/random.ts';
import type { Simulator } from '../../eda/simulator.ts';
import type { DesignInterface } from './design-interface.ts';
import { constantsOf } from './phases/corner-phase.ts';
import { apply, vectorOf } from './phases/input-vectors.ts';
import { recordResponses } from './record-responses.ts';
import type { Phase, Step } from './stimuli.ts';
import {
  type MachineCoverage,
  type StateStep,
  stateSteps,
  transitionCoverage,
} from './transition-coverage.ts';
import { randomBits } from './value-stream.ts';

/** Rounds of the search: each can reach states that the one before discovered. */
const ROUNDS = 5;
/** Trials for a state in one round, and the steps that all of a state's trials may take together. */
const TRIALS = 48;
const STEPS_PER_STATE = 1_500;

export interface FsmWalk {
  /** Undefined when nothing had to be added, or nothing could be found. */
  phase: Phase | undefined;
  coverage: MachineCoverage[];
}

/**
 * Looks for the transitions that stimuli did not take. The shortest known way from a reset to a transition's source
 * is replayed, followed by one more cycle with other inputs, many times; what takes something new is kept. Designs
 * without a reset are left to longer random stimuli: there is no way back to a known state.
 */
export async function walkStateMachines(
  simulator: Simulator,
  design: DesignInterface,
  phases: readonly Phase[],
  random: Random,
): Promise<FsmWalk> {
  const known = await observe(simulator, design, phases);
  const kept: Step[][] = [];
  for (let round = 0; round < ROUNDS && design.resets.length > 0; round += 1) {
    const trials = planTrials(design, known, random);
    if (trials.length === 0) break;
    const tried = await observe(simulator, design, trials);
    kept.push(...usefulTrials(design, known, tried));
    known.steps.push(...tried.steps.map((step) => ({ ...step, phase: step.phase + known.phases.length })));
    known.phases.push(...trials);
  }
  const title = 'Walk over state transitions that the stimuli before did not take';
  return {
    phase: kept.length === 0 ? undefined : { title, steps: kept.flat() },
    coverage: transitionCoverage(design, known.steps),
  };
}

interface Observed {
  phases: Phase[];
  steps: StateStep[];
}

async function observe(
  simulator: Simulator,
  design: DesignInterface,
  phases: readonly Phase[],
): Promise<Observed> {
  const watched = design.machines.map((machine) => machine.path);
  const recording = await recordResponses(simulator, design, phases, watched);
  // A state that cannot be looked at (a path inside of a generate block) leaves coverage unknown, nothing worse.
  const steps = 'failure' in recording ? [] : stateSteps(design, phases, recording.responses);
  return { phases: [...phases], steps };
}

/** For each state with transitions left, its shortest way and one more cycle, a phase a trial. */
function planTrials(design: DesignInterface, known: Observed, random: Random): Phase[] {
  return transitionCoverage(design, known.steps).flatMap(({ machine, taken }, at) => {
    const missing = machine.transitions.filter(({ from, to }) => !taken.has(`${from}>${to}`));
    return [...new Set(missing.map(({ from }) => from))].flatMap((state) => {
      const way = shortestWay(known, at, state);
      if (way === undefined) return [];
      const trials = Math.max(4, Math.min(TRIALS, Math.floor(STEPS_PER_STATE / (way.length + 1))));
      return Array.from({ length: trials }, () => ({
        title: `${machine.path} from ${state}`,
        steps: [...way, trialStep(design, way.at(-1), random)],
      }));
    });
  });
}

/** Steps from the start of a phase, where every reset was given, to the first time that the state is held. */
function shortestWay(known: Observed, machine: number, state: string): Step[] | undefined {
  let best: StateStep | undefined;
  for (const step of known.steps) {
    if (step.after[machine] === state && (best === undefined || step.at < best.at)) best = step;
  }
  return best === undefined ? undefined : [...known.phases[best.phase]!.steps.slice(0, best.at + 1)];
}

/** One more cycle: other inputs altogether, or the last ones with one input changed. */
function trialStep(design: DesignInterface, last: Step | undefined, random: Random): Step {
  const clock = last !== undefined && 'clock' in last ? last.clock : 0;
  const changed = random.integer(0, Math.max(0, design.inputs.length - 1));
  const keep = last !== undefined && 'inputs' in last && random.chance(0.4);
  const inputs = vectorOf(design, (at, bits) =>
    keep && at !== changed ? last.inputs[at]! : trialValue(design, bits, random),
  );
  return apply(design, inputs, clock);
}

function trialValue(design: DesignInterface, bits: number, random: Random): bigint {
  const constants = constantsOf(design, bits);
  if (bits > 1 && constants.length > 0 && random.chance(0.4)) {
    return constants[random.integer(0, constants.length - 1)]!;
  }
  return randomBits(random, bits);
}

/** The trials that took a transition which nothing before them took. */
function usefulTrials(design: DesignInterface, known: Observed, tried: Observed): Step[][] {
  const taken = transitionCoverage(design, known.steps).map((one) => one.taken);
  return tried.phases.flatMap((phase, at) => {
    const steps = tried.steps.filter((step) => step.phase === at);
    const news = transitionCoverage(design, steps).map((one, machine) =>
      [...one.taken].filter((edge) => !taken[machine]!.has(edge)),
    );
    news.forEach((edges, machine) => {
      for (const edge of edges) taken[machine]!.add(edge);
    });
    return news.some((edges) => edges.length > 0) ? [[...phase.steps]] : [];
  });
}
