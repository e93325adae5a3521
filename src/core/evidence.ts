/**
 * How much is known to be true of a design, weakest first. Exports filter on this order.
 *
 * - `simulates`: ran to an end, nothing was checked. A testbench without a check never gives more.
 * - `checked`: a testbench that compares values passed.
 * - `mutant_checked`: that testbench also kills the configured share of non-equivalent mutants.
 * - `equivalent`: proved against a reference.
 */
export const EVIDENCE_LEVELS = [
  'unparsed',
  'parses',
  'compiles',
  'synthesizes',
  'simulates',
  'checked',
  'mutant_checked',
  'equivalent',
] as const;

export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];
