/** Where a failure showed, in the order a row meets the stages. */
export const FAILURE_STAGES = [
  'extract',
  'preprocess',
  'syntax',
  'elaborate',
  'runtime',
  'timeout',
  'mismatch',
  'no-check',
  'harness',
] as const;

export type FailureStage = (typeof FAILURE_STAGES)[number];

/**
 * Why it failed. The first cause that a tool states wins; `unknown` is said plainly, never guessed.
 * Causes under `harness` are faults of the testbench, tool or machine and are never counted against a design.
 */
export const FAILURE_CAUSES = [
  // extract
  'empty_answer',
  'no_module',
  'prose_only',
  'truncated_answer',
  'missing_artefact',
  // preprocess
  'missing_include',
  'undefined_macro',
  'macro_recursion',
  'bad_directive',
  'unbalanced_conditional',
  // syntax
  'syntax_error',
  'missing_endmodule',
  'markdown_in_code',
  'unsupported_construct',
  // elaborate
  'missing_module',
  'duplicate_module',
  'wrong_module_name',
  'port_mismatch',
  'port_missing',
  'undeclared_signal',
  'duplicate_declaration',
  'illegal_lvalue',
  'multiple_drivers',
  'width_mismatch',
  'bad_range',
  'not_constant',
  'type_mismatch',
  'recursive_instance',
  'unknown_system_task',
  'elaboration_error',
  'tool_crash',
  // runtime
  'runtime_error',
  'fatal_called',
  'assertion_failed',
  'output_flood',
  'memory_limit',
  'file_limit',
  // timeout
  'compile_cpu_limit',
  'simulation_cpu_limit',
  'never_finishes',
  // what earlier versions stored; wall time is no outcome any more
  'compile_wall_limit',
  'simulation_wall_limit',
  // mismatch
  'wrong_output',
  'outputs_unknown',
  'all_samples_wrong',
  'failed_check',
  // mismatch, proved: the design is the reference with a mistake of this kind
  'outputs_stuck',
  'wrong_operator',
  'wrong_constant',
  'off_by_one',
  'wrong_condition',
  'wrong_reset',
  'wrong_clock_edge',
  'wrong_transition',
  'wrong_index',
  'missing_assignment',
  'wrong_assignment_kind',
  // no-check
  'no_testbench',
  'testbench_checks_nothing',
  'no_verdict_printed',
  'design_controls_output',
  'reaches_into_testbench',
  'zero_samples',
  // harness
  'testbench_does_not_compile',
  'reference_fails',
  'sandbox_unavailable',
  'tool_missing',
  'unknown',
] as const;

export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** One classified failure with the tool's own words. `line` is 1-based; absent when the tool gave none. */
export interface Failure {
  stage: FailureStage;
  cause: FailureCause;
  message: string;
  file?: string;
  line?: number;
}
