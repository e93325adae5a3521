import { ftruncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './empty-folder.ts';
import { compilerConfiguration, preprocessorConfiguration } from './icarus.ts';
import type { IcarusIdentity } from './icarus-identity.ts';
import { ICARUS_FILES, type IcarusToolchain } from './icarus-program.ts';
import { readLog, readPreprocessed } from './job-log.ts';
import type { JointJob } from './joint-job.ts';
import type { Lane, LaneReply } from './lane.ts';
import { visiblePaths } from './lane-program.ts';
import { joinPreprocessed, plainPreprocessed } from './preprocessed-source.ts';
import { isHeader, orderedSources, type SimulationJob, type SourceFile } from './simulation-job.ts';
import { copyMarker, splitProgram } from './split-program.ts';
import { killedStep, type StepResult, stepResult } from './step-result.ts';
import { TestbenchCache } from './testbench-cache.ts';

/** The steps of one attempt at a job, and whether the lane survived it. */
export interface Attempt {
  steps: { preprocess: StepResult; compile?: StepResult; simulation?: StepResult };
  laneEnded: LaneReply['ended'];
}

/** The modes of icarus-jobs.sh that run a job: preprocessed already, by ivlpp, by the driver, compiled already. */
type Mode = 'n' | 'f' | 'd' | 'r';

/** What a joint compile gave: a program for each design, in order, or none. */
export interface JointCompile {
  compile: StepResult | undefined;
  programs: string[] | undefined;
  laneEnded: LaneReply['ended'];
}

const NOT_COMPILED: JointCompile = { compile: undefined, programs: undefined, laneEnded: 'done' };

const NOT_NEEDED: StepResult = {
  outcome: 'ok',
  exitCode: 0,
  cpuMs: 0,
  log: '',
  logTruncated: false,
};

const STEPS_BEFORE: Readonly<Record<Mode, Partial<Attempt['steps']>>> = {
  n: { preprocess: NOT_NEEDED },
  f: {},
  d: {},
  r: { preprocess: NOT_NEEDED, compile: NOT_NEEDED },
};

/** Turns a job into files and a line for a lane, and the lane's reply into results. */
export class JobRunner {
  readonly tool: string;
  readonly #flags: string;
  readonly #direct: boolean;
  readonly #toolchain: IcarusToolchain;
  readonly #testbenches = new TestbenchCache();
  /** What each lane's control folder holds, to write it only when it changes. */
  readonly #controls = new WeakMap<Lane, Map<string, string>>();

  constructor(toolchain: IcarusToolchain, identity: Pick<IcarusIdentity, 'tool' | 'flags' | 'direct'>) {
    this.tool = identity.tool;
    this.#flags = identity.flags;
    this.#direct = identity.direct;
    this.#toolchain = toolchain;
  }

  /** All that can change a job's result besides its sources and the tool's version. */
  flagsOf(job: Pick<SimulationJob, 'designFirst' | 'topModules'>): string {
    const { limits } = this.#toolchain;
    return [
      this.#flags,
      ...rootOptions(job),
      job.designFirst ? 'design-first' : 'testbench-first',
      `cpu=${limits.compileCpuSeconds}/${limits.simulationCpuSeconds}s`,
      `memory=${limits.memoryMiB}MiB`,
      `file=${limits.fileBytes}`,
      `log=${limits.outputBytes}`,
    ].join(' ');
  }

  /** Runs a job once on a lane that has none. @param patience how many times its wall limit it gets */
  async attempt(lane: Lane, patience: number, job: SimulationJob): Promise<Attempt> {
    const mode = await this.#prepare(lane, patience, job);
    const simulate = job.simulate === false ? '0' : '1';
    const line = [mode, simulate, ...rootOptions(job)].join(' ');
    const reply = await this.#exchange(lane, patience, line);
    return { steps: this.#steps(lane, reply, mode), laneEnded: reply.ended };
  }

  /** Compiles a testbench with many designs at once; no programs where that cannot be told from doing it one by one. */
  async compileJointly(lane: Lane, patience: number, job: JointJob): Promise<JointCompile> {
    const designs = job.designs.map(plainPreprocessed);
    if (!this.#direct || !designs.every((design) => design !== undefined)) return NOT_COMPILED;
    const bench =
      plainPreprocessed(job.testbench) ?? (await this.#preprocessedTestbench(lane, patience, job.testbench));
    if (bench === undefined) return NOT_COMPILED;
    const copies = designs.map((design, copy) =>
      // As at the start of a compile: no time scale or net type of the copy before.
      `\`resetall\n${joinPreprocessed([bench, design])}`.replaceAll(job.marker, copyMarker(job.marker, copy)),
    );
    this.#configure(lane, []);
    writeAlone(lane, 'pp.v', joinPreprocessed(copies));
    const reply = await this.#exchange(lane, patience, 'm 0');
    const { compile } = this.#steps(lane, reply, 'n');
    const isSound = reply.ended === 'done' && compile?.outcome === 'ok' && compile.log === '';
    const text = isSound ? readPreprocessed(fileOf(lane, 'preprocessed')) : undefined;
    const programs = text === undefined ? undefined : splitProgram(text, job.marker, copies.length);
    return { compile: programs === undefined ? undefined : compile, programs, laneEnded: reply.ended };
  }

  /** Runs a program of a joint compile. */
  async runProgram(lane: Lane, patience: number, program: string): Promise<Attempt> {
    writeAlone(lane, 'o', program);
    const reply = await this.#exchange(lane, patience, 'r 1');
    return { steps: this.#steps(lane, reply, 'r'), laneEnded: reply.ended };
  }

  /** Writes the job's files and decides how it is preprocessed. */
  async #prepare(lane: Lane, patience: number, job: SimulationJob): Promise<Mode> {
    const sources = orderedSources(job);
    if (this.#direct) {
      this.#configure(lane, job.topModules ?? []);
      const preprocessed =
        plainPreprocessed(sources) ?? (await this.#withKnownTestbench(lane, patience, job));
      if (preprocessed !== undefined) {
        writeAlone(lane, 'pp.v', preprocessed);
        return 'n';
      }
    }
    this.#writeSources(lane, sources);
    return this.#direct ? 'f' : 'd';
  }

  /**
   * A testbench that comes again is preprocessed once for all the designs that follow it. That is sound where the
   * design comes after it and has no directive: macros reach only forward, and only a backtick uses them.
   */
  async #withKnownTestbench(lane: Lane, patience: number, job: SimulationJob): Promise<string | undefined> {
    if (job.designFirst || job.testbench.length === 0) return undefined;
    const design = plainPreprocessed(job.design);
    if (design === undefined) return undefined;
    const known = this.#testbenches.lookUp(job.testbench);
    if (known === 'new') return undefined;
    const text =
      known === 'seen' ? await this.#preprocessTestbench(lane, patience, job.testbench) : known.text;
    return text === undefined ? undefined : joinPreprocessed([text, design]);
  }

  async #preprocessTestbench(
    lane: Lane,
    patience: number,
    testbench: SourceFile[],
  ): Promise<string | undefined> {
    this.#writeSources(lane, testbench);
    const reply = await this.#exchange(lane, patience, 't 0');
    const warned = readLog(fileOf(lane, 'preprocess'), 1, []).bytes > 0;
    const sound = reply.ended === 'done' && reply.steps[0]?.exitCode === 0 && !warned;
    const text = sound ? readPreprocessed(fileOf(lane, 'preprocessed')) : undefined;
    this.#testbenches.store(testbench, text);
    return text;
  }

  /** That of a testbench that is known to come again. */
  async #preprocessedTestbench(
    lane: Lane,
    patience: number,
    testbench: SourceFile[],
  ): Promise<string | undefined> {
    const known = this.#testbenches.lookUp(testbench);
    return typeof known === 'object' ? known.text : this.#preprocessTestbench(lane, patience, testbench);
  }

  #configure(lane: Lane, topModules: readonly string[]): void {
    const { icarus, generation, sandbox } = this.#toolchain;
    const { work } = visiblePaths(lane.folder, sandbox !== undefined);
    const compiler = compilerConfiguration(icarus.base as string, generation, `${work}/o`, topModules);
    this.#writeControl(lane, 'ivl.conf', compiler);
  }

  #writeSources(lane: Lane, sources: readonly SourceFile[]): void {
    emptyFolder(lane.jobFolder);
    for (const { name, text } of sources) writeFileSync(join(lane.jobFolder, name), text);
    const compiled = sources.filter((file) => !isHeader(file)).map((file) => `${file.name}\n`);
    this.#writeControl(lane, 'list', compiled.join(''));
    const { base } = this.#toolchain.icarus;
    if (base !== undefined) this.#writeControl(lane, 'flags', preprocessorConfiguration(base));
  }

  #writeControl(lane: Lane, name: string, text: string): void {
    const written = this.#controls.get(lane) ?? new Map<string, string>();
    this.#controls.set(lane, written);
    if (written.get(name) === text) return;
    writeFileSync(join(lane.controlFolder, name), text);
    written.set(name, text);
  }

  #exchange(lane: Lane, patience: number, line: string): Promise<LaneReply> {
    for (const descriptor of lane.files) ftruncateSync(descriptor, 0);
    return lane.run(line, this.#toolchain.limits.wallSeconds * patience);
  }

  /** One result a finished step, and one for the step that a kill interrupted. */
  #steps(lane: Lane, reply: LaneReply, mode: Mode): Attempt['steps'] {
    const { limits } = this.#toolchain;
    const paths = visiblePaths(lane.folder, this.#toolchain.sandbox !== undefined);
    const prefixes = [`${paths.job}/`, `${paths.work}/`];
    const results: Partial<Attempt['steps']> = { ...STEPS_BEFORE[mode] };
    for (const step of reply.steps) {
      if (step.step !== 'tool')
        results[step.step] = stepResult(step, fileOf(lane, step.step), limits, prefixes);
    }
    if (reply.ended !== 'done') {
      const order = ['preprocess', 'compile', 'simulation'] as const;
      const interrupted = order.find((name) => results[name] === undefined) ?? 'simulation';
      results[interrupted] = killedStep(fileOf(lane, interrupted), limits, prefixes);
    }
    const { preprocess = killedStep(fileOf(lane, 'preprocess'), limits, prefixes), ...later } = results;
    return { preprocess, ...later };
  }
}

/** The only file that the next job finds. */
function writeAlone(lane: Lane, name: string, text: string): void {
  emptyFolder(lane.jobFolder, name);
  writeFileSync(join(lane.jobFolder, name), text);
}

/** The descriptor of an output of a lane. */
function fileOf(lane: Lane, name: (typeof ICARUS_FILES)[number]): number {
  return lane.files[ICARUS_FILES.indexOf(name)]!;
}

function rootOptions(job: Pick<SimulationJob, 'topModules'>): string[] {
  return (job.topModules ?? []).map((name) => `-s ${name}`);
}
