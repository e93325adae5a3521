import { QuarryError } from '../core/errors.ts';
import { chooseSandbox, LanePool, type PoolOptions } from './lane-pool.ts';
import { type Limits, resolveLimits } from './limits.ts';
import type { SandboxKind } from './sandbox.ts';
import {
  LINT_OPTIONS,
  type ToolRun,
  type VerilatorJob,
  verilatorLaneJob,
  type YosysJob,
  yosysLaneJob,
} from './tool-job.ts';
import { findTools, toolProgram } from './tool-program.ts';
import { runTool } from './tool-runner.ts';

export type { ToolRun } from './tool-job.ts';

/** Confined Yosys and Verilator: a pool of lanes such as the simulator's. */
export interface Toolbox {
  /** E.g. `0.23`; undefined where it is not installed. */
  readonly yosysVersion: string | undefined;
  readonly verilatorVersion: string | undefined;
  readonly sandbox: SandboxKind;
  /** All that can change a result besides job and versions. */
  readonly flags: string;
  /**
   * @throws QuarryError TOOL_MISSING, JOB_INVALID for unsafe names, TOOL_STALLED when only wall time ends it,
   * SIMULATOR_CLOSED after close
   */
  yosys(job: YosysJob): Promise<ToolRun>;
  /** Reads sources as Verilator does, and makes nothing. @throws QuarryError as `yosys` does */
  verilator(job: VerilatorJob): Promise<ToolRun>;
  /** Ends all lanes; jobs in progress are killed. */
  close(): Promise<void>;
}

export interface ToolboxOptions extends PoolOptions {
  /** `compileCpuSeconds` (here 20) is for a job that says nothing else; `simulationCpuSeconds` has no use. */
  limits?: Partial<Limits>;
}

const TOOL_LIMITS = { compileCpuSeconds: 20, wallSeconds: 90 } satisfies Partial<Limits>;

/**
 * Opens the Yosys and the Verilator of this machine. What is not installed has no version.
 * @throws QuarryError SANDBOX_UNAVAILABLE without a working bubblewrap
 */
export async function openToolbox(options: ToolboxOptions = {}): Promise<Toolbox> {
  const limits = resolveLimits({ ...TOOL_LIMITS, ...options.limits });
  const tools = findTools();
  const { yosys, verilator } = tools;
  const pool = await LanePool.open(
    toolProgram(tools, chooseSandbox(options), limits.fileBytes),
    options.lanes,
  );
  return {
    yosysVersion: yosys?.version,
    verilatorVersion: verilator?.version,
    sandbox: pool.sandbox,
    flags: flagsOf(limits),
    yosys: async (job) => {
      if (yosys === undefined) throw toolMissing('yosys');
      return runTool(pool, yosysLaneJob(job), limits);
    },
    verilator: async (job) => {
      if (verilator === undefined) throw toolMissing('verilator_bin');
      return runTool(pool, verilatorLaneJob(job), limits);
    },
    close: () => pool.close(),
  };
}

function flagsOf({ compileCpuSeconds, memoryMiB, fileBytes, outputBytes }: Limits): string {
  return [
    'verilator',
    ...LINT_OPTIONS,
    `cpu=${compileCpuSeconds}s`,
    `memory=${memoryMiB}MiB`,
    `file=${fileBytes}`,
    `log=${outputBytes}`,
  ].join(' ');
}

function toolMissing(name: string): QuarryError {
  return new QuarryError('TOOL_MISSING', `${name} was not found`, {
    where: 'PATH',
    next: '`quarry doctor` says how to install it, and what is lost without it',
  });
}
