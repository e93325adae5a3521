import type { DesignInterface, StateMachine } from './design-interface.ts';
import type { Responses } from './record-responses.ts';
import { type Phase, type Step, sampleCount } from './stimuli.ts';

/** What of one state machine some stimuli reached. Transitions are written `from>to`. */
export interface MachineCoverage {
  machine: StateMachine;
  states: Set<string>;
  taken: Set<string>;
}

/** A step with the states of every machine before and after it; undefined where no known state was held. */
export interface StateStep {
  phase: number;
  /** Place in its phase. */
  at: number;
  step: Step;
  before: (string | undefined)[];
  after: (string | undefined)[];
}

/** The states that each cycle led from and to, from responses recorded with the machines' paths as `watched`. */
export function stateSteps(
  design: DesignInterface,
  phases: readonly Phase[],
  responses: Responses,
): StateStep[] {
  const names = design.machines.map(
    (machine) => new Map(machine.states.map(({ name, value }) => [value, name])),
  );
  const statesAt = (sample: number): (string | undefined)[] =>
    names.map((known, at) => {
      const value = responses.watched[sample]?.[at];
      return value === null || value === undefined ? undefined : known.get(value);
    });
  const steps: StateStep[] = [];
  let sample = 0;
  phases.forEach((phase, phaseAt) => {
    phase.steps.forEach((step, at) => {
      const last = sample + sampleCount(step) - 1;
      if (step.kind === 'cycle') {
        steps.push({ phase: phaseAt, at, step, before: statesAt(sample), after: statesAt(last) });
      }
      sample = last + 1;
    });
  });
  return steps;
}

/** Coverage of each machine over the steps. */
export function transitionCoverage(design: DesignInterface, steps: readonly StateStep[]): MachineCoverage[] {
  return design.machines.map((machine, at) => {
    const wanted = new Set(machine.transitions.map(({ from, to }) => `${from}>${to}`));
    const states = new Set<string>();
    const taken = new Set<string>();
    for (const { before, after } of steps) {
      const [from, to] = [before[at], after[at]];
      if (to !== undefined) states.add(to);
      if (from === undefined || to === undefined) continue;
      states.add(from);
      if (wanted.has(`${from}>${to}`)) taken.add(`${from}>${to}`);
    }
    return { machine, states, taken };
  });
}
