import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import type { Generation, IcarusInstall } from './icarus.ts';
import { identifyIcarus } from './icarus-identity.ts';
import { JobRunner } from './job-runner.ts';
import { Lane, simulatorClosed } from './lane.ts';
import type { LaneToolchain } from './lane-command.ts';
import { type Limits, resolveLimits } from './limits.ts';
import { type SandboxKind, trySandbox } from './sandbox.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { checkJob, type SimulationJob } from './simulation-job.ts';
import type { StepResult } from './step-result.ts';

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
  /** Whether a wall-clock timeout was tried a second time. */
  retried: boolean;
}

/** A pool of confined lanes. `run` may be called as often as wanted; callers wait for a free lane. */
export interface Simulator {
  readonly tool: string;
  readonly flags: string;
  readonly sandbox: SandboxKind;
  /** @throws QuarryError JOB_INVALID for unsafe or colliding names, SIMULATOR_CLOSED after close */
  run(job: SimulationJob): Promise<SimulationResult>;
  /** Ends all lanes and removes their folders; jobs in progress are killed. */
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** Jobs at once; default: the machine's cores. */
  lanes?: number;
  limits?: Partial<Limits>;
  /** Run with limits but without a sandbox where bubblewrap cannot work. Results say so. */
  allowUnconfined?: boolean;
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
  const toolchain = chooseToolchain(options, identity.icarus, generation);
  const pool = new LanePool(makeScratchFolder(), toolchain, new JobRunner(toolchain, identity));
  try {
    await pool.start(options.lanes ?? availableParallelism());
  } catch (error) {
    await pool.close();
    throw error;
  }
  return pool;
}

function chooseToolchain(
  options: SimulatorOptions,
  icarus: IcarusInstall,
  generation: Generation,
): LaneToolchain {
  const trial = trySandbox();
  if ('reason' in trial && !options.allowUnconfined) throw sandboxUnavailable(trial.reason);
  const sandbox = 'sandbox' in trial ? trial.sandbox : undefined;
  return { sandbox, icarus, generation, limits: resolveLimits(options.limits) };
}

function sandboxUnavailable(reason: string): QuarryError {
  return new QuarryError('SANDBOX_UNAVAILABLE', `No sandbox for foreign code: ${reason}`, {
    where: 'bubblewrap',
    next: 'Install bubblewrap 0.7 or newer and allow it user namespaces, or accept limits only: --set allow_unconfined=true',
  });
}

/** Lanes, and who waits for one. */
class LanePool implements Simulator {
  readonly tool: string;
  readonly flags: string;
  readonly sandbox: SandboxKind;
  readonly #root: string;
  readonly #toolchain: LaneToolchain;
  readonly #runner: JobRunner;
  readonly #idle: Lane[] = [];
  readonly #living = new Set<Lane>();
  readonly #waiting: { resolve: (lane: Lane) => void; reject: (error: Error) => void }[] = [];
  #started = 0;
  #closed = false;

  constructor(root: string, toolchain: LaneToolchain, runner: JobRunner) {
    this.#root = root;
    this.#toolchain = toolchain;
    this.#runner = runner;
    this.tool = runner.tool;
    this.flags = runner.flagsOf({});
    this.sandbox = toolchain.sandbox === undefined ? 'limits-only' : 'bubblewrap';
    process.on('exit', this.#abandon);
  }

  async start(count: number): Promise<void> {
    this.#idle.push(...(await Promise.all(Array.from({ length: count }, () => this.#startLane()))));
  }

  async run(job: SimulationJob): Promise<SimulationResult> {
    checkJob(job);
    let lane = await this.#acquire();
    try {
      let attempt = await this.#runner.attempt(lane, job);
      const retried = attempt.laneEnded !== 'done';
      // Under load one compile in thousands takes far longer; a second timeout is the job's own.
      if (retried) {
        lane = await this.#replace(lane);
        attempt = await this.#runner.attempt(lane, job);
        if (attempt.laneEnded !== 'done') lane = await this.#replace(lane);
      }
      return {
        ...attempt.steps,
        sandbox: this.sandbox,
        tool: this.tool,
        flags: this.#runner.flagsOf(job),
        retried,
      };
    } finally {
      this.#release(lane);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    process.off('exit', this.#abandon);
    for (const { reject } of this.#waiting.splice(0)) reject(simulatorClosed());
    const lanes = [...this.#living];
    this.#abandon();
    await Promise.all(lanes.map((lane) => lane.gone()));
  }

  #acquire(): Promise<Lane> {
    if (this.#closed) return Promise.reject(simulatorClosed());
    const lane = this.#idle.pop();
    if (lane !== undefined) return Promise.resolve(lane);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #release(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(lane);
    else next.resolve(lane);
  }

  async #startLane(): Promise<Lane> {
    const lane = await Lane.start(join(this.#root, `lane-${this.#started++}`), this.#toolchain).catch(
      (error) => {
        throw sandboxUnavailable((error as Error).message);
      },
    );
    if (this.#closed) {
      lane.stop();
      this.#abandon();
      throw simulatorClosed();
    }
    this.#living.add(lane);
    return lane;
  }

  async #replace(dead: Lane): Promise<Lane> {
    dead.stop();
    this.#living.delete(dead);
    return this.#startLane();
  }

  /** Synchronous, since it is also what is left to do when the process exits. */
  readonly #abandon = (): void => {
    for (const lane of this.#living) lane.stop();
    this.#living.clear();
    rmSync(this.#root, { recursive: true, force: true });
  };
}
