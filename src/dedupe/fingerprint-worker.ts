import { parentPort } from 'node:worker_threads';
import { fingerprint, shingleSets } from './fingerprint.ts';
import type { ShingleKind } from './shingles.ts';

/** One piece of work for a thread of `FingerprintPool`. */
export interface FingerprintJob {
  task: 'fingerprint' | 'shingles';
  kind: ShingleKind;
  texts: readonly string[];
}

// Typed arrays are handed over, not copied.
parentPort?.on('message', ({ task, kind, texts }: FingerprintJob) => {
  if (task === 'fingerprint') {
    const result = fingerprint(texts, kind);
    parentPort?.postMessage(result, [result.bands.buffer as ArrayBuffer]);
  } else {
    const result = shingleSets(texts, kind);
    parentPort?.postMessage(result, [
      result.shingles.buffer as ArrayBuffer,
      result.ends.buffer as ArrayBuffer,
    ]);
  }
});
