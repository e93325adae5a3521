/** Generated from schemas/corpus-mapping.schema.json. A test fails when they differ; `vitest -u` writes it anew. */

export type Path = string | string[];

/**
 * Which columns of a data set hold Verilog and what is known of it.
 */
export interface CorpusMapping {
  /**
   * The name of the file without its ending.
   */
  name: string;
  description: string;
  /**
   * Columns that a row must have for this mapping. Where several mappings take a row, the one that asks for most columns does.
   *
   * @minItems 1
   */
  detect?: string[];
  columns: CorpusColumns;
}
/**
 * Paths into a row, dotted. Of a list the first path that has a value is taken.
 */
export interface CorpusColumns {
  /**
   * The text of a Verilog file, as it stands.
   */
  code?: string | string[];
  /**
   * What a model wrote: fences, prose and testbenches are taken off.
   */
  answer?: string | string[];
  /**
   * A conversation: its last answer, and the question before it.
   */
  messages?: string | string[];
  /**
   * What the text answers. Of a list all values are taken, a blank line between them.
   */
  instruction?: string | string[];
  /**
   * Name of the repository that the text comes from.
   */
  repository?: string | string[];
  /**
   * Path of the file in that repository.
   */
  path?: string | string[];
  /**
   * Commit of that repository.
   */
  revision?: string | string[];
  /**
   * SPDX names that the data set claims: a text or a list of texts, all of which hold.
   */
  licence?: string | string[];
  stars?: Path;
  forks?: Path;
}
