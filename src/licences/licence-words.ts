/** The bigrams of a text's words, each with how often it occurs, and how many there are. */
export interface WordBigrams {
  counts: Map<number, number>;
  total: number;
}

/** Numbers of words, shared by all texts that are compared. */
const WORD_IDS = new Map<string, number>();
/** Room for a second word's number beside the first one's; both stay below 2^26. */
const SHIFT = 2 ** 26;

/** Lines that differ from copy to copy and say nothing of the terms. */
const COPYRIGHT_LINE = /^[\s*#/>-]*(?:(?:portions\s+)?copyright|\(c\)|\u00a9|all rights? reserved)[^\n]*$/gim;
const PLACEHOLDER = /<[^<>\n]{1,60}>|\[(?:yyyy|year|fullname|name of copyright owner)[^\]\n]*\]/gi;
const MARKUP = /https?:\/\/\S+|[`*_#>|=~]|&\w+;|<\/?\w+[^<>\n]*>/g;

/**
 * A licence text as bigrams of words: case, punctuation, markup, addresses and copyright lines left out, so that two
 * copies of one licence agree (SPDX matching guidelines, appendix B of the specification).
 */
export function wordBigrams(text: string): WordBigrams {
  const words =
    text
      .replace(COPYRIGHT_LINE, ' ')
      .replace(PLACEHOLDER, ' ')
      .replace(MARKUP, ' ')
      .toLowerCase()
      .replace(/licence/g, 'license')
      .match(/[a-z0-9]+(?:\.[0-9]+)*/g) ?? [];
  const counts = new Map<number, number>();
  let before = 0;
  for (const word of words) {
    const id = wordId(word);
    const bigram = before * SHIFT + id;
    counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
    before = id;
  }
  return { counts, total: words.length };
}

/** How many bigrams two texts share, each as often as both have it. */
export function sharedBigrams(a: WordBigrams, b: WordBigrams): number {
  const [few, many] = a.counts.size < b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [bigram, count] of few.counts) shared += Math.min(count, many.counts.get(bigram) ?? 0);
  return shared;
}

/** What is left of a text without the bigrams of another. */
export function withoutBigrams(from: WordBigrams, taken: WordBigrams): WordBigrams {
  const counts = new Map<number, number>();
  let total = 0;
  for (const [bigram, count] of from.counts) {
    const left = count - (taken.counts.get(bigram) ?? 0);
    if (left <= 0) continue;
    counts.set(bigram, left);
    total += left;
  }
  return { counts, total };
}

function wordId(word: string): number {
  const known = WORD_IDS.get(word);
  if (known !== undefined) return known;
  // 0 stands for the beginning of a text.
  WORD_IDS.set(word, WORD_IDS.size + 1);
  return WORD_IDS.size;
}
