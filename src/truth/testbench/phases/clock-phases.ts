import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase, Step } from '../stimuli.ts';
import { randomBits } from '../value-stream.ts';
import { restingVector, vectorOf, withResets } from './input-vectors.ts';
import { resetSequence } from './reset-phases.ts';

/** Half periods of clocks that have nothing to do with each other: pairwise without a common divisor. */
const HALF_PERIODS = [5, 7, 3, 11, 13, 17] as const;

export interface ActiveLevelPhase {
  cycles: number;
  /** Chance of an input to stay as it is from one half of a cycle to the next: designs that count get somewhere. */
  held: number;
  /** Chance of a reset in a cycle, asserted and released while the clock is active. */
  resets: number;
}

/** Inputs change while a clock is active: only what listens to the level or to the other edge may notice. */
export function activeLevelPhase(
  design: DesignInterface,
  random: Random,
  { cycles, held, resets }: ActiveLevelPhase,
): Phase {
  const steps: Step[] = resetSequence(design, 2);
  let before = restingVector(design);
  const next = (): InputVector => {
    before = vectorOf(design, (at, bits) =>
      held > 0 && random.chance(held) ? before[at]! : randomBits(random, bits),
    );
    return before;
  };
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const clock = cycle % design.clocks.length;
    steps.push({ kind: 'settle', inputs: next() }, { kind: 'level', clock, active: true });
    if (resets > 0 && design.resets.length > 0 && random.chance(resets))
      steps.push({ kind: 'settle', inputs: withResets(design, before, () => true) });
    steps.push({ kind: 'settle', inputs: next() }, { kind: 'level', clock, active: false });
  }
  return { title: 'Inputs change while a clock is active', steps };
}

/** Several clocks with unrelated periods, each edge at its own time. */
export function overlappingClocksPhase(design: DesignInterface, random: Random, edges: number): Phase {
  const steps: Step[] = resetSequence(design, 2);
  const active = design.clocks.map(() => false);
  const due = design.clocks.map((_, clock) => halfPeriod(clock) + clock);
  for (let edge = 0; edge < edges; edge += 1) {
    const clock = due.indexOf(Math.min(...due));
    if (random.chance(0.6)) steps.push({ kind: 'settle', inputs: noise(design, random) });
    active[clock] = !active[clock];
    steps.push({ kind: 'level', clock, active: active[clock] });
    due[clock] = due[clock]! + halfPeriod(clock);
  }
  active.forEach((isActive, clock) => {
    if (isActive) steps.push({ kind: 'level', clock, active: false });
  });
  return { title: 'Clocks with unrelated periods', steps };
}

function halfPeriod(clock: number): number {
  return HALF_PERIODS[clock % HALF_PERIODS.length]!;
}

function noise(design: DesignInterface, random: Random) {
  return vectorOf(design, (_, bits) => randomBits(random, bits));
}
