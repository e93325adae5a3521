import type { Problem } from '../specification.ts';
import type { Attempt } from './make-attempt.ts';
import type { Scenario } from './scenario.ts';
import type { TraceDialect } from './trace-dialect.ts';

/** One run as the pipeline went through it: the source of its trace, its result and its training rows. */
export interface RunRecord {
  /** Also the name of its folder. */
  readonly runId: string;
  readonly model: string;
  readonly problem: Problem;
  readonly scenario: Scenario;
  /** What the records say of how hard the problem is; those of S1 said nothing. */
  readonly difficulty?: string;
  readonly dialect: TraceDialect;
  /** Milliseconds since 1970; invented from the seed. */
  readonly startedAt: number;
  readonly attempts: readonly [Attempt, ...Attempt[]];
}

/** Paths inside the run folder of the files of attempt `index` (from 0). */
export function attemptPaths(
  run: RunRecord,
  index: number,
): Record<'rtl' | 'testbench' | 'compileLog' | 'log', string> {
  const name = run.problem.specification.module_name;
  const version = `_v${index + 1}`;
  return {
    rtl: `rtl/${name}${version}.v`,
    testbench: run.attempts[index]?.plan.templateTestbench ? `tb/${name}_template_tb.v` : `tb/${name}_tb.v`,
    compileLog: `logs/compile${version}.log`,
    log: `logs/simulation${version}.log`,
  };
}

/** The last attempt, the one that decides what the run claims. */
export function lastAttempt(run: RunRecord): Attempt {
  return run.attempts.at(-1) ?? run.attempts[0];
}
