/** What compiling and simulating one design with one testbench said. */
export interface SimulationReport {
  readonly compiled: boolean;
  /** The compiler's own words, with `rtl.v` and `tb.v` as file names; empty when it had none. */
  readonly compileLog: string;
  /** What the simulation printed; empty when it did not run. */
  readonly simulationLog: string;
  /** The simulation came to its own end. Where a limit ended it, its log depends on the machine. */
  readonly ended: boolean;
  /** Printed exactly one verdict line, and that one says TEST PASSED. */
  readonly passed: boolean;
}

/** Runs the real tools. Passed in, because only src/eda starts processes. */
export type Simulate<Report extends SimulationReport = SimulationReport> = (
  rtl: string,
  testbench: string,
) => Promise<Report>;

/** Whether a log is that of a passing self-checking testbench of this generator. */
export function saysPassed(simulationLog: string): boolean {
  const verdicts = simulationLog.split('\n').filter((line) => /^TEST (PASSED|FAILED)/.test(line));
  return verdicts.length === 1 && verdicts[0]?.startsWith('TEST PASSED') === true;
}
