import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase, Step } from '../stimuli.ts';
import { cornerValues, randomBits } from '../value-stream.ts';
import { apply, vectorOf } from './input-vectors.ts';
import { clockOf, resetSequence } from './reset-phases.ts';

/**
 * Each input walks through its corners (zero, all ones, one-hot, one-cold, alternating, extremes) before resting
 * backgrounds of zeros, ones and noise; at most `limit` steps, drawn evenly.
 */
export function cornerPhase(design: DesignInterface, random: Random, limit: number): Phase {
  const backgrounds: ((bits: number) => bigint)[] = [
    () => 0n,
    (bits) => (1n << BigInt(bits)) - 1n,
    (bits) => randomBits(random, bits),
  ];
  const vectors: InputVector[] = backgrounds.flatMap((background) => {
    const base = vectorOf(design, (_, bits) => background(bits));
    const moved = design.inputs.flatMap((input, at) => {
      if (input.role === 'reset') return [];
      return valuesToTry(design, input.bits).map((value) =>
        base.map((other, place) => (place === at ? value : other)),
      );
    });
    return [base, ...moved];
  });
  const every = Math.max(1, vectors.length / limit);
  const steps: Step[] = [];
  for (let at = 0; at < vectors.length; at += every) {
    steps.push(apply(design, vectors[Math.floor(at)]!, clockOf(design, random)));
  }
  return {
    title: 'Corner values of each input: zero, ones, one-hot, one-cold, alternating, constants of the design',
    steps: [...resetSequence(design, 2), ...steps],
  };
}

function valuesToTry(design: DesignInterface, bits: number): bigint[] {
  return [...new Set([...cornerValues(bits), ...constantsOf(design, bits)])];
}

/** The design's constants that fit a width. */
export function constantsOf(design: DesignInterface, bits: number): bigint[] {
  return design.constants.filter((constant) => constant < 1n << BigInt(bits));
}
