import type { FailureCause } from '../core/failure.ts';
import type { MutationOperator } from '../verilog/mutate/mutation-operators.ts';

/** The cause in the failure taxonomy that each kind of mistake is an example of. */
const CAUSES: Readonly<Record<MutationOperator | 'tie_0' | 'tie_1', FailureCause>> = {
  arithmetic_operator: 'wrong_operator',
  bitwise_operator: 'wrong_operator',
  logical_operator: 'wrong_operator',
  relational_operator: 'wrong_operator',
  shift_operator: 'wrong_operator',
  reduction_operator: 'wrong_operator',
  unary_deletion: 'wrong_operator',
  unary_insertion: 'wrong_operator',
  operand_deletion: 'wrong_operator',
  operand_swap: 'wrong_operator',
  signedness: 'wrong_operator',
  off_by_one: 'off_by_one',
  constant: 'wrong_constant',
  condition_negation: 'wrong_condition',
  condition_stuck: 'wrong_condition',
  ternary_swap: 'wrong_condition',
  case_deletion: 'wrong_condition',
  case_swap: 'wrong_condition',
  clock_edge: 'wrong_clock_edge',
  reset_edge: 'wrong_reset',
  reset_polarity: 'wrong_reset',
  reset_removed: 'wrong_reset',
  reset_value: 'wrong_reset',
  assignment_kind: 'wrong_assignment_kind',
  statement_deletion: 'missing_assignment',
  state_transition: 'wrong_transition',
  state_reference: 'wrong_transition',
  index: 'wrong_index',
  part_select: 'wrong_index',
  tie_0: 'outputs_stuck',
  tie_1: 'outputs_stuck',
};

/** The cause that a mistake is an example of. */
export function causeOfMistake(operator: MutationOperator | 'tie_0' | 'tie_1'): FailureCause {
  return CAUSES[operator];
}
