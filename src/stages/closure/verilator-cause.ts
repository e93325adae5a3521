import type { FailureCause } from '../../core/failure.ts';
import type { ToolRun } from '../../eda/toolbox.ts';

/** Verilator's errors, the more telling first. */
const MESSAGES: readonly (readonly [RegExp, FailureCause])[] = [
  [/Cannot find include file/, 'missing_include'],
  [/Define or directive not defined|Define missing argument/, 'undefined_macro'],
  [/syntax error/, 'syntax_error'],
  [
    /Cannot find file containing (?:module|interface)|[Mm]issing package|Package\/class .* not found/,
    'missing_module',
  ],
  [/Unsupported/, 'unsupported_construct'],
  [/Internal Error/, 'tool_crash'],
  [/Can't find definition of/, 'undeclared_signal'],
  [/PINNOTFOUND|Pin not found/, 'port_mismatch'],
];

const LIMITS: Partial<Record<ToolRun['outcome'], FailureCause>> = {
  cpu_limit: 'compile_cpu_limit',
  memory_limit: 'memory_limit',
  output_limit: 'output_flood',
  file_limit: 'file_limit',
  crash: 'tool_crash',
};

/** Causes that say that a tool met a limit: what is as large again would meet it too. */
export const LIMIT_CAUSES: ReadonlySet<string> = new Set<FailureCause>([
  'compile_cpu_limit',
  'memory_limit',
  'output_flood',
  'file_limit',
]);

/** Why Verilator refused a source, with its own first line about it. */
export function verilatorFailure({ outcome, log }: Pick<ToolRun, 'outcome' | 'log'>): {
  cause: FailureCause;
  message: string;
} {
  const message =
    log.split('\n').find((line) => line.startsWith('%Error')) ?? `Verilator ended by ${outcome}`;
  const limit = LIMITS[outcome];
  if (limit !== undefined) return { cause: limit, message };
  const known = MESSAGES.find(([pattern]) => pattern.test(message));
  return { cause: known?.[1] ?? 'elaboration_error', message };
}
