/**
 * The mutation operators by our readable name, each with the acronym of the literature where there is one
 * (Offutt's and Jia & Harman's names; those of hardware after Serrestou's and Certess's lists).
 */
const MUTATION_OPERATORS = {
  arithmetic_operator: 'AOR: another arithmetic operator',
  bitwise_operator: 'LCR: another bitwise operator or gate',
  logical_operator: 'COR: && for || and back',
  relational_operator: 'ROR: another comparison',
  off_by_one: 'ROR/CRP: < for <=, or a bound that is one off',
  shift_operator: 'SOR: another shift',
  reduction_operator: 'another reduction',
  unary_deletion: 'UOD: an inversion or sign left out',
  unary_insertion: 'UOI: an inversion too much',
  operand_deletion: 'ODL: an operand left out, with its operator',
  operand_swap: 'OSW: operands of a non-commutative operator, or neighbours of a concatenation, swapped',
  constant: 'CRP: another constant',
  condition_negation: 'COI: a condition negated',
  condition_stuck: 'a condition that always or never holds',
  ternary_swap: 'the branches of ?: swapped',
  clock_edge: 'the other clock edge',
  reset_edge: 'the other edge of an asynchronous reset, or none: it becomes synchronous',
  reset_polarity: 'a reset that is active at the other level',
  reset_removed: 'a reset that never acts',
  reset_value: 'another value after reset',
  assignment_kind: 'blocking for nonblocking and back',
  statement_deletion: 'SDL: an assignment or branch left out',
  state_transition: 'the next state is another one',
  state_reference: 'another state is asked for',
  case_deletion: 'a case item left out',
  case_swap: 'labels of neighbouring case items swapped',
  index: 'another bit or word',
  part_select: 'a part select moved, or one bit narrower',
  signedness: 'signed for unsigned and back',
} as const;

export type MutationOperator = keyof typeof MUTATION_OPERATORS;

/** One edit of a text: `[start, end)` (UTF-16 indices) becomes `replacement`. */
export interface Mutation {
  operator: MutationOperator;
  start: number;
  end: number;
  replacement: string;
}
