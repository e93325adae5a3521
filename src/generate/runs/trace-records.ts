import { GENERATED_BY } from '../specification.ts';
import { attemptPaths, type RunRecord } from './run-record.ts';
import { styleLint } from './style-lint.ts';
import type { Stage } from './trace-dialect.ts';

/** One line of `trace.jsonl`. */
export interface TraceRecord {
  readonly stage: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly timestamp?: string;
}

/** Seconds that each record lies after the one before it. */
const STEP_SECONDS = 7;

/** A stage result before it is spelled in the dialect of its run. */
interface StageResult {
  readonly stage: Stage;
  readonly passed: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The records of a run in order, retries included. */
export function traceRecords(run: RunRecord): TraceRecord[] {
  const results = run.attempts.flatMap((_, index) => attemptResults(run, index));
  return results.map((result, position) => spell(run, result, position));
}

function spell(run: RunRecord, result: StageResult, position: number): TraceRecord {
  const { dialect, problem } = run;
  const record: TraceRecord = {
    stage: dialect.stages[result.stage],
    payload: {
      status: result.passed ? dialect.pass : dialect.fail,
      run_id: run.runId,
      spec_hash: problem.specification.spec_hash,
      spec_path: 'spec/spec.json',
      model: run.model,
      category: problem.specification.category,
      ...(run.difficulty === undefined ? {} : { difficulty: run.difficulty }),
      ...result.payload,
      generated_by: GENERATED_BY,
    },
  };
  if (!dialect.timestamps) return record;
  return { ...record, timestamp: new Date(run.startedAt + position * STEP_SECONDS * 1000).toISOString() };
}

function attemptResults(run: RunRecord, index: number): StageResult[] {
  const attempt = run.attempts[index] ?? run.attempts[0];
  const paths = attemptPaths(run, index);
  const files = { rtl_file: paths.rtl, testbench_file: paths.testbench };
  return [
    {
      stage: 'rtl',
      passed: true,
      payload: {
        rtl_file: paths.rtl,
        metrics: { attempt: index + 1, ports: run.problem.design.ports.length },
      },
    },
    ...layoutResults(attempt.rtl, paths.rtl, attempt.plan.lintRetry === true),
    {
      stage: 'testbench',
      passed: true,
      payload: {
        ...files,
        metrics: { testbench_type: attempt.plan.templateTestbench ? 'TEMPLATE_FALLBACK' : 'A7_SMART' },
      },
    },
    {
      stage: 'simulation',
      passed: attempt.claimedPass,
      payload: {
        ...files,
        simulation_compile_log: paths.compileLog,
        simulation_log: paths.log,
        metrics: {
          attempt: index + 1,
          compile_success: attempt.report.compiled,
          sim_success: attempt.claimedPass,
        },
      },
    },
    ...(attempt.claimedPass ? [] : [decision(index === 0 ? 'regenerate' : 'abort', 'simulation')]),
  ];
}

/** Style and lint of one RTL version. On a retry the first version has tabs where the kept one has spaces. */
function layoutResults(rtl: string, path: string, retried: boolean): StageResult[] {
  const kept = styleLint(rtl);
  const style: StageResult = {
    stage: 'style',
    passed: true,
    payload: { rtl_file: path, metrics: { lines: kept.lines, longest_line: kept.longestLine } },
  };
  const lint = (text: string): StageResult => {
    const { findings } = styleLint(text);
    return {
      stage: 'lint',
      passed: findings.length === 0,
      payload: { rtl_file: path, metrics: { warnings: findings.length }, warnings: findings.slice(0, 3) },
    };
  };
  if (!retried) return [style, lint(rtl)];
  return [style, lint(rtl.replaceAll('  ', '\t')), decision('retry_lint', 'lint'), lint(rtl)];
}

function decision(
  action: 'retry_lint' | 'regenerate' | 'abort',
  because: 'lint' | 'simulation',
): StageResult {
  return {
    stage: 'decision',
    passed: action !== 'abort',
    payload: { remediation_decision: action, reason: `${because} failed` },
  };
}
