import type { EvidenceLevel } from '../core/evidence.ts';
import type { Failure, FailureCause, FailureStage } from '../core/failure.ts';
import type { Verdict } from '../core/verdict.ts';
import type { PrintedVerdict } from './verdict-patterns.ts';

/** What the simulate stage recorded, as the judge needs it. */
export interface SimulationFacts {
  hasTestbench: boolean;
  preprocess: string;
  compile: string | null;
  simulation: string | null;
  /** The classified tool failure, when a step did not end well. */
  failure: Failure | undefined;
  /** What the design itself does that could fake or end a test; empty for an honest design. */
  sideEffects: readonly { kind: string; name: string; line: number }[];
}

/** What the testbench's text shows. `null`: it was not analysed. */
export interface TestbenchFacts {
  checks: boolean;
  how: readonly string[];
  /** Faults are reported by $error, $fatal or assert, so silence is a pass. */
  reportsBySeverity: boolean;
}

/** The facts of a testbench from its analysis: whether it checks, and its reasons with a line each. */
export function testbenchFacts(checks: boolean, how: readonly string[]): TestbenchFacts {
  return { checks, how, reportsBySeverity: how.some((reason) => /\$(error|fatal)|assert/.test(reason)) };
}

export interface Judgement {
  verdict: Verdict;
  evidence: EvidenceLevel;
  failure?: Failure;
  printed?: PrintedVerdict;
}

/**
 * What a simulation means for its design. Each rule can only lower what the log claims: a design that could have
 * printed the pass line itself, a testbench without a check or a run without samples never gives `pass`.
 */
export function judgeSimulation(
  simulation: SimulationFacts,
  testbench: TestbenchFacts | null,
  printed: PrintedVerdict | undefined,
): Judgement {
  return (
    judgeCompile(simulation) ??
    judgeRun(simulation) ??
    judgePrintedFailure(simulation, printed) ??
    judgeCheck(simulation, testbench, printed) ?? {
      verdict: 'pass',
      evidence: 'checked',
      ...(printed === undefined ? {} : { printed }),
    }
  );
}

/** Failures that the testbench or the tool is to blame for keep the verdict of what happened; the stage says whose they are. */
function judgeCompile({
  preprocess,
  compile,
  failure,
  hasTestbench,
}: SimulationFacts): Judgement | undefined {
  if (preprocess === 'ok' && compile === 'ok') {
    return hasTestbench
      ? undefined
      : {
          verdict: 'no_testbench',
          evidence: 'compiles',
          failure: {
            stage: 'no-check',
            cause: 'no_testbench',
            message: 'there is no testbench to try it with',
          },
        };
  }
  const known = failure ?? unknown('elaborate', 'the compiler failed without a message');
  if (known.stage === 'timeout') return { verdict: 'timeout', evidence: 'unparsed', failure: known };
  const toolFault = known.cause === 'sandbox_unavailable' || known.cause === 'tool_missing';
  return {
    verdict: toolFault ? 'harness_fault' : 'compile_fail',
    evidence: known.stage === 'elaborate' ? 'parses' : 'unparsed',
    failure: known,
  };
}

function judgeRun({ simulation, failure, sideEffects }: SimulationFacts): Judgement | undefined {
  // vvp exits with 0 when a file that the testbench reads is missing. A design may not claim that for itself.
  if (failure?.stage === 'harness' && sideEffects.length === 0)
    return { verdict: 'harness_fault', evidence: 'compiles', failure };
  if (simulation === 'ok') return undefined;
  const known = failure ?? unknown('runtime', 'the simulator failed without a message');
  if (known.stage === 'timeout') return { verdict: 'timeout', evidence: 'compiles', failure: known };
  return { verdict: 'fail', evidence: 'compiles', failure: known };
}

function judgePrintedFailure(
  { failure }: SimulationFacts,
  printed: PrintedVerdict | undefined,
): Judgement | undefined {
  const shown = printed === undefined ? {} : { printed };
  // $error leaves vvp's exit code at 0, so its "ERROR:" line counts by itself; it knows more than a pattern does,
  // unless that has counted.
  if (failure !== undefined && printed?.mismatches === undefined) {
    return { verdict: 'fail', evidence: 'simulates', failure, ...shown };
  }
  if (printed?.says === 'fail') {
    const cause = mismatchCause(printed);
    return {
      verdict: 'fail',
      evidence: 'simulates',
      failure: { stage: 'mismatch', cause, message: printed.line },
      printed,
    };
  }
  return failure === undefined ? undefined : { verdict: 'fail', evidence: 'simulates', failure, ...shown };
}

function mismatchCause({ samples, mismatches, line }: PrintedVerdict): FailureCause {
  if (/\btime(d\s+)?out\b|\bwatchdog\b/i.test(line)) return 'never_finishes';
  if (mismatches !== undefined && mismatches === samples) return 'all_samples_wrong';
  return mismatches === undefined ? 'failed_check' : 'wrong_output';
}

/** Nothing failed: was anything checked, and was it the testbench that said so? */
function judgeCheck(
  { sideEffects }: SimulationFacts,
  testbench: TestbenchFacts | null,
  printed: PrintedVerdict | undefined,
): Judgement | undefined {
  const nothing = (cause: FailureCause, message: string): Judgement => ({
    verdict: 'no_check',
    evidence: 'simulates',
    failure: { stage: 'no-check', cause, message },
    ...(printed === undefined ? {} : { printed }),
  });
  const [effect] = sideEffects;
  if (effect !== undefined) {
    const reaches = effect.kind === 'hierarchical' || effect.kind === 'force';
    return nothing(
      reaches ? 'reaches_into_testbench' : 'design_controls_output',
      `the design itself uses ${effect.name} (line ${effect.line}), so the log cannot be trusted`,
    );
  }
  if (testbench === null || !testbench.checks) {
    const why = testbench?.how[0] ?? 'its text could not be analysed';
    return nothing('testbench_checks_nothing', `the testbench compares no output of the design: ${why}`);
  }
  if (printed?.samples === 0) return nothing('zero_samples', 'the testbench ended before it took a sample');
  if (printed === undefined && !testbench.reportsBySeverity) {
    return nothing('no_verdict_printed', 'the log holds no verdict that a declared pattern knows');
  }
  return undefined;
}

function unknown(stage: FailureStage, message: string): Failure {
  return { stage, cause: 'unknown', message };
}
