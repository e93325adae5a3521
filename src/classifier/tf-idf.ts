/** A sparse vector: ascending feature numbers and their weights. */
export interface SparseVector {
  indices: Int32Array;
  values: Float64Array;
}

/** What turns a text into a vector: learned from training texts alone. */
export interface TfIdfModel {
  /** Term to feature number. */
  vocabulary: Record<string, number>;
  /** Inverse document frequency of each feature: ln((1 + n) / (1 + df)) + 1. */
  idf: number[];
}

export interface TfIdfOptions {
  /** Texts that a term must occur in. */
  minimumTexts: number;
  /** Terms kept, the most frequent first. */
  mostTerms: number;
}

const DEFAULT_TF_IDF: TfIdfOptions = { minimumTexts: 2, mostTerms: 20_000 };

/** Learns the terms (words and pairs of words) of the texts and how rare each is (Salton and Buckley 1988). */
export function learnTfIdf(texts: Iterable<string>, options: TfIdfOptions = DEFAULT_TF_IDF): TfIdfModel {
  const frequency = new Map<string, number>();
  let count = 0;
  for (const text of texts) {
    count += 1;
    for (const term of new Set(termsOf(text))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const kept = [...frequency]
    .filter(([, texts]) => texts >= options.minimumTexts)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, options.mostTerms);
  return {
    vocabulary: Object.fromEntries(kept.map(([term], index) => [term, index])),
    idf: kept.map(([, texts]) => Math.log((1 + count) / (1 + texts)) + 1),
  };
}

/** A text's vector of length 1; counts are damped by 1 + ln(count). A text without a known term is all zero. */
export function tfIdfVector(model: TfIdfModel, text: string): SparseVector {
  const counts = new Map<number, number>();
  for (const term of termsOf(text)) {
    const index = Object.hasOwn(model.vocabulary, term) ? model.vocabulary[term] : undefined;
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => a - b);
  const weights = entries.map(([index, count]) => (1 + Math.log(count)) * model.idf[index]!);
  const length = Math.hypot(...weights) || 1;
  return {
    indices: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(weights, (weight) => weight / length),
  };
}

/** Words in lower case and pairs of neighbours; numbers keep their value only when short, since widths tell a lot. */
function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z_]+|\d{1,4}/g) ?? [];
  return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)];
}
