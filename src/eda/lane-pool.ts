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

function toolStalled(): QuarryError {
  return new QuarryError(
    'TOOL_STALLED',
    `Wall time ended a tool twice, the second time by itself with ${PATIENCE_ALONE} times as much of it`,
    {
      where: 'a job whose CPU time was not used up',
      next: 'Run again when the machine is less busy; a stage leaves such work to its next run.',
    },
  );
}

/** How much more wall time a job gets by itself that wall time ended in company. */
const PATIENCE_ALONE = 5;

/**
 * Makes an attempt on a lane. What ends a job is CPU time; wall time, of which it gets `patience` times its limit, only
 * ends what waits or does not get its turn.
 */
type MakeAttempt<Attempt> = (lane: Lane, patience: number) => Promise<Attempt>;

/** Lanes, and who waits for one. */
export class LanePool {
  readonly sandbox: SandboxKind;
  readonly #root = makeScratchFolder();
  readonly #program: LaneProgram;
  readonly #lanes: number;
  readonly #idle: Lane[] = [];
  readonly #living = new Set<Lane>();
  readonly #waiting: { resolve: (lane: Lane) => void; reject: (error: Error) => void }[] = [];
  #started = 0;
  #closed = false;
  /** Ends when nobody is or wants to be alone. */
  #lastAlone: Promise<unknown> = Promise.resolve();

  private constructor(program: LaneProgram, lanes: number) {
    this.#program = program;
    this.#lanes = lanes;
    this.sandbox = program.sandbox === undefined ? 'limits-only' : 'bubblewrap';
    process.on('exit', this.#abandon);
  }

  /** Starts all lanes. @throws QuarryError SANDBOX_UNAVAILABLE when one does not start */
  static async open(program: LaneProgram, lanes = availableParallelism()): Promise<LanePool> {
    const pool = new LanePool(program, lanes);
    try {
      pool.#idle.push(...(await Promise.all(Array.from({ length: lanes }, () => pool.#startLane()))));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /**
   * Makes an attempt on a free lane. Where the lane died there is a second one; where wall time ended it, one with all
   * lanes held still and more wall time.
   * @throws QuarryError TOOL_STALLED when wall time ends that, too; SIMULATOR_CLOSED when the pool is or gets closed
   */
  async run<Attempt extends { laneEnded: LaneReply['ended'] }>(
    attempt: MakeAttempt<Attempt>,
  ): Promise<{ last: Attempt; retried: boolean }> {
    let last = await this.#inCompany(attempt);
    const retried = last.laneEnded !== 'done';
    if (last.laneEnded === 'lane_died') last = await this.#inCompany(attempt);
    // Under load one compile in thousands takes far longer.
    if (last.laneEnded === 'wall_limit') last = await this.#alone(attempt);
    if (last.laneEnded === 'wall_limit') throw toolStalled();
    return { last, retried };
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

  async #inCompany<Attempt extends { laneEnded: LaneReply['ended'] }>(
    attempt: MakeAttempt<Attempt>,
  ): Promise<Attempt> {
    return this.#attemptOn(await this.#acquire(), attempt, 1);
  }

  /** One at a time: two that each held a part of the lanes would wait for ever. */
  #alone<Attempt extends { laneEnded: LaneReply['ended'] }>(attempt: MakeAttempt<Attempt>): Promise<Attempt> {
    const turn = this.#lastAlone.then(async () => {
      const lanes = Array.from({ length: this.#lanes }, () => this.#acquire('first'));
      const [lane, ...others] = await Promise.all(lanes);
      try {
        return await this.#attemptOn(lane!, attempt, PATIENCE_ALONE);
      } finally {
        for (const other of others) this.#release(other);
      }
    });
    this.#lastAlone = turn.catch(() => undefined);
    return turn;
  }

  /** A lane that does not survive the attempt is replaced. */
  async #attemptOn<Attempt extends { laneEnded: LaneReply['ended'] }>(
    taken: Lane,
    attempt: MakeAttempt<Attempt>,
    patience: number,
  ): Promise<Attempt> {
    let lane = taken;
    try {
      const made = await attempt(lane, patience);
      if (made.laneEnded !== 'done') lane = await this.#replace(lane);
      return made;
    } finally {
      this.#release(lane);
    }
  }

  #acquire(place: 'first' | 'last' = 'last'): Promise<Lane> {
    if (this.#closed) return Promise.reject(simulatorClosed());
    const lane = this.#idle.pop();
    if (lane !== undefined) return Promise.resolve(lane);
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      if (place === 'first') this.#waiting.unshift(waiting);
      else this.#waiting.push(waiting);
    });
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
