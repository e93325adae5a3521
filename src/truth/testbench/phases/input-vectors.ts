import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Step } from '../stimuli.ts';

/** A vector from a value for each input that is no reset; all resets are released. */
export function vectorOf(
  design: DesignInterface,
  value: (input: number, bits: number) => bigint,
): InputVector {
  return withResets(
    design,
    design.inputs.map((input, at) => (input.role === 'reset' ? 0n : value(at, input.bits))),
    () => false,
  );
}

/** The vector with every reset asserted or released. */
export function withResets(
  design: DesignInterface,
  vector: InputVector,
  asserted: (reset: number) => boolean,
): InputVector {
  const changed = [...vector];
  design.resets.forEach((reset, at) => {
    changed[reset.input] = BigInt(asserted(at) ? reset.active : 1 - reset.active);
  });
  return changed;
}

/** Applies a vector and, where there are clocks, lets one of them tick. */
export function apply(design: DesignInterface, inputs: InputVector, clock = 0): Step {
  return design.clocks.length === 0 ? { kind: 'settle', inputs } : { kind: 'cycle', clock, inputs };
}

/** Every input at zero, resets released. */
export function restingVector(design: DesignInterface): InputVector {
  return vectorOf(design, () => 0n);
}
