import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, copyFileSync, mkdirSync, openSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { QuarryError } from '../core/errors.ts';
import { type LaneProgram, laneCommand } from './lane-program.ts';
import { type LaneStep, parseLaneStatus } from './lane-status.ts';

/** What became of a job line. `ended` tells whether the lane still lives. */
export interface LaneReply {
  ended: 'done' | 'wall_limit' | 'lane_died';
  steps: LaneStep[];
}

const SCRIPTS = fileURLToPath(new URL('.', import.meta.url));
const START_SECONDS = 20;

/**
 * A resident shell inside the sandbox that runs one job after another. Starting a shell and a sandbox once,
 * and not for every job, is where the speed comes from.
 */
export class Lane {
  readonly folder: string;
  readonly #files: readonly number[];
  readonly #child: ChildProcess;
  readonly #confined: boolean;
  readonly #token: string;
  readonly #stderr: Buffer[] = [];
  #received = '';
  #cpuMsBefore = 0;
  #settle: ((ended: LaneReply['ended']) => void) | undefined;
  #refuse: ((error: Error) => void) | undefined;
  #dead = false;
  #stopped = false;

  private constructor(folder: string, program: LaneProgram) {
    this.folder = folder;
    for (const part of [folder, this.jobFolder, this.controlFolder, join(folder, 'work')])
      mkdirSync(part, { recursive: true });
    writeFileSync(join(this.controlFolder, 'empty'), '');
    for (const script of ['lane.sh', program.jobs])
      copyFileSync(join(SCRIPTS, script), join(this.controlFolder, script));
    this.#files = openFiles(folder, program.files);
    this.#token = randomBytes(12).toString('hex');
    this.#confined = program.sandbox !== undefined;
    const { file, args } = laneCommand(folder, program);
    this.#child = spawn(file, args, {
      stdio: ['pipe', 'pipe', 'pipe', ...this.#files],
      // Without a pid namespace the process group is what a kill can reach.
      detached: !this.#confined,
      env: this.#confined ? {} : { ...program.environment },
      cwd: '/',
    });
    this.#listen();
  }

  /** Starts a lane and waits until its shell answers. @throws Error with the sandbox's own words */
  static async start(folder: string, program: LaneProgram): Promise<Lane> {
    const lane = new Lane(folder, program);
    const reply = await lane.#exchange(lane.#token, START_SECONDS);
    if (reply.ended === 'done') return lane;
    const words = Buffer.concat(lane.#stderr).toString('utf8').trim();
    lane.stop();
    throw new Error(words || `the lane's shell did not start (${reply.ended})`);
  }

  /**
   * Descriptors of the unnamed files that take the lane's output.
   * @throws QuarryError SIMULATOR_CLOSED after stop(): they may belong to other files by then
   */
  get files(): readonly number[] {
    if (this.#stopped) throw simulatorClosed();
    return this.#files;
  }

  /** Sources of the job. @throws QuarryError SIMULATOR_CLOSED after stop() */
  get jobFolder(): string {
    if (this.#stopped) throw simulatorClosed();
    return join(this.folder, 'job');
  }

  /** Configuration of the tools. @throws QuarryError SIMULATOR_CLOSED after stop() */
  get controlFolder(): string {
    if (this.#stopped) throw simulatorClosed();
    return join(this.folder, 'ctl');
  }

  /** Sends one job line and waits for its end. A lane that did not reply 'done' is dead and must be replaced. */
  async run(line: string, wallSeconds: number): Promise<LaneReply> {
    return this.#exchange(line, wallSeconds);
  }

  /** Kills everything inside and removes the folder. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#kill();
    this.#refuse?.(simulatorClosed());
    for (const descriptor of this.#files) closeSync(descriptor);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Resolves when no process of the lane is left. */
  async gone(): Promise<void> {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    this.#child.ref();
    await once(this.#child, 'exit');
  }

  #exchange(line: string, wallSeconds: number): Promise<LaneReply> {
    if (this.#dead) return Promise.resolve({ ended: 'lane_died', steps: [] });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#kill();
        this.#settle?.('wall_limit');
      }, wallSeconds * 1000);
      this.#refuse = (error) => {
        clearTimeout(timer);
        this.#settle = undefined;
        reject(error);
      };
      this.#settle = (ended) => {
        clearTimeout(timer);
        this.#settle = undefined;
        this.#refuse = undefined;
        const steps = parseLaneStatus(this.#received, this.#token, this.#cpuMsBefore);
        this.#received = '';
        this.#cpuMsBefore += steps.reduce((sum, step) => sum + step.cpuMs, 0);
        resolve({ ended, steps });
      };
      this.#stdin.write(`${line}\n`);
    });
  }

  get #stdin(): Writable {
    return this.#child.stdin as Writable;
  }

  #listen(): void {
    const stdout = this.#child.stdout as Readable & { unref(): void };
    const stderr = this.#child.stderr as Readable & { unref(): void };
    stdout.setEncoding('latin1').on('data', (chunk: string) => this.#receive(chunk));
    stderr.on('data', (chunk: Buffer) => {
      if (this.#stderr.length < 16) this.#stderr.push(chunk);
    });
    // Writing to a lane that has just died is answered by its 'close', not by this error.
    this.#stdin.on('error', () => {});
    this.#child.on('error', (error) => this.#stderr.push(Buffer.from(error.message)));
    this.#child.on('close', () => {
      this.#dead = true;
      this.#settle?.('lane_died');
    });
    // An idle simulator must not keep the process alive; a running job does so by its wall timer.
    this.#child.unref();
    stdout.unref();
    stderr.unref();
    (this.#stdin as Writable & { unref(): void }).unref();
  }

  #receive(chunk: string): void {
    this.#received += chunk;
    const end = this.#received.slice(-(this.#token.length + 7));
    if (end.endsWith(`${this.#token} done\n`) || end.endsWith(`${this.#token} ready\n`))
      this.#settle?.('done');
  }

  #kill(): void {
    this.#dead = true;
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      process.kill(this.#confined ? pid : -pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** What a job is told that was under way, or waited, when its simulator was closed. */
export function simulatorClosed(): QuarryError {
  return new QuarryError('SIMULATOR_CLOSED', 'The simulator was closed while a job waited or ran', {
    next: 'Await all jobs before close()',
  });
}

/** Files without a name: nothing inside the sandbox can open them, and they vanish with the process. */
function openFiles(folder: string, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `file-${index}`);
    const descriptor = openSync(path, 'a+', 0o600);
    unlinkSync(path);
    return descriptor;
  });
}
