import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TaskAnswer, TaskRequest } from './task-worker.ts';

const SCRIPT = new URL('./task-worker.ts', import.meta.url);

/** A thread died of its job, or said nothing for too long. */
export class ThreadLost extends Error {}

interface Waiting {
  request: TaskRequest;
  patienceMs: number | undefined;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Threads that do jobs of any kind, so that one stage after another finds them started and warm: what all of them read
 * texts with is compiled once. They start when a job waits, end with `close` (a later job starts new ones), and keep no
 * process alive.
 */
export class TaskThreads {
  readonly size: number;
  readonly #waiting: Waiting[] = [];
  readonly #idle: TaskThread[] = [];
  readonly #all = new Set<TaskThread>();

  /** @param threads 0 for one a core */
  constructor(threads = 0) {
    this.size = threads === 0 ? availableParallelism() : threads;
  }

  get areStarted(): boolean {
    return this.#all.size > 0;
  }

  /**
   * What the function `work` of a module makes of a job.
   * @throws ThreadLost when the thread died, or was silent for longer than `patienceMs`; what `work` throws
   */
  run<Result>(task: URL, job: unknown, patienceMs?: number): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const request = { task: task.href, job };
      this.#waiting.push({ request, patienceMs, resolve: resolve as Waiting['resolve'], reject });
      this.#next();
    });
  }

  /** The function `work` of a module: in the threads where that is worth it, else in this one. */
  worker<Job, Result>(task: URL, isWorthThreads: boolean): (job: Job) => Promise<Result> {
    if (isWorthThreads) return (job) => this.run(task, job);
    return async (job) => {
      const { work } = (await import(task.href)) as { work: (job: Job) => Result | Promise<Result> };
      return work(job);
    };
  }

  /** Ends the threads and what they are at. */
  async close(): Promise<void> {
    this.#idle.length = 0;
    await Promise.all([...this.#all].map((thread) => thread.end()));
    this.#all.clear();
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const thread = this.#idle.pop() ?? (this.#all.size < this.size ? this.#start() : undefined);
    if (thread === undefined) return;
    const { request, patienceMs, resolve, reject } = this.#waiting.shift()!;
    thread.ask(request, patienceMs, (answer) => {
      if (answer !== undefined) {
        this.#idle.push(thread);
        if ('error' in answer) reject(answer.error);
        else resolve(answer.result);
      } else {
        this.#all.delete(thread);
        void thread.end();
        reject(new ThreadLost('a thread died of its job or was silent for too long'));
      }
      this.#next();
    });
  }

  #start(): TaskThread {
    const thread = new TaskThread();
    this.#all.add(thread);
    return thread;
  }
}

/** One thread and the job it is at. */
class TaskThread {
  readonly #worker = new Worker(SCRIPT);
  #timer: NodeJS.Timeout | undefined;
  #answered: ((answer: TaskAnswer | undefined) => void) | undefined;

  constructor() {
    this.#worker.on('message', (answer: TaskAnswer) => this.#settle(answer));
    this.#worker.on('error', () => this.#settle(undefined));
    this.#worker.on('exit', () => this.#settle(undefined));
  }

  /** Answers undefined when the thread is of no more use. */
  ask(
    request: TaskRequest,
    patienceMs: number | undefined,
    answered: (answer: TaskAnswer | undefined) => void,
  ): void {
    this.#answered = answered;
    if (patienceMs !== undefined) this.#timer = setTimeout(() => this.#settle(undefined), patienceMs);
    this.#worker.ref();
    this.#worker.postMessage(request);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: TaskAnswer | undefined): void {
    clearTimeout(this.#timer);
    this.#worker.unref();
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(answer);
  }
}
