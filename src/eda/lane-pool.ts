import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import { Lane, type LaneReply, simulatorClosed } from './lane.ts';
import type { LaneProgram } from './lane-program.ts';
import { type Sandbox, type SandboxKind, trySandbox } from './sandbox.ts';
import { makeScratchFolder } from './scratch-folder.ts';

/** What a pool of lanes is opened with, whatever it runs. */
export interface PoolOptions {
  /** Jobs at once; default: the machine's cores. */
  lanes?: number;
  /** Run with limits but without a sandbox where bubblewrap cannot work. Results say so. */
  allowUnconfined?: boolean;
}

/**
 * The sandbox of this machine; undefined where there is none and that was allowed.
 * @throws QuarryError SANDBOX_UNAVAILABLE
 */
export function chooseSandbox({ allowUnconfined }: PoolOptions): Sandbox | undefined {
  const trial = trySandbox();
  if ('reason' in trial && !allowUnconfined) throw sandboxUnavailable(trial.reason);
  return 'sandbox' in trial ? trial.sandbox : undefined;
}

function sandboxUnavailable(reason: string): QuarryError {
  return new QuarryError('SANDBOX_UNAVAILABLE', `No sandbox for foreign code: ${reason}`, {
    where: 'bubblewrap',
    next: 'Install bubblewrap 0.7 or newer and allow it user namespaces, or accept limits only: --set allow_unconfined=true',
  });
}

/** Lanes, and who waits for one. */
export class LanePool {
  readonly sandbox: SandboxKind;
  readonly #root = makeScratchFolder();
  readonly #program: LaneProgram;
  readonly #idle: Lane[] = [];
  readonly #living = new Set<Lane>();
  readonly #waiting: { resolve: (lane: Lane) => void; reject: (error: Error) => void }[] = [];
  #started = 0;
  #closed = false;

  private constructor(program: LaneProgram) {
    this.#program = program;
    this.sandbox = program.sandbox === undefined ? 'limits-only' : 'bubblewrap';
    process.on('exit', this.#abandon);
  }

  /** Starts all lanes. @throws QuarryError SANDBOX_UNAVAILABLE when one does not start */
  static async open(program: LaneProgram, lanes = availableParallelism()): Promise<LanePool> {
    const pool = new LanePool(program);
    try {
      pool.#idle.push(...(await Promise.all(Array.from({ length: lanes }, () => pool.#startLane()))));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /**
   * Makes an attempt on a free lane, and a second one on a fresh lane when the first did not survive it.
   * @throws QuarryError SIMULATOR_CLOSED when the pool is or gets closed
   */
  async run<Attempt extends { laneEnded: LaneReply['ended'] }>(
    attempt: (lane: Lane) => Promise<Attempt>,
  ): Promise<{ last: Attempt; retried: boolean }> {
    let lane = await this.#acquire();
    try {
      let last = await attempt(lane);
      const retried = last.laneEnded !== 'done';
      // Under load one compile in thousands takes far longer; a second timeout is the job's own.
      if (retried) {
        lane = await this.#replace(lane);
        last = await attempt(lane);
        if (last.laneEnded !== 'done') lane = await this.#replace(lane);
      }
      return { last, retried };
    } finally {
      this.#release(lane);
    }
  }

  /** Ends all lanes and removes their folders; jobs in progress are killed. */
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
    const lane = await Lane.start(join(this.#root, `lane-${this.#started++}`), this.#program).catch(
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
