import type { Measurement } from '../../truth/measure-strength.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** What a row is about. */
export interface MeasuredPair {
  key: string;
  configuration: string;
  tools: string;
  design: string;
  testbench: string;
  origin: string;
  seconds: number;
}

/** The fact row of a measured strength; where the design itself does not pass, only that is said. */
export function strengthRow(pair: MeasuredPair, measured: Measurement): SqlRow {
  const { original, interval, survivors, undecided, stubs, machines } = measured;
  const passes = original.verdict === 'pass';
  const sum = (count: (machine: Measurement['machines'][number]) => number): number | null =>
    machines.length === 0 ? null : machines.reduce((total, machine) => total + count(machine), 0);
  return {
    ...emptyRow(pair),
    top: measured.top,
    verdict: original.verdict,
    message: original.failure?.message ?? null,
    ...(passes
      ? {
          available: measured.available,
          mutants: measured.mutants,
          invalid: measured.invalid,
          killed: measured.killed,
          equivalent: measured.equivalent,
          undecided: undecided.length,
          score: measured.score,
          score_low: interval?.[0] ?? null,
          score_high: interval?.[1] ?? null,
          lowest_score: measured.lowestScore,
          survivors: JSON.stringify(survivors),
          undecided_mutants: JSON.stringify(undecided),
          stubs: JSON.stringify(stubs),
          accepted_stubs: stubs.filter((stub) => !stub.rejected).length,
          states: sum((machine) => machine.states),
          transitions: sum((machine) => machine.transitions),
          states_covered: sum((machine) => machine.statesVisited),
          covered: sum((machine) => machine.transitionsVisited),
          machines: JSON.stringify(machines),
        }
      : {}),
  };
}

/** The row of a pair that could not be put together. */
export function unmeasuredRow(pair: MeasuredPair, message: string): SqlRow {
  return { ...emptyRow(pair), verdict: 'not_measured', message };
}

function emptyRow({ key, configuration, tools, design, testbench, origin, seconds }: MeasuredPair): SqlRow {
  return {
    strength_key: key,
    configuration,
    tools,
    design_sha256: design,
    testbench_sha256: testbench,
    design_origin: origin,
    seconds,
  };
}
