import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Fingerprints, fingerprint, type ShingleSets, shingleSets } from './fingerprint.ts';
import type { FingerprintJob } from './fingerprint-worker.ts';
import type { ShingleKind } from './shingles.ts';

/** Characters a thread is given at once. */
const JOB_CHARACTERS = 2 ** 18;
/** Fewer than this are not worth starting threads for: they are done at once, here. */
const FEW_CHARACTERS = 2 ** 20;

/** Fingerprints texts on all cores. Threads start with the first large batch and stay until `close`. */
export class FingerprintPool {
  readonly #threads: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];

  /** `threads` 0 is one a core. */
  constructor(threads = 0) {
    this.#threads = threads === 0 ? availableParallelism() : threads;
  }

  /** Fingerprints of `texts`, in their order. */
  async fingerprint(texts: readonly string[], kind: ShingleKind): Promise<Fingerprints> {
    const parts = await this.#map<Fingerprints>(texts, kind, 'fingerprint', fingerprint);
    const bands = new Uint32Array(parts.reduce((sum, part) => sum + part.bands.length, 0));
    let at = 0;
    for (const part of parts) {
      bands.set(part.bands, at);
      at += part.bands.length;
    }
    return { keys: parts.flatMap((part) => part.keys), bands };
  }

  /** Shingle sets of `texts`, in their order. */
  async shingleSets(texts: readonly string[], kind: ShingleKind): Promise<Uint32Array[]> {
    const parts = await this.#map<ShingleSets>(texts, kind, 'shingles', shingleSets);
    return parts.flatMap(({ shingles, ends }) =>
      Array.from(ends, (end, index) => shingles.subarray(index === 0 ? 0 : ends[index - 1], end)),
    );
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#all.splice(0).map((worker) => worker.terminate()));
    this.#idle.length = 0;
  }

  async #map<Part>(
    texts: readonly string[],
    kind: ShingleKind,
    task: FingerprintJob['task'],
    here: (texts: readonly string[], kind: ShingleKind) => Part,
  ): Promise<Part[]> {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (this.#threads === 1 || (this.#all.length === 0 && characters < FEW_CHARACTERS)) {
      return [here(texts, kind)];
    }
    this.#start();
    const jobs = splitByLength(texts).map((part): FingerprintJob => ({ task, kind, texts: part }));
    const parts: Part[] = new Array(jobs.length);
    let next = 0;
    const serve = async (worker: Worker): Promise<void> => {
      for (let index = next++; index < jobs.length; index = next++) {
        worker.postMessage(jobs[index]!);
        // `once` throws what the thread throws.
        [parts[index]] = (await once(worker, 'message')) as [Part];
      }
      this.#idle.push(worker);
    };
    await Promise.all(this.#idle.splice(0).map(serve));
    return parts;
  }

  #start(): void {
    while (this.#all.length < this.#threads) {
      const worker = new Worker(new URL('./fingerprint-worker.ts', import.meta.url));
      this.#all.push(worker);
      this.#idle.push(worker);
    }
  }
}

function splitByLength(texts: readonly string[]): string[][] {
  const parts: string[][] = [];
  let length = JOB_CHARACTERS;
  for (const text of texts) {
    if (length >= JOB_CHARACTERS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(text);
    length += text.length;
  }
  return parts;
}
