/** The files of a data set, in the order in which they are told of. */
export const SPLITS = ['train', 'validation', 'test'] as const;

export type Split = (typeof SPLITS)[number];

/** One shape of training rows: where they come from and how they are written. */
export interface DatasetTask {
  /** Name of the configuration and of its folder. */
  name: string;
  /** One sentence for the card: what a row is, and what was proved of it. */
  description: string;
  /** A curated relation with group_id, split, domain, tier, evidence and refusal (null: may be exported) a row. */
  relation: string;
  /** The column that names a row. */
  key: string;
  /** Further columns of the relation that `query` reads: what the files depend on. */
  columns: readonly string[];
  /** The column that holds what rows are told apart by when a quota takes the most different ones: a design's hash, or a text. */
  content: { column: string; holds: 'design_hash' | 'text' };
  /** Columns that a refused row is listed with, beside its key and reason. */
  refusedWith: readonly string[];
  /** Hugging Face feature types of what `query` gives. */
  features: Readonly<Record<string, unknown>>;
  /** SELECT of the rows of one split, from a table with the columns above, in an order that depends on the rows alone. */
  query: (rows: string, split: Split) => string;
}

/** Feature types of texts. */
export function textFeatures(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { dtype: 'string', _type: 'Value' }]));
}
