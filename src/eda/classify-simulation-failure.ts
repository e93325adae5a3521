import type { Failure } from '../core/failure.ts';
import type { JobSources } from './classify-compile-failure.ts';
import type { StepResult } from './simulator.ts';

const STOPPED = {
  cpu_limit: { stage: 'timeout', cause: 'simulation_cpu_limit' },
  memory_limit: { stage: 'runtime', cause: 'memory_limit' },
  output_limit: { stage: 'runtime', cause: 'output_flood' },
  file_limit: { stage: 'runtime', cause: 'file_limit' },
  crash: { stage: 'runtime', cause: 'tool_crash' },
} as const;

// What vvp prints for $error and $fatal: the place, the words, and a second line that $display seldom imitates.
const SEVERITY_TASK = /^(ERROR|FATAL): ([^\s:]+):(\d+): ?(.*)\n\s+Time: \d+\s+Scope: /m;

// What a system task says of its arguments before time 0; vvp then runs nothing and still exits with 0.
const BAD_CALL = /^ERROR: ([^\s:]+):(\d+): (.*\$\w+.*)$/m;

// vvp links system tasks only when it starts.
const UNKNOWN_TASK = /^([^\s:]+):(\d+): Error: (System task\/function .* is not defined by any module\.)$/m;

/**
 * Why a simulation ended badly: a limit, a crash, $fatal, or $error; undefined when vvp has no complaint. The
 * testbench's own words about the design ("Mismatches: 3") are for the judge of its log.
 */
export function classifySimulationFailure(step: StepResult, sources: JobSources): Failure | undefined {
  if (step.outcome in STOPPED) {
    const { stage, cause } = STOPPED[step.outcome as keyof typeof STOPPED];
    return { stage, cause, message: stopMessage(step) };
  }
  const task = SEVERITY_TASK.exec(step.log);
  if (task !== null) return severityTaskFailure(task, sources);
  const call = BAD_CALL.exec(step.log);
  if (call !== null) return badCallFailure(call, sources);
  if (step.outcome === 'ok') return undefined;
  const unknown = UNKNOWN_TASK.exec(step.log);
  if (unknown !== null) return placed(unknown, { stage: 'elaborate', cause: 'unknown_system_task' });
  const message = lastLine(step.log) ?? `vvp ended with exit code ${step.exitCode}`;
  return { stage: 'runtime', cause: 'runtime_error', message };
}

/** $error in a testbench is a check that failed; in a design it is the design's own assertion. */
function severityTaskFailure(task: RegExpExecArray, { testbenchFiles }: JobSources): Failure {
  const [, kind, file, line, words] = task as unknown as [string, string, string, string, string];
  const place = { message: words || `$${kind.toLowerCase()} was called`, file, line: Number(line) };
  if (kind === 'FATAL') return { stage: 'runtime', cause: 'fatal_called', ...place };
  return testbenchFiles.includes(file)
    ? { stage: 'mismatch', cause: 'failed_check', ...place }
    : { stage: 'runtime', cause: 'assertion_failed', ...place };
}

/** Vectors that the testbench reads and that nobody recorded are not the design's fault. */
function badCallFailure(call: RegExpExecArray, { testbenchFiles }: JobSources): Failure {
  const [, file, , message] = call as unknown as [string, string, string, string];
  return testbenchFiles.includes(file) && /unable to open/i.test(message)
    ? placed(call, { stage: 'harness', cause: 'missing_artefact' })
    : placed(call, { stage: 'runtime', cause: 'runtime_error' });
}

/** @param match groups: file, line, message */
function placed(match: RegExpExecArray, kind: Pick<Failure, 'stage' | 'cause'>): Failure {
  const [, file, line, message] = match as unknown as [string, string, string, string];
  return { ...kind, message, file, line: Number(line) };
}

function stopMessage(step: StepResult): string {
  if (step.outcome === 'crash')
    return lastLine(step.log) ?? `vvp was ended by a signal (exit ${step.exitCode})`;
  return `vvp was stopped by its ${step.outcome.replace('_', ' ')}`;
}

function lastLine(log: string): string | undefined {
  return log.trim().split('\n').at(-1) || undefined;
}
