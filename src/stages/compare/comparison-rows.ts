import { keyHash } from '../../core/content-hash.ts';
import type { Comparison, SignalVerdict } from '../../truth/compare/signal-verdict.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { DesignPair } from './pending-pairs.ts';

/** What is stored of a comparison: itself, and a row an output. */
export interface ComparisonRows {
  comparison: SqlRow;
  signals: SqlRow[];
}

export interface Compared {
  pair: DesignPair;
  configuration: string;
  tool: string;
  sandbox: string;
  /** Clock cycles of the stimuli. */
  cycles: number;
  result: Comparison | { unusable: string };
}

/** The fact rows of one comparison. A reference that cannot be used says nothing of any output. */
export function comparisonRows({
  pair,
  configuration,
  tool,
  sandbox,
  cycles,
  result,
}: Compared): ComparisonRows {
  const key = keyHash('comparison', pair.rtl, pair.reference, configuration);
  const isUsable = 'outcome' in result;
  const comparison = {
    comparison_key: key,
    configuration,
    rtl_sha256: pair.rtl,
    reference_sha256: pair.reference,
    outcome: isUsable ? result.outcome : 'reference_unusable',
    reason: (isUsable ? result.reason : result.unusable) ?? null,
    cycles,
    tool,
    sandbox,
  };
  const signals = isUsable
    ? result.signals.map((signal, position) => ({ comparison_key: key, position, ...signalRow(signal) }))
    : [];
  return { comparison, signals };
}

function signalRow({ signal, samples, mismatches, firstMismatch, coupled }: SignalVerdict): SqlRow {
  return {
    signal,
    samples,
    mismatches,
    first_mismatch: firstMismatch === null ? null : BigInt(firstMismatch.time),
    first_cycle: firstMismatch?.cycle ?? null,
    expected: firstMismatch?.expected ?? null,
    got: firstMismatch?.got ?? null,
    inputs: firstMismatch === null ? null : JSON.stringify(firstMismatch.inputs),
    lead_up: firstMismatch === null ? null : JSON.stringify(firstMismatch.leadUp),
    coupled,
  };
}
