import { parseDiagnostics, type Severity } from './diagnostic.ts';
import { readLog } from './job-log.ts';
import type { LaneStep } from './lane-status.ts';
import type { Limits } from './limits.ts';

/**
 * How a step ended. A limit is named before a crash: a tool that runs out of memory dies by assertion. Wall time is not
 * among them: it depends on what else the machine does (TOOL_STALLED).
 */
export type StepOutcome =
  | 'ok'
  | 'failed'
  | 'cpu_limit'
  | 'memory_limit'
  | 'output_limit'
  | 'file_limit'
  | 'crash';

/** One step of a job: the tool's exit code as a shell gives it (128 + signal), its CPU time and its cleaned log. */
export interface StepResult {
  outcome: StepOutcome;
  exitCode: number | null;
  /** In steps of 10 ms. */
  cpuMs: number;
  log: string;
  logTruncated: boolean;
}

const SIGNALLED = { abort: 134, killed: 137, cpu: 152, fileSize: 153 } as const;
const FATAL: ReadonlySet<Severity> = new Set<Severity>(['error', 'internal']);
const OUT_OF_MEMORY =
  /std::bad_alloc|out of memory|memory exhausted|cannot allocate memory|realloc\(\) failed/i;

/** The result of a step that ended by itself or by a limit of the kernel. */
export function stepResult(
  step: LaneStep,
  descriptor: number,
  limits: Limits,
  prefixes: readonly string[],
): StepResult {
  const log = readLog(descriptor, limits.outputBytes, prefixes);
  return {
    outcome: outcomeOf(step, log.text, log.bytes, limits),
    exitCode: step.exitCode,
    cpuMs: step.cpuMs,
    log: log.text,
    logTruncated: log.truncated,
  };
}

/** The result of a step that was killed from outside. */
export function killedStep(descriptor: number, limits: Limits, prefixes: readonly string[]): StepResult {
  const log = readLog(descriptor, limits.outputBytes, prefixes);
  return { outcome: 'crash', exitCode: null, cpuMs: 0, log: log.text, logTruncated: log.truncated };
}

function outcomeOf(step: LaneStep, log: string, logBytes: number, limits: Limits): StepOutcome {
  const { exitCode } = step;
  if (exitCode === 0) return succeeded(step, log) ? 'ok' : 'failed';
  // Exit codes can be forged ($finish_and_return), accounts cannot. On a loaded machine they lag far behind the
  // limit (by 12 % and more), so half of it counts; the kernel may also kill for memory, so there nearly all must.
  const cpuLimit = step.step === 'simulation' ? limits.simulationCpuSeconds : limits.compileCpuSeconds;
  if (exitCode === SIGNALLED.cpu && step.cpuMs >= cpuLimit * 500 - 100) return 'cpu_limit';
  if (exitCode === SIGNALLED.killed && step.cpuMs >= cpuLimit * 900 - 100) return 'cpu_limit';
  if (exitCode === SIGNALLED.fileSize) return logBytes >= limits.fileBytes ? 'output_limit' : 'file_limit';
  if (exitCode === SIGNALLED.killed) return 'memory_limit';
  if (exitCode > 128 && OUT_OF_MEMORY.test(log)) return 'memory_limit';
  return exitCode > 128 ? 'crash' : 'failed';
}

/** ivl's exit code is its number of errors modulo 256, so that 256 errors look like success. */
function succeeded(step: LaneStep, log: string): boolean {
  if (step.step !== 'compile') return true;
  return (
    step.madeOutput && (log === '' || !parseDiagnostics(log).some(({ severity }) => FATAL.has(severity)))
  );
}
