/** Generated from schemas/corpora.schema.json. A test fails when they differ; `vitest -u` writes it anew. */

/**
 * Where Verilog is taken from.
 */
export interface Corpora {
  sources: CorpusSource[];
}
export interface CorpusSource {
  /**
   * URL of a git repository, or a path or glob, relative to this file: a repository (with a work tree or bare), a folder, an archive, a data set.
   */
  location: string;
  /**
   * What it is, where looking at it does not tell.
   */
  origin?: 'git' | 'folder' | 'archive' | 'dataset';
  /**
   * Default: owner/name of the URL, else the name of the folder or file.
   */
  name?: string;
  /**
   * Branch, tag or commit. Default: HEAD.
   */
  revision?: string;
  stars?: number;
  forks?: number;
  /**
   * Mapping of a data set, by its name in pipelines/corpora.
   */
  mapping?: string;
  /**
   * Instead of a mapping: its columns, as in schemas/corpus-mapping.schema.json.
   */
  columns?: {
    [k: string]: unknown;
  };
}
