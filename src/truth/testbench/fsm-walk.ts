import type { Random } from '../../core/random.ts';
import type { Simulator } from '../../eda/simulator.ts';
import type { DesignInterface } from './design-interface.ts';
import { constantsOf } from './phases/corner-phase.ts';
import { apply, restingVector, vectorOf } from './phases/input-vectors.ts';
import { randomSegment } from './phases/random-phase.ts';
import { drawWaitNearConstant, waitsAroundConstants } from './phases/wait-lengths.ts';
import { recordResponses } from './record-responses.ts';
import type { Phase, Step } from './stimuli.ts';
import { type StateStep, stateSteps, transitionCoverage } from './transition-coverage.ts';
import { randomBits } from './value-stream.ts';

/** Rounds of the search: each can reach states that the one before discovered. */
const ROUNDS = 8;
/** Trials for a state in one round, and the steps that all of a state's trials may take together. */
const TRIALS = 48;
const STEPS_PER_STATE = 1_500;

/** Steps behind each transition of the tour: what a wrong next state does is seen only later. */
const TAIL = 12;
/** Tails behind one transition, and the rows that the whole tour may take. */
const MOST_TAILS = 6;
const TOUR_STEPS = 1_200;
/** Rows that timed walks may take, and the constants that may be what a timer counts to. */
const TIMED_STEPS = 1_500;
const LEAST_TIMER = 8;
const MOST_WAIT = 300;

/**
 * Looks for the transitions that stimuli did not take, then walks every transition that was found: the shortest known
 * way from a reset to its source, the inputs that take it, and several tails of other inputs behind it. A missing
 * transition is looked for by replaying the way to its source with one more cycle of other inputs, many times.
 * Designs without a reset are left to longer random stimuli: there is no way back to a known state.
 */
export async function walkStateMachines(
  simulator: Simulator,
  design: DesignInterface,
  phases: readonly Phase[],
  random: Random,
): Promise<Phase[]> {
  if (design.machines.length === 0 || design.resets.length === 0) return [];
  const known = await observe(simulator, design, phases);
  for (let round = 0; round < ROUNDS; round += 1) {
    const trials = planTrials(design, known, random);
    if (trials.length === 0) break;
    const tried = await observe(simulator, design, trials);
    const useful = usefulTrials(design, known, tried);
    known.steps.push(...useful.steps.map((step) => ({ ...step, phase: step.phase + known.phases.length })));
    known.phases.push(...useful.phases);
  }
  return [...tourPhases(design, known, random), ...timedPhases(design, known, random)];
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
        steps: [...way, ...waitSteps(design, way.at(-1), random), trialStep(design, way.at(-1), random)],
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

/** Every fourth trial the state is kept for a while by the inputs that led to it: timers decide some transitions. */
function waitSteps(design: DesignInterface, last: Step | undefined, random: Random): Step[] {
  if (last?.kind !== 'cycle' || random.chance(0.75)) return [];
  const wait = drawWaitNearConstant(design, random, MOST_WAIT) ?? random.integer(1, 12);
  return Array.from({ length: wait }, () => last);
}

function trialValue(design: DesignInterface, bits: number, random: Random): bigint {
  const constants = constantsOf(design, bits);
  if (bits > 1 && constants.length > 0 && random.chance(0.4)) {
    return constants[random.integer(0, constants.length - 1)]!;
  }
  return randomBits(random, bits);
}

/** The shortest trials that took a transition which nothing before them took: later ways begin with them. */
function usefulTrials(design: DesignInterface, known: Observed, tried: Observed): Observed {
  const taken = transitionCoverage(design, known.steps).map((one) => one.taken);
  const useful: Observed = { phases: [], steps: [] };
  const shortestFirst = tried.phases
    .map((phase, at) => ({ phase, at }))
    .toSorted((a, b) => a.phase.steps.length - b.phase.steps.length);
  for (const { phase, at } of shortestFirst) {
    const steps = tried.steps.filter((step) => step.phase === at);
    const news = transitionCoverage(design, steps).map((one, machine) =>
      [...one.taken].filter((edge) => !taken[machine]!.has(edge)),
    );
    if (news.every((edges) => edges.length === 0)) continue;
    news.forEach((edges, machine) => {
      for (const edge of edges) taken[machine]!.add(edge);
    });
    useful.steps.push(...steps.map((step) => ({ ...step, phase: useful.phases.length })));
    useful.phases.push(phase);
  }
  return useful;
}

/** A phase a machine: every transition that was ever taken, each with its tails. */
function tourPhases(design: DesignInterface, known: Observed, random: Random): Phase[] {
  return transitionCoverage(design, known.steps).flatMap(({ machine, taken }, at) => {
    const ways = [...taken]
      .map((edge) => wayThrough(known, at, edge))
      .toSorted((a, b) => a.length - b.length);
    const rows = ways.reduce((sum, way) => sum + way.length + TAIL, 0);
    const tails = Math.max(1, Math.min(MOST_TAILS, Math.floor(TOUR_STEPS / Math.max(1, rows))));
    const steps: Step[] = [];
    for (const way of ways) {
      if (steps.length > TOUR_STEPS) break;
      for (let tail = 0; tail < tails; tail += 1)
        steps.push(...way, ...tailSteps(design, way.at(-1)!, random));
    }
    const title = `Walk over ${taken.size} of ${machine.transitions.length} transitions of ${machine.path}`;
    return steps.length === 0 ? [] : [{ title, steps }];
  });
}

/**
 * A phase a machine: every state, kept for about as many cycles as each constant of the design says by the inputs that
 * led to it, and a tail. Nothing for designs without such a constant.
 */
function timedPhases(design: DesignInterface, known: Observed, random: Random): Phase[] {
  const waits = waitsAroundConstants(design, LEAST_TIMER, MOST_WAIT);
  return transitionCoverage(design, known.steps).flatMap(({ machine, states }, at) => {
    const steps: Step[] = [];
    for (const wait of waits) {
      for (const state of states) {
        const way = shortestWay(known, at, state);
        const last = way?.at(-1);
        if (way === undefined || last?.kind !== 'cycle' || steps.length > TIMED_STEPS) continue;
        const kept = Array.from({ length: wait }, () => last);
        steps.push(...way, ...kept, ...tailSteps(design, last, random));
      }
    }
    const title = `States of ${machine.path} kept for as long as constants of the design say`;
    return steps.length === 0 ? [] : [{ title, steps }];
  });
}

/** Steps from the start of a phase through the first time that the transition is taken, the shortest such. */
function wayThrough(known: Observed, machine: number, edge: string): Step[] {
  let best: StateStep | undefined;
  for (const step of known.steps) {
    const isTaken = `${step.before[machine]}>${step.after[machine]}` === edge;
    if (isTaken && (best === undefined || step.at < best.at)) best = step;
  }
  return best === undefined ? [] : [...known.phases[best.phase]!.steps.slice(0, best.at + 1)];
}

function tailSteps(design: DesignInterface, last: Step, random: Random): Step[] {
  const start = 'inputs' in last ? last.inputs : restingVector(design);
  const clock = 'clock' in last ? last.clock : 0;
  return randomSegment(design, random, start, TAIL).map((inputs) => apply(design, inputs, clock));
}
