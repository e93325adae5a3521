import { QuarryError } from '../core/errors.ts';
import { checkSources, isHeader, type SourceFile } from './simulation-job.ts';
import type { StepResult } from './step-result.ts';
import { MOST_OUTPUTS } from './tool-program.ts';

/** What a tool did with a job. `ok` says that it exited with 0, nothing more: look at what it was asked for. */
export interface ToolRun extends StepResult {
  /** The outputs that were asked for, by name; those that are missing or empty are absent. */
  files: Record<string, string>;
}

/** What one job may use where it is not what the toolbox was opened with. */
interface ToolJobLimits {
  cpuSeconds?: number;
  /** Default: that of the toolbox, or three times the CPU seconds where that is more. */
  wallSeconds?: number;
  memoryMiB?: number;
}

export interface YosysJob extends ToolJobLimits {
  /** Sources; the script finds them by their plain names. */
  files: SourceFile[];
  /**
   * Commands, one a line; `@out/` is the folder of outputs, e.g. `tee -q -o @out/stat.json stat -json`. It is ours:
   * nothing that a source says may stand in it unchecked.
   */
  script: string;
  /** Names in `@out/` to give back, at most six; the files of a pattern such as `part-*` come joined. */
  outputs?: string[];
}

export interface VerilatorJob extends ToolJobLimits {
  files: SourceFile[];
  /** Root module; without it Verilator chooses. */
  top?: string;
  /** Further options, e.g. `-GWIDTH=4`. */
  options?: string[];
}

/** A job as the lane's shell runs it. */
export interface LaneToolJob extends ToolJobLimits {
  /** The letter that tool-jobs.sh knows the tool by. */
  tool: 'y' | 'v';
  files: SourceFile[];
  /** What is written into the control folder for it; `@out` stands for the scratch folder. */
  control: { name: string; text: string };
  outputs: string[];
}

/** Options of every Verilator job: it reads, reports and makes nothing. */
export const LINT_OPTIONS = ['--lint-only', '--timing', '--bbox-unsup', '-Wno-fatal'];

/** @throws QuarryError JOB_INVALID for unsafe names */
export function yosysLaneJob({ files, script, outputs = [], ...limits }: YosysJob): LaneToolJob {
  checkSources(files);
  checkOutputs(outputs);
  const control = { name: 'script.ys', text: `${script}\n` };
  return { ...limits, tool: 'y', files: files.map(withoutForeignCalls), control, outputs };
}

/** @throws QuarryError JOB_INVALID for unsafe names and options */
export function verilatorLaneJob({ files, top, options = [], ...limits }: VerilatorJob): LaneToolJob {
  checkSources(files);
  const root = top === undefined ? [] : ['--top-module', top];
  for (const word of [...root, ...options]) {
    if (!/^[-+\w][\w$+=.,:'-]*$/.test(word))
      throw invalid(
        `Verilator cannot be given \`${word}\``,
        'Give plain options and a plain identifier as top',
      );
  }
  const compiled = files.filter((file) => !isHeader(file)).map((file) => file.name);
  const words = [...LINT_OPTIONS, '--Mdir', '@out', ...root, ...options, ...compiled];
  return {
    ...limits,
    tool: 'v',
    files,
    control: { name: 'options', text: `${words.join('\n')}\n` },
    outputs: [],
  };
}

/**
 * A DPI import makes Yosys call C functions of its own process while it reads a source: a design could end it with
 * success (`exit`) or leave children (`fork`). Written small, the import is a syntax error.
 */
function withoutForeignCalls(file: SourceFile): SourceFile {
  return { ...file, text: file.text.replace(/DPI(?=(?:-C)?[`\\]*")/g, 'dpi') };
}

function checkOutputs(outputs: readonly string[]): void {
  const sound = outputs.length <= MOST_OUTPUTS && outputs.every((name) => /^\w[\w.*-]{0,60}$/.test(name));
  if (sound) return;
  throw invalid(
    `Outputs cannot be \`${outputs.join(' ')}\``,
    `Ask for at most ${MOST_OUTPUTS} plain file names`,
  );
}

function invalid(what: string, next: string): QuarryError {
  return new QuarryError('JOB_INVALID', what, { where: 'tool job', next });
}
