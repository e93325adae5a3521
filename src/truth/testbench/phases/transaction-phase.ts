import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { Phase, Step } from '../stimuli.ts';
import { randomBits } from '../value-stream.ts';
import { constantsOf } from './corner-phase.ts';
import { apply, vectorOf } from './input-vectors.ts';
import { clockOf, resetSequence } from './reset-phases.ts';
import { drawWaitNearConstant } from './wait-lengths.ts';

/** Cycles that a transaction is left alone: from handshakes that answer at once to engines that compute for long. */
const WAITS = [1, 2, 3, 5, 12, 40, 80] as const;

/** Longer waits are left to holds. */
const MOST_WAIT = 300;

/**
 * Transactions: data is put up and held, one control input (a request, a start, an enable) is raised for one cycle or
 * kept, and the design is left alone for a while. Random inputs rarely leave a design alone for long enough.
 */
export function transactionPhase(design: DesignInterface, random: Random, count: number): Phase | undefined {
  const controls = design.inputs.flatMap((input, at) =>
    input.role === 'data' && input.bits === 1 ? [at] : [],
  );
  if (controls.length === 0 || design.clocks.length === 0) return undefined;
  const requests = new Set(design.handshakes.map(({ request }) => request));
  const asked = controls.filter((at) => requests.has(design.inputs[at]!.name));
  const steps: Step[] = resetSequence(design, 2);
  for (let transaction = 0; transaction < count; transaction += 1) {
    const timed = random.chance(0.5) ? drawWaitNearConstant(design, random, MOST_WAIT) : undefined;
    const wait = timed ?? random.pick(WAITS);
    const candidates = asked.length > 0 && random.chance(0.7) ? asked : controls;
    const control = candidates[random.integer(0, candidates.length - 1)]!;
    // The other controls rest at one level: an enable or a ready that must be there, a load that must not.
    const rest = random.integer(0, 2);
    const keep = random.chance(0.3);
    const base = vectorOf(design, (at, bits) => {
      if (bits > 1) return dataValue(design, random, bits);
      return controls.includes(at) && rest < 2 ? BigInt(rest) : randomBits(random, 1);
    });
    const level = (value: 0 | 1) => base.map((other, at) => (at === control ? BigInt(value) : other));
    const clock = clockOf(design, random);
    const raised = random.chance(0.75) ? 1 : 0;
    steps.push(apply(design, level(raised), clock));
    const kept = keep ? raised : raised === 1 ? 0 : 1;
    for (let cycle = 0; cycle < wait; cycle += 1) steps.push(apply(design, level(kept), clock));
  }
  return { title: `${count} transactions: one control raised, data held, then left alone`, steps };
}

function dataValue(design: DesignInterface, random: Random, bits: number): bigint {
  const constants = constantsOf(design, bits);
  if (constants.length > 0 && random.chance(0.3)) return constants[random.integer(0, constants.length - 1)]!;
  return randomBits(random, bits);
}
