import type { FailureCause, FailureStage } from '../core/failure.ts';

/** A message of Icarus and what it means. The first rule that matches wins, so the special stand before the general. */
interface CauseRule {
  pattern: RegExp;
  stage: FailureStage;
  cause: FailureCause;
}

const rules = (stage: FailureStage, ...entries: [RegExp, FailureCause][]): CauseRule[] =>
  entries.map(([pattern, cause]) => ({ pattern, stage, cause }));

const RULES: readonly CauseRule[] = [
  // A directive of the next file met inside a module: the one before was not ended.
  ...rules('syntax', [/timescale directive cannot be inside/, 'missing_endmodule']),
  ...rules(
    'preprocess',
    [/^Include file .* not found/, 'missing_include'],
    [/lacks an `endif|without a matching|`(?:else|endif|elsif)\b/, 'unbalanced_conditional'],
    [/macro .* undefined|undefined macro/, 'undefined_macro'],
    [/recursi/i, 'macro_recursion'],
    [/Stray tic/, 'undefined_macro'],
    [/macro|`define|directive/i, 'bad_directive'],
  ),
  ...rules('syntax', [
    /not (?:yet |currently )?supported|Unsupported|unsupported|requires SystemVerilog/,
    'unsupported_construct',
  ]),
  ...rules(
    'elaborate',
    [/^Unknown module type/, 'missing_module'],
    [/already declared here|was declared here as a module/, 'duplicate_module'],
    [/Unable to find the root module/, 'wrong_module_name'],
    [/^No top level modules/, 'missing_module'],
    [/within itself|recursion|Recursive/, 'recursive_instance'],
    [/is not a port of|port name/, 'port_missing'],
    [/[Ww]rong number of (?:ports|parameters)|vectored net declaration/, 'port_mismatch'],
    [/declared as (?:input|inout|output) and as a reg|Scalar port|Incomplete port decl/, 'port_mismatch'],
    [/port expression|cannot be driven by primitives|must be connected to|[Oo]utput port/, 'port_mismatch'],
    [
      /already has a port declaration|has already been declared|definition conflicts/,
      'duplicate_declaration',
    ],
    [/already been declared a port|Duplicate|duplicate/, 'duplicate_declaration'],
    [/multiple drivers|single driver|Unable to assign to unresolved wires/, 'multiple_drivers'],
    [
      /not a valid l-value|not valid in assign l-value|Cannot assign to|assignment to (?:a )?(?:constant|parameter)/i,
      'illegal_lvalue',
    ],
    [/cannot be (?:assigned|written)|is not a variable|invalid l-value/i, 'illegal_lvalue'],
    [/System (?:function|task)|system task|not defined (?:by|in) (?:any|system)/, 'unknown_system_task'],
    [/No function named|unknown task/i, 'undeclared_signal'],
    [
      /Unable to bind|Could not find variable|no wire\/reg|unknown in|undeclared|Net .* is not defined/,
      'undeclared_signal',
    ],
    [/must be (?:a )?constant|not allowed in a constant expression|not constant|genvar/i, 'not_constant'],
    [/out of order|indices reversed|is reversed|out of range|zero width|greater than zero/, 'bad_range'],
    [/select part of scalar|indefinite width|straddling|part select|Invalid (?:index|bit)/i, 'bad_range'],
    [/needs an array index|array index|Dimensions/, 'bad_range'],
    [/does not match width|Expression width|expects \d+ bits/, 'width_mismatch'],
    [/explicit cast|Enumeration name|enum/i, 'type_mismatch'],
    [/does not have any delay|infinite loop/, 'never_finishes'],
    [/[Gg]ates do not have port names/, 'port_mismatch'],
  ),
  ...rules(
    'syntax',
    [/syntax error|syntax in|[Mm]alformed|[Ii]nvalid module (?:item|instantiation)/i, 'syntax_error'],
    [
      /Errors? in|must have a default value|numeric constant|[Ii]nvalid|Incomprehensible|unterminated/,
      'syntax_error',
    ],
  ),
  ...rules('elaborate', [
    /Unable to elaborate|Failed to (?:evaluate|elaborate|synthesize)/,
    'elaboration_error',
  ]),
];

/** Stage and cause of one message; undefined when no rule knows it. */
export function compileCause(text: string): { stage: FailureStage; cause: FailureCause } | undefined {
  return RULES.find((rule) => rule.pattern.test(text));
}
