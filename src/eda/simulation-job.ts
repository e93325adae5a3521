import { QuarryError } from '../core/errors.ts';

/** A source text under the name that the tool's messages shall speak of. */
export interface SourceFile {
  name: string;
  text: string;
}

/** One testbench and one design to compile together and, unless `simulate` is false, to run. */
export interface SimulationJob {
  testbench: SourceFile[];
  design: SourceFile[];
  /**
   * Compile the design before the testbench, for testbenches that import a package of the design. The default is
   * the testbench first: then no macro, `timescale or `default_nettype of a design reaches it.
   */
  designFirst?: boolean;
  /** Root modules; without it every module that nothing instantiates is one. */
  topModules?: string[];
  simulate?: boolean;
}

const HEADER = /\.(?:vh|svh|h|inc)$/;

/** Files in compile order. */
export function orderedSources(job: SimulationJob): SourceFile[] {
  return job.designFirst ? [...job.design, ...job.testbench] : [...job.testbench, ...job.design];
}

/** Headers are there to be included; compiling them alone would be an error of ours. */
export function isHeader(file: SourceFile): boolean {
  return HEADER.test(file.name);
}

/**
 * Refuses names that could leave the job folder, mean something to a shell or to the tools' own files, or collide.
 * @throws QuarryError JOB_INVALID
 */
export function checkJob(job: SimulationJob): void {
  checkSources(orderedSources(job));
  for (const name of job.topModules ?? []) {
    if (isPlainIdentifier(name)) continue;
    throw invalid(`The top module \`${name}\` is not a plain identifier`, 'Name a module of the sources');
  }
}

/**
 * The same for any list of sources that a tool gets.
 * @throws QuarryError JOB_INVALID
 */
export function checkSources(files: readonly SourceFile[]): void {
  const names = new Set<string>();
  for (const { name } of files) {
    // ivlpp hands .vhd files to another program; pp.v is the lane's own.
    const sound =
      /^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,200}$/.test(name) && !/\.vhdl?$/i.test(name) && name !== 'pp.v';
    if (!sound)
      throw invalid(`The source name \`${name}\` is not a plain Verilog file name`, 'Rename the file');
    if (names.has(name)) throw invalid(`Two sources are named \`${name}\``, 'Give each source its own name');
    names.add(name);
  }
  if (names.size === 0) throw invalid('The job has no source', 'Give at least one design or testbench file');
}

/** Whether a name can stand in a tool's command line or script as it is; escaped identifiers cannot. */
export function isPlainIdentifier(name: string): boolean {
  return /^[A-Za-z_][\w$]*$/.test(name);
}

function invalid(what: string, next: string): QuarryError {
  return new QuarryError('JOB_INVALID', what, { where: 'simulation job', next });
}
