import type { DesignInterface } from '../testbench/design-interface.ts';
import type { InputVector, Phase, Step } from '../testbench/stimuli.ts';
import type { FirstMismatch, SignalVerdict } from './signal-verdict.ts';

/** Steps before a mismatch that are told with it. */
const LEAD_UP = 6;

/** The verdicts that the lines of a lock-step harness give; none of them is called coupled. */
export function readSignals(
  design: DesignInterface,
  phases: readonly Phase[],
  lines: readonly (readonly string[])[],
): SignalVerdict[] {
  const history = stepHistory(design, phases);
  return design.outputs.map(({ name }, at) => {
    const [, , samples, mismatches] =
      lines.find(([kind, output]) => kind === 'output' && Number(output) === at) ?? [];
    const first = lines.find(([kind, output]) => kind === 'first' && Number(output) === at);
    return {
      signal: name,
      samples: Number(samples ?? 0),
      mismatches: mismatches === undefined ? null : Number(mismatches),
      firstMismatch: first === undefined ? null : firstMismatch(design, history, first),
      coupled: false,
    };
  });
}

interface HistoryStep {
  cycle: number;
  inputs: InputVector;
}

/** For each step the cycles before it and the inputs that hold in it. */
function stepHistory(design: DesignInterface, phases: readonly Phase[]): HistoryStep[] {
  let cycle = 0;
  let inputs: InputVector = design.inputs.map(() => 0n);
  return phases
    .flatMap((phase) => phase.steps)
    .map((step) => {
      if ('inputs' in step) inputs = step.inputs;
      const entry = { cycle, inputs };
      cycle += cyclesOf(design, step);
      return entry;
    });
}

function cyclesOf(design: DesignInterface, step: Step): number {
  if (step.kind === 'hold') return step.cycles;
  if (step.kind === 'level') return step.active ? 1 : 0;
  return step.kind === 'cycle' || design.clocks.length === 0 ? 1 : 0;
}

function firstMismatch(
  design: DesignInterface,
  history: readonly HistoryStep[],
  words: readonly string[],
): FirstMismatch {
  // The harness counts steps from 1.
  const step = Number(words[2]) - 1;
  const named = ({ cycle, inputs }: HistoryStep) => ({ cycle, inputs: namedInputs(design, inputs) });
  const here = named(history[step]!);
  return {
    time: Number(words[3]),
    cycle: here.cycle,
    inputs: here.inputs,
    leadUp: history.slice(Math.max(0, step - LEAD_UP), step).map(named),
    expected: words[4] ?? '',
    got: words[5] ?? '',
  };
}

function namedInputs(design: DesignInterface, inputs: InputVector): Record<string, string> {
  return Object.fromEntries(
    design.inputs.map(({ name, bits }, at) => [
      name,
      inputs[at]!.toString(16).padStart(Math.ceil(bits / 4), '0'),
    ]),
  );
}
