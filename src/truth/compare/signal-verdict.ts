/** Where an output first went wrong. */
export interface FirstMismatch {
  /** Simulated time in ns. */
  time: number;
  /** Clock cycles (vectors where there is no clock) before it; those inside of holds are counted. */
  cycle: number;
  /** Values of the inputs then, hexadecimal, by name; clocks are not among them. */
  inputs: Record<string, string>;
  /** What led there: the steps before, the latest last. */
  leadUp: { cycle: number; inputs: Record<string, string> }[];
  /** Bits (`01xz`), most significant first. */
  expected: string;
  got: string;
}

/** What one output of a candidate is worth beside the reference's. */
export interface SignalVerdict {
  signal: string;
  samples: number;
  /** Samples in which a bit that the reference knows differs or is unknown; null when nothing was compared. */
  mismatches: number | null;
  firstMismatch: FirstMismatch | null;
  /** It depends on a state register of the candidate that another output depends on too. */
  coupled: boolean;
}

/**
 * - `compared`: the candidate ran beside the reference to the end of the stimuli;
 * - `compile_fail`, `port_mismatch`: it could not be set beside the reference;
 * - `timeout`, `runtime_fail`: it ended before the stimuli did, by a limit or by itself;
 * - `refused`: it could fake or disturb the comparison (prints, ends the simulation, reaches out of itself).
 */
export type ComparisonOutcome =
  | 'compared'
  | 'compile_fail'
  | 'port_mismatch'
  | 'timeout'
  | 'runtime_fail'
  | 'refused';

/** All outputs of a candidate beside the reference's. Everything but `compared` is a negative for every output. */
export interface Comparison {
  outcome: ComparisonOutcome;
  /** Why it was not compared; undefined when it was. */
  reason?: string;
  /** One for each output of the reference, in the order of its ports. */
  signals: SignalVerdict[];
}
