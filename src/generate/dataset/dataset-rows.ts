import { contentHash } from '../../core/content-hash.ts';
import { domainOfCategory } from '../../core/domains.ts';
import { renamedKey } from '../plan/distinct-designs.ts';
import { attemptOutcome, PASSED } from '../runs/attempt-outcome.ts';
import { lastAttempt, type RunRecord } from '../runs/run-record.ts';
import { GENERATED_BY } from '../specification.ts';
import type { MadeDesign, MadeRun } from './make-design.ts';

/** A numbered run with what it was made from. */
export interface NumberedRun {
  readonly record: RunRecord;
  readonly made: MadeRun;
  readonly design: MadeDesign;
}

/** A line of `attempts.jsonl`: what an attempt is, what its record claims and what is true. */
export interface AttemptRow {
  readonly generated_by: string;
  readonly record: 'attempt';
  readonly run_id: string;
  /** From 1, in the order of the trace. */
  readonly attempt: number;
  readonly category: string;
  readonly domain: string | null;
  readonly complexity: string;
  readonly spec_hash: string;
  readonly design: string;
  readonly style: string;
  readonly layout: string;
  readonly course: string;
  readonly candidate: string;
  /** The mistake in a wrong candidate, with its line. */
  readonly fault: { rule: string; line: number } | null;
  readonly testbench: 'family' | 'grown' | 'template';
  /** Null where the record that would tell is cut off. */
  readonly claimed: 'pass' | 'fail' | null;
  /** What judging it says; null where a file of it is missing. */
  readonly verdict: string | null;
  readonly kept: boolean;
  /** Why it is not kept. */
  readonly reason: string | null;
  readonly evidence: 'mutant_checked' | null;
  readonly mutation_score: number | null;
  readonly rtl_sha256: string;
  readonly renamed_key: string;
}

/** The rows of a run's attempts. */
export function attemptRows({ record, made, design }: NumberedRun): AttemptRow[] {
  const { specification } = made.problem;
  return made.attempts.map((attempt, at) => {
    const { plan, fault, report, rtl } = attempt;
    const outcome = attemptOutcome(record, attempt);
    const kept = outcome === PASSED;
    return {
      generated_by: GENERATED_BY,
      record: 'attempt',
      run_id: record.runId,
      attempt: at + 1,
      category: specification.category,
      domain: domainOfCategory(specification.category) ?? null,
      complexity: specification.complexity,
      spec_hash: specification.spec_hash,
      design: designName(design),
      style: made.style.name,
      layout: made.problem.layout,
      course: made.course.name,
      candidate: plan.candidate,
      fault: fault === undefined ? null : { rule: fault.rule, line: fault.line },
      testbench: plan.templateTestbench ? 'template' : design.measured.origin,
      claimed: outcome.startsWith('cut off') ? null : attempt.claimedPass ? 'pass' : 'fail',
      verdict: plan.missing === undefined ? report.judgement.verdict : null,
      kept,
      reason: kept ? null : outcome,
      evidence: kept ? 'mutant_checked' : null,
      mutation_score: kept ? design.measured.strength.score : null,
      rtl_sha256: contentHash(rtl),
      renamed_key: renamedKey(rtl),
    };
  });
}

/** A line of `designs.jsonl`: a drawn design with the strength of its testbench, kept or refused with reasons. */
export function designRow(made: MadeDesign): Record<string, unknown> {
  const { planned, design, measured, faults } = made;
  const { strength, machines, origin } = measured;
  return {
    generated_by: GENERATED_BY,
    record: 'design',
    design: designName(made),
    category: planned.category,
    module_name: design.moduleName,
    parameters: design.parameters,
    styles: planned.styles.map((at) => design.styles[at]?.name),
    testbench: origin,
    ...(planned.repetition > 0 ? { repetition: planned.repetition } : {}),
    mutants: strength.mutants,
    killed: strength.killed,
    survived: strength.survivors.length,
    equivalent: strength.equivalent,
    undecided: strength.undecided.length,
    invalid: strength.invalid,
    score: strength.score,
    lowest_score: strength.lowestScore,
    stubs_accepted: strength.stubs.filter(({ rejected }) => !rejected).map(({ name }) => name),
    machines: machines.map((one) => ({
      style: one.style,
      state_register: one.stateRegister,
      states: one.states,
      states_covered: one.statesVisited,
      transitions: one.transitions,
      transitions_covered: one.transitionsVisited,
    })),
    not_noticed: strength.survivors.map(({ operator, line, before, after, how }) => {
      return { operator, line, before, after, how };
    }),
    refused_for: faults,
  };
}

/** The training row of a run whose last attempt is kept; undefined for others. In the shape of S1's verified set. */
export function exampleRow(run: NumberedRun): Record<string, unknown> | undefined {
  const { record, made, design } = run;
  const attempt = lastAttempt(record);
  if (attemptOutcome(record, attempt) !== PASSED) return undefined;
  const { specification } = made.problem;
  return {
    generated_by: GENERATED_BY,
    record: 'example',
    instruction: specification.description,
    output: attempt.rtl,
    testbench: attempt.testbench,
    metadata: {
      source: GENERATED_BY,
      spec_hash: specification.spec_hash,
      category: specification.category,
      complexity: specification.complexity,
      style: made.style.name,
      sim_passed: true,
      compile_success: true,
      evidence: 'mutant_checked',
      mutation_score: design.measured.strength.score,
      run_id: record.runId,
      generated_at: new Date(record.startedAt).toISOString(),
    },
  };
}

function designName({ planned: { category, draw } }: MadeDesign): string {
  return `${category}/${draw}`;
}
