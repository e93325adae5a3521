/** One value an input, in the order of `DesignInterface.inputs`; each fits its input's width. */
export type InputVector = readonly bigint[];

/**
 * One thing that a testbench does. Inputs change only while nothing else does, and outputs are sampled when they
 * have settled, so that no step holds a race.
 *
 * - `settle`: apply inputs, clocks rest; one sample.
 * - `cycle`: apply inputs, sample; active edge of one clock, sample; back to its idle level, sample.
 * - `level`: one edge of one clock, for clocks that overlap; one sample.
 * - `hold`: the same inputs for many cycles, where a row each would be too long: one sample at the end, and every
 *   sample on the way goes into a checksum.
 */
export type Step =
  | { kind: 'settle'; inputs: InputVector }
  | { kind: 'cycle'; clock: number; inputs: InputVector }
  | { kind: 'level'; clock: number; active: boolean }
  | { kind: 'hold'; clock: number; inputs: InputVector; cycles: number };

/** Steps with one purpose. Each phase starts by a reset where the design has one, so it stands for itself. */
export interface Phase {
  /** What it tries, for the reader of a testbench. */
  title: string;
  steps: readonly Step[];
}

/** How many samples a harness takes in a step; those inside of a `hold` are not counted. */
export function sampleCount(step: Step): number {
  return step.kind === 'cycle' ? 3 : 1;
}

/** Clock cycles, or applied vectors where there is no clock. */
export function countSteps(phases: readonly Phase[]): number {
  const cycles = (step: Step): number => (step.kind === 'hold' ? step.cycles : 1);
  return phases.reduce((sum, { steps }) => sum + steps.reduce((inner, step) => inner + cycles(step), 0), 0);
}
