/** Generated from schemas/canonical-attempt.schema.json. A test fails when they differ; `vitest -u` writes it anew. */

/**
 * What every trace format becomes. One attempt is one RTL answer of one model (or generator) to one problem.
 */
export interface CanonicalRecord {
  /**
   * attempt: an RTL answer or its recorded result. reference: a problem with its testbench. event: a step of a loop. summary: totals of a run.
   */
  kind: 'attempt' | 'reference' | 'event' | 'summary';
  run_id?: string;
  problem_id?: string;
  model?: string;
  agent?: string;
  /**
   * Canonical stage name, snake_case.
   */
  stage?: string;
  /**
   * Which try inside the run, as recorded or counted from 1.
   */
  iteration?: number;
  /**
   * A recorded iteration that is a word, such as `final`.
   */
  iteration_label?: string;
  /**
   * ISO 8601, UTC.
   */
  timestamp?: string;
  /**
   * The recorded category name as it stood.
   */
  category?: string;
  difficulty?: string;
  claimed_status?: 'pass' | 'fail' | 'compile_fail' | 'timeout' | 'error' | 'unknown';
  /**
   * The recorded verdict as it stood.
   */
  claimed_text?: string;
  /**
   * What the model was asked, in words.
   */
  instruction?: string;
  /**
   * The specification where it is a text of its own.
   */
  spec?: string;
  /**
   * The open module header that the answer continues or must match.
   */
  header?: string;
  /**
   * The model's text, uncut.
   */
  answer?: string;
  /**
   * completion: continues the header. chat: prose with code. code: source only.
   */
  answer_protocol?: 'completion' | 'chat' | 'code';
  design_files?: NamedText[];
  testbench_files?: NamedText[];
  reference_rtl?: string;
  compile_log?: string;
  simulation_log?: string;
  /**
   * Errors, diagnoses and mismatches that the trace itself holds.
   */
  recorded_messages?: string[];
  /**
   * Seconds.
   */
  duration_s?: number;
  dialect?: string;
  spec_hash?: string;
  /**
   * The protected benchmark that this row belongs to. Such a row never reaches train.
   */
  benchmark?: string;
  /**
   * Every top-level key that no field took.
   */
  metadata: {
    [k: string]: unknown;
  };
}
export interface NamedText {
  name: string;
  text: string;
}
