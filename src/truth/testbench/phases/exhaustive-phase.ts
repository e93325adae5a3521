import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase } from '../stimuli.ts';
import { apply, vectorOf } from './input-vectors.ts';

/** Input bits up to which every vector is tried. */
export const EXHAUSTIVE_BITS = 12;

/** Every input vector, in a shuffled order, so that a value which wrongly stays from before is seen. */
export function exhaustivePhase(design: DesignInterface, random: Random): Phase {
  const bits = inputBits(design);
  const numbers = random.shuffle(Array.from({ length: 2 ** bits }, (_, number) => BigInt(number)));
  return {
    title: `All ${2 ** bits} input vectors`,
    steps: numbers.map((number) => apply(design, unpacked(design, number))),
  };
}

export function inputBits(design: DesignInterface): number {
  return design.inputs.reduce((sum, { bits }) => sum + bits, 0);
}

function unpacked(design: DesignInterface, number: bigint): InputVector {
  let rest = number;
  return vectorOf(design, (_, bits) => {
    const value = BigInt.asUintN(bits, rest);
    rest >>= BigInt(bits);
    return value;
  });
}
