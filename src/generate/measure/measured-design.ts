import type { MachineCoverage } from '../../truth/state-coverage.ts';
import type { Strength } from '../../truth/strength.ts';

/** What is known of a design's testbench: of all its styles, whose mutants were tried with one of them. */
export interface MeasuredDesign {
  /** The testbench by which the runs of the design are judged. */
  readonly testbench: string;
  /** `grown`: generated from the design, since the family's own one was weak. */
  readonly origin: 'family' | 'grown';
  readonly strength: Strength;
  /** Of every style with a state machine that is found, in the order of the styles; also of those that are not used. */
  readonly machines: readonly (MachineCoverage & { style: string })[];
  /** Whether all styles pass: what does not is wrong itself, and no other testbench may hide that. */
  readonly passes: boolean;
  /** Why nothing of it is kept, each `kind: detail`; empty: all that passes is. */
  readonly faults: readonly string[];
}

/** From this score on a testbench is not strengthened any more. */
const STRONG = 0.98;

/** Whether there is nothing to improve. */
export function isStrong({ strength, faults }: MeasuredDesign): boolean {
  return faults.length === 0 && (strength.score ?? 0) >= STRONG;
}

/** What of a strength keeps rows from being trusted. @param atLeast share of the mutants that differ, 0..1 */
export function strengthFaults({ score, killed, survivors, stubs }: Strength, atLeast: number): string[] {
  const accepted = stubs.filter(({ rejected }) => !rejected).map(({ name }) => `a stub is accepted: ${name}`);
  if (score === null) return [...accepted, 'no mutant could be judged'];
  const missed = `too few mutants are killed: ${killed} of ${killed + survivors.length} that differ`;
  return score < atLeast ? [...accepted, missed] : accepted;
}

/** States and transitions that no stimulus reaches. */
export function coverageFaults(machines: MeasuredDesign['machines']): string[] {
  return machines
    .filter(({ missing }) => missing.length > 0)
    .map(
      ({ style, stateRegister, missing }) =>
        `not all is reached: ${missing.join(', ')} of ${stateRegister} in style ${style}`,
    );
}

/** The machines that a row of a style stands for: its own, or where none is found in it, those of its design's others. */
export function machinesOf(
  { machines }: Pick<MeasuredDesign, 'machines'>,
  style: string,
): MeasuredDesign['machines'] {
  const own = machines.filter((machine) => machine.style === style);
  return own.length > 0 ? own : machines;
}
