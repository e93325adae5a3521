import { contentHash, keyHash } from '../../core/content-hash.ts';
import { lex, type Tokens, tokenText } from '../lexer.ts';
import type { Mutation } from './mutation-operators.ts';

/** A text as tokens, against which edits are compared. Comments and white space do not count. */
export interface TokenisedText {
  tokens: Tokens;
  /** Hash of the tokens. */
  hash: string;
}

/** Prepares a text for `canonicalEdit`. */
export function tokenise(text: string): TokenisedText {
  const tokens = lex(text);
  return { tokens, hash: contentHash(wordsOf(tokens).join('\n')) };
}

/**
 * The name of what an edit does to the tokens of a text: equal edits have equal names, however much of the text they
 * rewrite, and a changed comment changes no name. Undefined when the tokens stay as they are.
 */
export function canonicalEdit({ tokens, hash }: TokenisedText, mutation: Mutation): string | undefined {
  // Neighbours are taken in, since an edit may glue itself to them.
  const first = Math.max(0, firstEndingAfter(tokens, mutation.start) - 1);
  const last = Math.min(tokens.count, firstStartingFrom(tokens, mutation.end) + 1);
  const from = first < tokens.count ? tokens.starts[first]! : mutation.start;
  const to = last > first ? tokens.ends[last - 1]! : mutation.end;
  const region =
    tokens.text.slice(Math.min(from, mutation.start), mutation.start) +
    mutation.replacement +
    tokens.text.slice(mutation.end, Math.max(to, mutation.end));
  const before = Array.from({ length: Math.max(0, last - first) }, (_, index) =>
    tokenText(tokens, first + index),
  );
  const after = wordsOf(lex(region));
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const removed = before.length - head - tail;
  const inserted = after.slice(head, after.length - tail);
  if (removed === 0 && inserted.length === 0) return undefined;
  return keyHash(hash, String(first + head), String(removed), ...inserted).slice(0, 16);
}

function wordsOf(tokens: Tokens): string[] {
  return Array.from({ length: tokens.count }, (_, index) => tokenText(tokens, index));
}

/** The first token that ends behind an offset. */
function firstEndingAfter({ ends, count }: Tokens, offset: number): number {
  return search(count, (index) => ends[index]! > offset);
}

function firstStartingFrom({ starts, count }: Tokens, offset: number): number {
  return search(count, (index) => starts[index]! >= offset);
}

/** The first index for which a condition holds that goes on holding. */
function search(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
