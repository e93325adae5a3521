/** Generated from schemas/trace-mapping.schema.json. A test fails when they differ; `vitest -u` writes it anew. */

export type Expression = string | ExpressionObject;

/**
 * How the records of one trace format become canonical records.
 */
export interface TraceMapping {
  /**
   * The name of the file without its ending.
   */
  name: string;
  description: string;
  /**
   * Mappings whose shapes occur in one file share a group.
   */
  group?: string;
  /**
   * The higher one wins where two mappings take a record. Default 0.
   */
  priority?: number;
  kind: 'attempt' | 'reference' | 'event' | 'summary';
  detect: Condition;
  /**
   * One record becomes many: each element of `each` is `$item`, its place `$index`, its key `$name`.
   */
  explode?: {
    /**
     * Paths to a list or an object, the first that exists is taken; `*` stands for every element.
     *
     * @minItems 1
     */
    each: string[];
    where?: Condition;
    /**
     * A record without the list gives one row without `$item`.
     */
    optional?: boolean;
  };
  fold?: Fold;
  artefacts?: Artefacts;
  /**
   * Fields without which a row is rejected as MISSING_FIELD.
   */
  require?: string[];
  fields: {
    [k: string]: Expression;
  };
}
/**
 * Every part that is given must hold.
 */
export interface Condition {
  /**
   * Paths that exist and are not null.
   *
   * @minItems 1
   */
  has?: string[];
  /**
   * Top-level keys that are there, even if null.
   *
   * @minItems 1
   */
  keys?: string[];
  /**
   * Paths that are absent or null.
   *
   * @minItems 1
   */
  lacks?: string[];
  /**
   * @minItems 1
   */
  all?: Condition[];
  /**
   * @minItems 1
   */
  any?: Condition[];
  /**
   * @minItems 1
   */
  none?: Condition[];
  /**
   * The value that equals, one_of, type and matches look at.
   */
  path?: string;
  equals?: unknown;
  /**
   * @minItems 1
   */
  one_of?: unknown[];
  /**
   * @minItems 1
   */
  type?: ('string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null')[];
  /**
   * A regular expression (flag u) that the text must match.
   */
  matches?: string;
  /**
   * A regular expression on the file's name.
   */
  file?: string;
  /**
   * A file of this name lies in the same folder.
   */
  beside?: string;
}
/**
 * Several records become one attempt: fields of a group's records are carried forward until a closing stage.
 */
export interface Fold {
  group: Expression;
  /**
   * Canonical stages that begin a new try; what an unfinished try held becomes an attempt.
   *
   * @minItems 1
   */
  opens: string[];
  /**
   * Canonical stages whose record makes the attempt.
   *
   * @minItems 1
   */
  closes: string[];
  /**
   * A try that never closed is an attempt if one of these fields was recorded in it.
   *
   * @minItems 1
   */
  attempt_when: string[];
  /**
   * Fields that outlive the attempt, inside the run. Default: run_id, problem_id, spec, spec_hash.
   */
  carry?: string[];
}
/**
 * Exactly one of const, path, first, list, template, when, messages, files, artefact; the rest shapes what it gives.
 */
export interface ExpressionObject {
  const?: unknown;
  /**
   * Dotted path or JSON pointer.
   */
  path?: string;
  /**
   * The first that gives a value.
   *
   * @minItems 1
   */
  first?: Expression[];
  /**
   * All that give a value, as a list of texts.
   *
   * @minItems 1
   */
  list?: Expression[];
  /**
   * A text in which {path} stands for a value; absent if one of them is.
   */
  template?: string;
  when?: Condition;
  then?: Expression;
  else?: Expression;
  /**
   * Path to a list of chat messages.
   */
  messages?: string;
  /**
   * Roles to take.
   *
   * @minItems 1
   */
  role?: string[];
  /**
   * Which of them. Default last.
   */
  take?: 'first' | 'last' | 'all';
  files?: Expression;
  name?: Expression;
  artefact?: Expression;
  /**
   * The artefact is JSON; the value is the text at this path inside it.
   */
  inside?: string;
  /**
   * A missing artefact is noted, and does not reject the row.
   */
  optional?: boolean;
  /**
   * A value that is no path (several lines, or none of these endings) is the text itself.
   */
  inline?: string[];
  /**
   * The value is a text that holds JSON.
   */
  parse?: 'json';
  /**
   * The first group of this regular expression.
   */
  match?: string;
  /**
   * snake_case: lower case, everything else to underscores.
   */
  normalise?: 'snake_case';
  /**
   * Recorded value to canonical value.
   */
  map?: {
    [k: string]: string | number | boolean;
  };
  /**
   * For values that `map` lacks; without it they reject the row as UNMAPPED_VALUE.
   */
  otherwise?: string | number | boolean;
  /**
   * Words that stand where a number is expected; they go to iteration_label.
   */
  labels?: string[];
  /**
   * json: any value, as JSON text. text: chat content to text. seconds_from_ms: milliseconds to seconds.
   */
  as?: 'json' | 'text' | 'seconds_from_ms';
}
/**
 * Where paths in records may point. Nothing outside these folders is ever read.
 */
export interface Artefacts {
  /**
   * Where run folders lie inside their repository, such as `data/runs/*`: what stands before it is a root too.
   */
  repo_layout?: string;
  /**
   * Limit of one artefact, bytes. Default 16 MiB.
   */
  max_bytes?: number;
}
