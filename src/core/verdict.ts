/** What re-simulating one attempt said. `harness_fault` is never a failure of the design. */
export const VERDICTS = [
  'pass',
  'fail',
  'compile_fail',
  'timeout',
  'no_check',
  'no_testbench',
  'no_rtl',
  'harness_fault',
] as const;

export type Verdict = (typeof VERDICTS)[number];
