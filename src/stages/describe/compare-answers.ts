import { QuarryError } from '../../core/errors.ts';
import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import { type PreparedReference, prepareReference } from '../../truth/compare/compare-designs.ts';
import type { Comparison } from '../../truth/compare/signal-verdict.ts';

/** What regenerated RTL is worth beside the module that its description was made from. */
export interface RoundTripOutcome {
  outcome: 'matches' | 'differs' | 'does_not_compile' | 'no_rtl' | 'undecided';
  /** Why it does not match. */
  detail: string | null;
}

/** Compares every answer with the reference, under the same stimuli. `undecided` speaks of the reference, not of the answer. */
export async function compareAnswers(
  simulator: Simulator,
  reference: readonly SourceFile[],
  top: string,
  answers: readonly (string | null)[],
): Promise<RoundTripOutcome[]> {
  let prepared: PreparedReference;
  try {
    prepared = await prepareReference(simulator, { files: reference, top });
  } catch (error) {
    if (!(error instanceof QuarryError) || error.code !== 'REFERENCE_UNUSABLE') throw error;
    return answers.map(() => ({ outcome: 'undecided', detail: error.message }));
  }
  return Promise.all(
    answers.map(async (text): Promise<RoundTripOutcome> => {
      if (text === null) return { outcome: 'no_rtl', detail: 'the answer holds no Verilog' };
      return outcomeOf(await prepared.compare([{ name: 'answer.sv', text }], top));
    }),
  );
}

function outcomeOf({ outcome, reason, signals }: Comparison): RoundTripOutcome {
  if (outcome === 'compile_fail') return { outcome: 'does_not_compile', detail: reason ?? null };
  if (outcome !== 'compared') return { outcome: 'differs', detail: `${outcome}: ${reason ?? ''}` };
  const wrong = signals.filter(({ mismatches }) => mismatches !== 0);
  if (wrong.length > 0) {
    return { outcome: 'differs', detail: `wrong outputs: ${wrong.map(({ signal }) => signal).join(', ')}` };
  }
  // A reference whose outputs were never known says nothing of an answer.
  if (signals.every(({ samples }) => samples === 0))
    return { outcome: 'undecided', detail: 'nothing was compared' };
  return { outcome: 'matches', detail: null };
}
