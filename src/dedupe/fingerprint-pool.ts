import { partsByLength, ThreadPool } from '../core/thread-pool.ts';
import { type Fingerprints, fingerprint, type ShingleSets, shingleSets } from './fingerprint.ts';
import type { FingerprintJob } from './fingerprint-worker.ts';
import type { ShingleKind } from './shingles.ts';

/** Characters a thread is given at once. */
const JOB_CHARACTERS = 2 ** 18;
/** Fewer than this are not worth starting threads for: they are done at once, here. */
const FEW_CHARACTERS = 2 ** 20;

/** Fingerprints texts on all cores. Threads start with the first large batch and stay until `close`. */
export class FingerprintPool {
  readonly #pool: ThreadPool<FingerprintJob, Fingerprints | ShingleSets>;

  /** `threads` 0 is one a core. */
  constructor(threads = 0) {
    this.#pool = new ThreadPool(new URL('./fingerprint-worker.ts', import.meta.url), threads);
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
    await this.#pool.close();
  }

  async #map<Part>(
    texts: readonly string[],
    kind: ShingleKind,
    task: FingerprintJob['task'],
    here: (texts: readonly string[], kind: ShingleKind) => Part,
  ): Promise<Part[]> {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (this.#pool.size === 1 || (!this.#pool.isStarted && characters < FEW_CHARACTERS)) {
      return [here(texts, kind)];
    }
    const jobs = partsByLength(texts, (text) => text.length, JOB_CHARACTERS).map(
      (part): FingerprintJob => ({ task, kind, texts: part }),
    );
    // What comes back is of the task that was asked for.
    return (await this.#pool.map(jobs)) as Part[];
  }
}
