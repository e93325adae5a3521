import { lex } from '../verilog/lexer.ts';
import { BANDS, bandKeys } from './bands.ts';
import { type ExactKeys, exactKeys, textKey } from './exact-keys.ts';
import { minHash, SLOTS } from './minhash.ts';
import { codeShingles, type ShingleKind, shingleHashes, shingleSet, specWords } from './shingles.ts';

/** Raise it when the same text would get other keys, shingles or bands: stored ones are then made anew. */
export const FINGERPRINT_VERSION = 2;

/** What many texts are compared by: exact keys, and 32 band keys a text, one text behind the other. */
export interface Fingerprints {
  keys: ExactKeys[];
  bands: Uint32Array;
}

/** Fingerprints of texts. A description has one exact key, over its words; its other keys are the same. */
export function fingerprint(texts: readonly string[], kind: ShingleKind): Fingerprints {
  const signature = new Int32Array(SLOTS);
  const bands = new Uint32Array(texts.length * BANDS);
  const keys = texts.map((text, index) => {
    const tokens = kind === 'code' ? lex(text) : undefined;
    minHash(tokens === undefined ? shingleHashes(text, kind) : codeShingles(tokens), signature);
    bandKeys(signature, bands, index * BANDS);
    return tokens === undefined ? specKeys(text) : exactKeys(tokens);
  });
  return { keys, bands };
}

function specKeys(text: string): ExactKeys {
  const words = specWords(text);
  const key = textKey(words);
  return { tokens: key, renamed: key, ports: key, abstracted: key, tokenCount: words.length };
}

/** The shingle sets of many texts in one array: text `i` has `shingles.subarray(ends[i - 1] ?? 0, ends[i])`. */
export interface ShingleSets {
  shingles: Uint32Array;
  ends: Uint32Array;
}

/** The shingle sets of texts, each ascending and without repeats. */
export function shingleSets(texts: readonly string[], kind: ShingleKind): ShingleSets {
  const sets = texts.map((text) => shingleSet(text, kind));
  const ends = new Uint32Array(texts.length);
  const shingles = new Uint32Array(sets.reduce((sum, set) => sum + set.length, 0));
  let end = 0;
  sets.forEach((set, index) => {
    shingles.set(set, end);
    end += set.length;
    ends[index] = end;
  });
  return { shingles, ends };
}
