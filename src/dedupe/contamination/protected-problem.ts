/** One problem of a benchmark that must not be trained on. What a benchmark does not tell is null. */
export interface ProtectedProblem {
  referenceId: string;
  benchmark: string;
  problemId: string;
  /** The reference answer. */
  design: string | null;
  /** The module head that an answer continues. */
  header: string | null;
  /** What is asked for. */
  specification: string | null;
}

/**
 * How a row was compared with the benchmarks.
 *
 * - `renamed`: what the modules do, with one consistent renaming, wherever it stands.
 * - `shingles`: five tokens at a time, as written.
 * - `specification`: the words of the specification in any order, and the ports.
 */
export type Method = 'renamed' | 'shingles' | 'specification';

/** The nearest protected problem by one method. */
export interface Neighbour {
  method: Method;
  referenceId: string;
  benchmark: string;
  problemId: string;
  /** 0..1; 1 is the same. */
  score: number;
  /** The problem's design is so small that anybody would write it so. */
  trivial: boolean;
}
