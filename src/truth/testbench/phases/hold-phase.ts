import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase, Step } from '../stimuli.ts';
import { randomBits } from '../value-stream.ts';
import { apply, vectorOf } from './input-vectors.ts';
import { clockOf, resetSequence } from './reset-phases.ts';
import { drawWaitNearConstant } from './wait-lengths.ts';

/** Cycles that are written out after a hold, where a counter may be about to wrap. */
const FOLLOWED = 6;

/**
 * Long holds: counters wrap, timers run out, shift registers fill. Each begins after a reset with single-bit inputs
 * at levels drawn so that every combination of up to four of them comes, and others at corners.
 */
export function holdPhase(design: DesignInterface, random: Random, holds: number, cycles: number): Phase {
  const bitInputs = design.inputs.flatMap((input, at) =>
    input.bits === 1 && input.role === 'data' ? [at] : [],
  );
  const steps: Step[] = resetSequence(design, 2);
  for (let hold = 0; hold < holds; hold += 1) {
    const levels =
      holds >= 2 ** bitInputs.length ? hold : random.integer(0, 2 ** Math.min(30, bitInputs.length) - 1);
    const inputs: InputVector = vectorOf(design, (at, bits) => {
      const place = bitInputs.indexOf(at);
      if (place >= 0) return BigInt((levels >> place) & 1);
      return random.chance(0.5) ? randomBits(random, bits) : (1n << BigInt(bits)) - 1n;
    });
    const clock = clockOf(design, random);
    if (hold > 0 && random.chance(0.5)) steps.push(...resetSequence(design, 1));
    const timed = random.chance(0.5) ? drawWaitNearConstant(design, random, cycles) : undefined;
    const length = timed ?? random.integer(Math.ceil(cycles / 2), cycles);
    steps.push({ kind: 'hold', clock, inputs, cycles: length });
    for (let cycle = 0; cycle < FOLLOWED; cycle += 1) {
      steps.push(
        apply(
          design,
          vectorOf(design, (_, bits) => randomBits(random, bits)),
          clock,
        ),
      );
    }
  }
  return { title: `${holds} holds of up to ${cycles} cycles`, steps };
}
