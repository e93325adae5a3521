/** How serious a tool's message is. `sorry` names what Icarus lacks; alone it does not fail a compile. */
export type Severity = 'error' | 'sorry' | 'internal' | 'warning' | 'note';

/** One message of ivlpp, ivl or vvp. `line` is 1-based. */
export interface Diagnostic {
  file?: string;
  line?: number;
  severity: Severity;
  /** The words after the place and the severity. */
  text: string;
}

// Counts and closing remarks speak of other messages.
const SUMMARY = [
  /^\d+ error\(s\) during elaboration/,
  /^I give up\.?$/,
  /^Elaboration failed/,
  /^\*\*\*/,
  /^\s+\S+ referenced \d+ times/,
  /^error: Code generation had \d+ error\(s\)/,
  /^\S*iverilog: errors? preprocessing/,
  /^errors preprocessing/,
];

const SEVERITIES: Record<string, Severity> = {
  error: 'error',
  sorry: 'sorry',
  warning: 'warning',
  'internal error': 'internal',
  assert: 'internal',
};

const PLACED = /^([^\s:][^:]*):(\d+): ?(.*)$/;
const INTERNAL =
  /Assertion .* failed|^(?:ivl|vvp|ivlpp): .*\.(?:cc|c|h):\d+|internal error|^terminate called/;

/** Reads the messages of a preprocessor or compiler log, in the order in which they were printed. */
export function parseDiagnostics(log: string): Diagnostic[] {
  return log
    .split('\n')
    .filter((line) => line.trim() !== '' && !SUMMARY.some((pattern) => pattern.test(line)))
    .map(parseLine);
}

function parseLine(line: string): Diagnostic {
  if (INTERNAL.test(line) && !/^[^\s:]+:\d+: internal error/.test(line)) {
    return { severity: 'internal', text: line.trim() };
  }
  const placed = PLACED.exec(line);
  if (placed === null)
    return severityAndText(line.trim(), /^No top level modules/.test(line) ? 'error' : 'note');
  const [, file, number, rest] = placed as unknown as [string, string, string, string];
  // Continuations align their colon under the message: `tb.v:1:      : It was declared here`.
  const continued = /^\s+: ?(.*)$/.exec(rest);
  const message: Diagnostic =
    continued === null
      ? severityAndText(rest.trim(), 'error')
      : { severity: 'note', text: continued[1] as string };
  return { file, line: Number(number), ...message };
}

/** A placed message without a severity word is an error (`Include file x not found`, `syntax error`). */
function severityAndText(text: string, otherwise: Severity): Diagnostic {
  const named = /^(?:vvp\.tgt )?(error|sorry|warning|internal error|assert): ?(.*)$/is.exec(text);
  if (named !== null) {
    const word = (named[1] as string).toLowerCase();
    return {
      severity: SEVERITIES[word] ?? 'error',
      text: named[2] as string,
    };
  }
  if (/\(and assumed null\)/.test(text)) return { severity: 'warning', text };
  return { severity: otherwise, text };
}
