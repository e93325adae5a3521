import { lex, TokenKind, type Tokens } from '../verilog/lexer.ts';

/** Tokens in a shingle. What is shorter than this is one shingle as a whole. */
export const SHINGLE_TOKENS = 5;

/** What a text is compared by. `code`: Verilog tokens without comments; `spec`: words of a description. */
export type ShingleKind = 'code' | 'spec';

/**
 * Hashes of a text's shingles, 32 bits each, in order of appearance: every run of five tokens. Repeated shingles
 * are repeated. A text without any token has none.
 */
export function shingleHashes(text: string, kind: ShingleKind): Uint32Array {
  return kind === 'code' ? codeShingles(lex(text)) : hashWindows(Uint32Array.from(specWords(text), hashWord));
}

/** The shingle hashes of a Verilog text that is split into tokens already. */
export function codeShingles(tokens: Tokens): Uint32Array {
  const hashes = new Uint32Array(tokens.count);
  for (let index = 0; index < tokens.count; index++) hashes[index] = hashToken(tokens, index);
  return hashWindows(hashes);
}

/** The shingles of a text as a set: ascending, each once. What Jaccard similarity is taken of. */
export function shingleSet(text: string, kind: ShingleKind): Uint32Array {
  return distinctAscending(shingleHashes(text, kind));
}

/** Sorts `hashes` in place and drops repeats; the result shares their memory. */
function distinctAscending(hashes: Uint32Array): Uint32Array {
  hashes.sort();
  let kept = 0;
  for (let at = 0; at < hashes.length; at++) {
    if (at === 0 || hashes[at] !== hashes[kept - 1]) hashes[kept++] = hashes[at]!;
  }
  return hashes.subarray(0, kept);
}

function hashToken(tokens: Tokens, index: number): number {
  const { text } = tokens;
  const end = tokens.ends[index]!;
  let start = tokens.starts[index]!;
  // `\name ` and `name` are the same identifier (IEEE 1800-2017, 5.6.1).
  if (tokens.kinds[index] === TokenKind.escapedIdentifier) start += 1;
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return mixed(hash);
}

/** The words of a description: letters and digits without case, so that punctuation, Markdown and layout do not count. */
export function specWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hashWord(word: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return mixed(hash);
}

function hashWindows(tokens: Uint32Array): Uint32Array {
  const width = Math.min(SHINGLE_TOKENS, tokens.length);
  if (width === 0) return tokens;
  const shingles = new Uint32Array(tokens.length - width + 1);
  for (let start = 0; start < shingles.length; start++) {
    let hash = width;
    for (let at = start; at < start + width; at++) {
      hash = Math.imul(hash ^ tokens[at]!, WINDOW_PRIME);
      hash ^= hash >>> 15;
    }
    shingles[start] = mixed(hash);
  }
  return shingles;
}

/** FNV-1a, 32 bits: offset basis and prime (http://www.isthe.com/chongo/tech/comp/fnv/). */
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const WINDOW_PRIME = 0x9e3779b1 | 0;

/** The finalizer of MurmurHash3, 32 bits (Appleby, public domain): every input bit moves every output bit. */
function mixed(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
