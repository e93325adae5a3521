import { QuarryError } from '../core/errors.ts';
import type { Simulator, SourceFile } from '../eda/simulator.ts';
import { type PreparedReference, prepareReference } from './compare/compare-designs.ts';
import type { Comparison, SignalVerdict } from './compare/signal-verdict.ts';
import { proveSame } from './prove-same.ts';
import type { Settlement } from './strength.ts';
import type { StrengthToolset } from './strength-tools.ts';

export type SettlingTools = Pick<StrengthToolset, 'simulator' | 'toolbox'>;

/**
 * Compares surviving mutants of one design with it: by a long simulation beside it, which shows a difference with the
 * inputs that lead there, then by proof. The stimuli are planned once, at the first survivor.
 */
export function survivorSettler(
  { simulator, toolbox }: SettlingTools,
  design: SourceFile[],
  top: string,
  seed: string,
  options: { search?: boolean } = {},
): (mutant: SourceFile[]) => Promise<Settlement> {
  let prepared: Promise<PreparedReference | undefined> | undefined;
  return async (mutant) => {
    prepared ??= preparedOrNot(simulator, design, top, seed);
    const reference = await prepared;
    const comparison = reference === undefined ? undefined : await reference.compare(mutant, top);
    const difference = comparison === undefined ? undefined : differenceOf(comparison);
    if (difference !== undefined) return difference;
    const simulated = agreementOf(comparison);
    const proof = await proveSame(toolbox, design, mutant, top, options);
    return proof.outcome === 'different' || (proof.outcome === 'equivalent' && proof.isBounded !== true)
      ? proof
      : { ...proof, how: `${simulated}; ${proof.how}` };
  };
}

/** A design that cannot be driven by itself, or differs from itself so (it is too slow, or random), is left to the proofs. */
async function preparedOrNot(
  simulator: Simulator,
  files: readonly SourceFile[],
  top: string,
  seed: string,
): Promise<PreparedReference | undefined> {
  try {
    const reference = await prepareReference(simulator, { files, top }, { seed });
    const itself = await reference.compare(files, top);
    return itself.outcome === 'compared' && differenceOf(itself) === undefined ? reference : undefined;
  } catch (error) {
    if (error instanceof QuarryError && error.code === 'REFERENCE_UNUSABLE') return undefined;
    throw error;
  }
}

function differenceOf({ outcome, signals, reason }: Comparison): Settlement | undefined {
  // A mutant that oscillates or never ends is different from a design that does not.
  if (outcome === 'timeout' || outcome === 'runtime_fail')
    return { outcome: 'different', how: `simulated beside the design: ${reason ?? outcome}` };
  const wrong = signals.find(({ mismatches }) => mismatches !== null && mismatches > 0);
  return wrong === undefined ? undefined : { outcome: 'different', how: describe(wrong) };
}

function describe({ signal, samples, mismatches, firstMismatch }: SignalVerdict): string {
  const counted = `${signal} differs in ${mismatches} of ${samples} samples`;
  if (firstMismatch === null) return counted;
  const { cycle, expected, got, inputs } = firstMismatch;
  const values = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
  return `${counted}, first in cycle ${cycle}: ${got} for ${expected} at ${values.join(' ')}`;
}

function agreementOf(comparison: Comparison | undefined): string {
  if (comparison === undefined) return 'the design cannot be simulated without its testbench';
  if (comparison.outcome !== 'compared') return `not compared: ${comparison.reason ?? comparison.outcome}`;
  const samples = Math.max(0, ...comparison.signals.map((signal) => signal.samples));
  return `no difference in ${samples} simulated samples`;
}
