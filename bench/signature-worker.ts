import { parentPort, workerData } from 'node:worker_threads';
import { BANDS, bandKeys } from '../src/dedupe/bands.ts';
import { minHash, SLOTS } from '../src/dedupe/minhash.ts';
import { shingleHashes } from '../src/dedupe/shingles.ts';

/** A share of the documents of bench/dedupe.ts: texts, and the hashes of their shingles in shared memory. */
interface Share {
  texts: string[];
  hashes: Uint32Array;
  /** The shingles of text `i` are `hashes.subarray(offsets[i], offsets[i + 1])`. */
  offsets: Uint32Array;
}

const { texts, hashes, offsets } = workerData as Share;
const signature = new Int32Array(SLOTS);
const bands = new Uint32Array(BANDS);

parentPort?.on('message', (from: 'texts' | 'hashes') => {
  texts.forEach((text, index) => {
    const set =
      from === 'texts' ? shingleHashes(text, 'code') : hashes.subarray(offsets[index], offsets[index + 1]);
    minHash(set, signature);
    bandKeys(signature, bands, 0);
  });
  parentPort?.postMessage('done');
});
