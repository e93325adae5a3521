import type { Generation } from './icarus.ts';
import { identifyIcarus } from './icarus-identity.ts';
import { icarusProgram } from './icarus-program.ts';
import { type Attempt, JobRunner } from './job-runner.ts';
import { checkJointJob, type JointJob } from './joint-job.ts';
import { chooseSandbox, LanePool, type PoolOptions } from './lane-pool.ts';
import { type Limits, resolveLimits } from './limits.ts';
import type { SandboxKind } from './sandbox.ts';
import { checkJob, type SimulationJob } from './simulation-job.ts';
import type { StepResult } from './step-result.ts';

export type { JointJob } from './joint-job.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { SimulationJob, SourceFile } from './simulation-job.ts';
export type { StepOutcome, StepResult } from './step-result.ts';

/** What compiling and simulating one job gave. A step is absent when the one before it did not succeed. */
export interface SimulationResult {
  preprocess: StepResult;
  compile?: StepResult;
  simulation?: StepResult;
  sandbox: SandboxKind;
  /** E.g. `iverilog 11.0 (stable)`. */
  tool: string;
  /** Everything of the set-up that can change a result, as one canonical string for cache keys. */
  flags: string;
  /** Whether it was tried a second time: its lane died, or wall time ended it. */
  retried: boolean;
}

/** A pool of confined lanes. `run` may be called as often as wanted; callers wait for a free lane. */
export interface Simulator {
  readonly tool: string;
  readonly flags: string;
  readonly sandbox: SandboxKind;
  /**
   * @throws QuarryError JOB_INVALID for unsafe or colliding names, TOOL_STALLED when only wall time ends it,
   * SIMULATOR_CLOSED after close
   */
  run(job: SimulationJob): Promise<SimulationResult>;
  /**
   * The same for many designs with one testbench, compiled at once. Undefined where that cannot be told from compiling
   * them one by one, e.g. when one of them does not compile.
   */
  runJointly(job: JointJob): Promise<SimulationResult[] | undefined>;
  /** Ends all lanes and removes their folders; jobs in progress are killed. */
  close(): Promise<void>;
}

export interface SimulatorOptions extends PoolOptions {
  limits?: Partial<Limits>;
  /** Language generation, default 2012. */
  generation?: Generation;
  /** Compile through the iverilog driver; by default only where its parts cannot be started directly. */
  useDriver?: boolean;
}

/**
 * Opens a pool of lanes with the Icarus Verilog of this machine.
 * @throws QuarryError TOOL_MISSING without iverilog, SANDBOX_UNAVAILABLE without a working bubblewrap
 */
export async function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const generation = options.generation ?? '2012';
  const identity = identifyIcarus(generation, options.useDriver);
  const limits = resolveLimits(options.limits);
  const toolchain = { sandbox: chooseSandbox(options), icarus: identity.icarus, generation, limits };
  const runner = new JobRunner(toolchain, identity);
  const pool = await LanePool.open(icarusProgram(toolchain), options.lanes);
  const resultOf = (
    steps: Attempt['steps'],
    retried: boolean,
    flags = runner.flagsOf({}),
  ): SimulationResult => ({ ...steps, sandbox: pool.sandbox, tool: runner.tool, flags, retried });
  return {
    tool: runner.tool,
    flags: runner.flagsOf({}),
    sandbox: pool.sandbox,
    run: async (job) => {
      checkJob(job);
      const { last, retried } = await pool.run((lane, patience) => runner.attempt(lane, patience, job));
      return resultOf(last.steps, retried, runner.flagsOf(job));
    },
    runJointly: async (job) => {
      checkJointJob(job);
      const { last } = await pool.run((lane, patience) => runner.compileJointly(lane, patience, job));
      const { programs, compile } = last;
      if (programs === undefined || compile === undefined) return undefined;
      const share = { ...compile, cpuMs: compile.cpuMs / programs.length };
      return Promise.all(
        programs.map(async (program) => {
          const run = await pool.run((lane, patience) => runner.runProgram(lane, patience, program));
          return resultOf({ ...run.last.steps, compile: share }, run.retried);
        }),
      );
    },
    close: () => pool.close(),
  };
}
