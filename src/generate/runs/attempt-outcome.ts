import type { Attempt } from './make-attempt.ts';
import { lastAttempt, type RunRecord } from './run-record.ts';

/** The outcome of what can be kept. */
export const PASSED = 'pass: passes its self-checking testbench';

/** What reading a run's files and simulating again finds of one of its attempts, worst reason first. */
export function attemptOutcome(run: RunRecord, attempt: Attempt): string {
  const { plan, report } = attempt;
  if (run.scenario.truncated && attempt === lastAttempt(run)) return 'cut off: the record cannot be read';
  if (plan.missing) return `missing artefact: the ${plan.missing} file is not there`;
  if (!report.compiled) return 'compile_fail: does not compile';
  if (plan.templateTestbench) return 'no_check: ran to the end of a testbench that checks nothing';
  return report.passed ? PASSED : 'fail: compiles and fails';
}
