/** What the lint stage of the generated runs looks at. */
export interface LintReport {
  readonly lines: number;
  readonly longestLine: number;
  /** One line a finding, `rtl.v:3: tab character`. */
  readonly findings: readonly string[];
}

const LONGEST_LINE = 140;

/** Checks layout only: whether the text is Verilog is for the compiler to say. */
export function styleLint(rtl: string): LintReport {
  const lines = rtl.trimEnd().split('\n');
  const findings = lines.flatMap((line, index) => [
    ...(line.includes('\t') ? [`rtl.v:${index + 1}: tab character`] : []),
    ...(line.length > LONGEST_LINE ? [`rtl.v:${index + 1}: line is longer than ${LONGEST_LINE}`] : []),
  ]);
  return { lines: lines.length, longestLine: Math.max(...lines.map((line) => line.length)), findings };
}
