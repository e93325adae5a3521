import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase, Step } from '../stimuli.ts';
import { randomBits } from '../value-stream.ts';
import { apply, restingVector, vectorOf, withResets } from './input-vectors.ts';

/**
 * Puts the design where its resets put it: asserted off the clock's edges, for some cycles of every clock, released
 * off the edges too. Nothing where there is no reset.
 */
export function resetSequence(
  design: DesignInterface,
  cycles: number,
  inputs: () => InputVector = () => restingVector(design),
): Step[] {
  if (design.resets.length === 0) return [];
  const asserted = (): InputVector => withResets(design, inputs(), () => true);
  const ticks = Array.from({ length: cycles }, () =>
    design.clocks.map((_, clock) => apply(design, asserted(), clock)),
  );
  return [
    { kind: 'settle', inputs: asserted() },
    ...ticks.flat(),
    { kind: 'settle', inputs: withResets(design, inputs(), () => false) },
  ];
}

/** Resets of several lengths, each reset alone, between edges, and in the middle of a run. */
export function resetPhases(design: DesignInterface, random: Random): Phase[] {
  if (design.resets.length === 0) return [];
  const noise = (): InputVector => vectorOf(design, (_, bits) => randomBits(random, bits));
  const run = (cycles: number): Step[] =>
    Array.from({ length: cycles }, () => apply(design, noise(), clockOf(design, random)));
  const lengths = [1, 2, 5].flatMap((cycles) => [...resetSequence(design, cycles, noise), ...run(6)]);
  const alone = design.resets.flatMap((_, reset) => {
    const only = (): InputVector => withResets(design, noise(), (at) => at === reset);
    const glitch: Step[] = [
      { kind: 'settle', inputs: only() },
      { kind: 'settle', inputs: noise() },
    ];
    const held = Array.from({ length: 3 }, () => apply(design, only(), clockOf(design, random)));
    return [...run(9), ...glitch, ...run(9), ...held, ...run(9), ...glitch, ...held.slice(0, 1), ...run(9)];
  });
  return [
    { title: 'Resets of one, two and five cycles while inputs move', steps: lengths },
    {
      title: 'Resets in the middle of a run: between two edges, and over edges',
      steps: [...resetSequence(design, 2), ...alone],
    },
  ];
}

/** Any of the clocks. */
export function clockOf(design: DesignInterface, random: Random): number {
  return design.clocks.length < 2 ? 0 : random.integer(0, design.clocks.length - 1);
}
