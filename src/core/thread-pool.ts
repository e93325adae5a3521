import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Threads of one script that answers each message with one message. They start with the first job and stay until
 * `close`; a job that ends its thread ends the whole `map` with that error.
 */
export class ThreadPool<Job, Result> {
  readonly size: number;
  readonly #script: URL;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];

  /** @param threads 0 for one a core */
  constructor(script: URL, threads = 0) {
    this.#script = script;
    this.size = threads === 0 ? availableParallelism() : threads;
  }

  get isStarted(): boolean {
    return this.#all.length > 0;
  }

  /** Results in the order of the jobs. One call at a time. */
  async map(jobs: readonly Job[]): Promise<Result[]> {
    this.#start();
    const results: Result[] = new Array(jobs.length);
    let next = 0;
    const serve = async (worker: Worker): Promise<void> => {
      for (let index = next++; index < jobs.length; index = next++) {
        worker.postMessage(jobs[index]!);
        // `once` throws what the thread throws.
        [results[index]] = (await once(worker, 'message')) as [Result];
      }
      this.#idle.push(worker);
    };
    await Promise.all(this.#idle.splice(0).map(serve));
    return results;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#all.splice(0).map((worker) => worker.terminate()));
    this.#idle.length = 0;
  }

  #start(): void {
    while (this.#all.length < this.size) {
      const worker = new Worker(this.#script);
      this.#all.push(worker);
      this.#idle.push(worker);
    }
  }
}

/** Cuts items into parts of about so many characters, so that a thread gets neither too many messages nor all the work. */
export function partsByLength<Item>(
  items: readonly Item[],
  lengthOf: (item: Item) => number,
  length: number,
): Item[][] {
  const parts: Item[][] = [];
  let left = 0;
  for (const item of items) {
    if (left <= 0) {
      parts.push([]);
      left = length;
    }
    parts.at(-1)!.push(item);
    left -= lengthOf(item);
  }
  return parts;
}
