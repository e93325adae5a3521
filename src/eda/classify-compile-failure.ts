import type { Failure } from '../core/failure.ts';
import { compileCause } from './compile-cause.ts';
import { type Diagnostic, parseDiagnostics } from './diagnostic.ts';
import type { SimulationResult, StepResult } from './simulator.ts';

/** The names of a job's files, as the logs speak of them. */
export interface JobSources {
  designFiles: readonly string[];
  testbenchFiles: readonly string[];
  /** The design's text, when at hand: it tells a markdown fence or a missing `endmodule` from other syntax errors. */
  designText?: string;
}

const LIMITS = {
  cpu_limit: { stage: 'timeout', cause: 'compile_cpu_limit' },
  memory_limit: { stage: 'elaborate', cause: 'memory_limit' },
  output_limit: { stage: 'elaborate', cause: 'output_flood' },
  file_limit: { stage: 'elaborate', cause: 'file_limit' },
} as const;

/**
 * Why preprocessing or compiling failed; undefined when both went well. Faults of the testbench alone are
 * `harness` failures. Messages in the testbench that a design provokes (a port it lacks, a module it named
 * differently) are the design's.
 */
export function classifyCompileFailure(
  result: Pick<SimulationResult, 'preprocess' | 'compile'>,
  sources: JobSources,
): Failure | undefined {
  const { preprocess, compile } = result;
  const failed = [preprocess, compile].find((step) => step !== undefined && step.outcome !== 'ok');
  if (failed === undefined) return undefined;
  const atLimit = limitFailure(failed, failed === preprocess);
  if (atLimit !== undefined) return atLimit;

  const diagnostics = parseDiagnostics(`${preprocess.log}\n${compile?.log ?? ''}`);
  const errors = diagnostics.filter(isError);
  const design = errors.filter((error) => !isHarness(error, sources));
  const first = design.find((error) => !isFollowUp(error)) ?? design[0] ?? errors[0];
  if (first === undefined) return withoutMessage(failed);
  const failure = { message: fullMessage(first, diagnostics), ...placeOf(first) };
  if (design.length === 0) return { stage: 'harness', cause: 'testbench_does_not_compile', ...failure };
  return { ...stageAndCause(first, diagnostics, sources), ...failure };
}

function limitFailure(step: StepResult, preprocessing: boolean): Failure | undefined {
  if (!(step.outcome in LIMITS)) return undefined;
  const { stage, cause } = LIMITS[step.outcome as keyof typeof LIMITS];
  const tool = preprocessing ? 'the preprocessor' : 'the compiler';
  const message = `${tool} was stopped by its ${step.outcome.replace('_', ' ')}`;
  return { stage: preprocessing && stage === 'elaborate' ? 'preprocess' : stage, cause, message };
}

/** Some `sorry` lines only tell of a simplification, and the compile goes on. */
function isError(diagnostic: Diagnostic): boolean {
  if (diagnostic.severity === 'sorry') return !/will be included|are ignored/.test(diagnostic.text);
  return diagnostic.severity === 'error' || diagnostic.severity === 'internal';
}

/** "Unable to elaborate r-value" and the like repeat that something inside failed, which has its own message. */
function isFollowUp(error: Diagnostic): boolean {
  return compileCause(error.text)?.cause === 'elaboration_error' || error.severity === 'internal';
}

/** A fault in a testbench file that no design could have caused. */
function isHarness({ file, text }: Diagnostic, { testbenchFiles }: JobSources): boolean {
  if (file === undefined || !testbenchFiles.includes(file)) return false;
  // A hierarchical name reaches into the design: the design lacks what the testbench expects there.
  if (/`[^`']*\.[^`']*'/.test(text) && /Unable to bind|Could not find/.test(text)) return false;
  const cause = compileCause(text)?.cause;
  return !['missing_module', 'port_missing', 'port_mismatch', 'multiple_drivers'].includes(cause ?? '');
}

function stageAndCause(
  error: Diagnostic,
  diagnostics: readonly Diagnostic[],
  sources: JobSources,
): Pick<Failure, 'stage' | 'cause'> {
  if (error.severity === 'internal') return { stage: 'elaborate', cause: 'tool_crash' };
  if (error.severity === 'sorry') return { stage: 'syntax', cause: 'unsupported_construct' };
  const known = compileCause(error.text) ?? { stage: 'elaborate', cause: 'unknown' };
  if (known.cause === 'duplicate_declaration' && declaredAsModule(error, diagnostics)) {
    return { stage: 'elaborate', cause: 'duplicate_module' };
  }
  const inTestbench = error.file !== undefined && sources.testbenchFiles.includes(error.file);
  if (known.cause === 'missing_module' && inTestbench)
    return { stage: 'elaborate', cause: wrongOrMissing(sources) };
  if (known.cause === 'syntax_error') return syntaxCause(error, diagnostics, sources.designText);
  if (known.cause === 'undefined_macro' && hasFence(sources.designText)) {
    return { stage: 'syntax', cause: 'markdown_in_code' };
  }
  return known;
}

/** The note after "has already been declared" tells what it was. */
function declaredAsModule(error: Diagnostic, diagnostics: readonly Diagnostic[]): boolean {
  return /declared here as a module/.test(diagnostics[diagnostics.indexOf(error) + 1]?.text ?? '');
}

/** The testbench asks for a module that the design does not give: misnamed, unless the design gives none at all. */
function wrongOrMissing({ designText }: JobSources): Failure['cause'] {
  return designText === undefined || /\bmodule\b/.test(withoutComments(designText))
    ? 'wrong_module_name'
    : 'missing_module';
}

/** A bare "syntax error" says little; the place and the text often say more. */
function syntaxCause(
  error: Diagnostic,
  diagnostics: readonly Diagnostic[],
  text: string | undefined,
): Pick<Failure, 'stage' | 'cause'> {
  if (hasFence(text)) return { stage: 'syntax', cause: 'markdown_in_code' };
  if (undefinedMacroAt(error, diagnostics) !== undefined)
    return { stage: 'preprocess', cause: 'undefined_macro' };
  const lastLine = text?.trimEnd().split('\n').length ?? Number.POSITIVE_INFINITY;
  if ((error.line ?? 0) >= lastLine && text !== undefined && lacksEndmodule(text)) {
    return { stage: 'syntax', cause: 'missing_endmodule' };
  }
  return { stage: 'syntax', cause: 'syntax_error' };
}

/** A macro that vanished from the line of an error or the one before it, in the preprocessor's words. */
function undefinedMacroAt(error: Diagnostic, diagnostics: readonly Diagnostic[]): string | undefined {
  return diagnostics.find(
    ({ file, line, text }) =>
      /^macro .* undefined/.test(text) &&
      file === error.file &&
      [0, 1].includes((error.line ?? Number.NaN) - (line ?? Number.NaN)),
  )?.text;
}

/** A bare "syntax error" with what else the tools say of its line. */
function fullMessage(error: Diagnostic, diagnostics: readonly Diagnostic[]): string {
  if (error.text !== 'syntax error') return error.text;
  const macro = undefinedMacroAt(error, diagnostics);
  const more = diagnostics.find(
    ({ file, line, text }) => file === error.file && line === error.line && text !== error.text,
  )?.text;
  const detail = macro ?? more;
  return detail === undefined ? error.text : `${error.text}: ${detail}`;
}

function hasFence(text: string | undefined): boolean {
  return text !== undefined && /^\s*```/m.test(text);
}

function lacksEndmodule(text: string): boolean {
  const code = withoutComments(text);
  const count = (word: RegExp) => code.match(word)?.length ?? 0;
  return count(/\bmodule\b/g) > count(/\bendmodule\b/g);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
}

function withoutMessage(step: StepResult): Failure {
  const cause = step.outcome === 'crash' ? 'tool_crash' : 'unknown';
  return {
    stage: 'elaborate',
    cause,
    message: step.log.trim() || `the tool said nothing (exit ${step.exitCode})`,
  };
}

function placeOf({ file, line }: Diagnostic): Pick<Failure, 'file' | 'line'> {
  return { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}
