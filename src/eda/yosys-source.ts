import { isHeader, type SourceFile } from './simulation-job.ts';

/**
 * Sources as Yosys takes them: it refuses a latch in `always_comb`, which is a finding and no syntax error, so the
 * word gives way to another of the same length.
 */
export function yosysSources(files: readonly SourceFile[]): SourceFile[] {
  return files.map((file) => ({ ...file, text: file.text.replace(/\balways_comb\b/g, 'always @*  ') }));
}

/** The commands that read them, headers left to be included. */
export function readCommands(files: readonly SourceFile[], options = ''): string[] {
  const compiled = files.filter((file) => !isHeader(file));
  return compiled.map(({ name }) => `read_verilog -sv ${options}${name}`);
}

/** The first error in a log of Yosys, without its place in our script. */
export function firstError(log: string): string | undefined {
  return /^(?:.*: )?ERROR: (.*)$/m.exec(log)?.[1]?.trim();
}
