/** What one `sat` command found. */
export interface SatFinding {
  /** `no_model`: none in the steps tried; `induction`: none in any step; `unfinished`: a limit ended it. */
  outcome: 'no_model' | 'model' | 'induction' | 'unfinished';
  /** Steps that hold for certain. */
  provenSteps: number;
  /** Where a model was found: the inputs of each step, and the outputs that differ in the last. */
  counterexample?: string;
}

const MODEL = /^SAT temporal induction proof finished - model found for base case: FAIL!$/m;

/**
 * Reads the log of one `sat -tempinduct... -prove trigger 0` (Yosys 0.23). Names of a design stand in it too, but
 * hold no blanks, so whole lines are Yosys's own.
 */
export function readSatLog(log = ''): SatFinding {
  const proven = [...log.matchAll(/^(?:Base case for induction length|.*proved base case for) (\d+) /gm)];
  const provenSteps = Math.max(0, ...proven.map(([, steps]) => Number(steps)));
  if (/^Induction step proven: SUCCESS!$/m.test(log)) return { outcome: 'induction', provenSteps };
  if (/^Reached maximum number of time steps -> /m.test(log)) return { outcome: 'no_model', provenSteps };
  const model = MODEL.exec(log);
  if (model === null) return { outcome: 'unfinished', provenSteps };
  // What stands before are models of induction steps, which need not be reachable.
  return { outcome: 'model', provenSteps, ...counterexampleOf(log.slice(model.index)) };
}

const ROW = /^ +(\d+) \\(\S+) +\S+ +\S+ +([01x]+)$/gm;

function counterexampleOf(table: string): { counterexample?: string } {
  const steps = new Map<number, Map<string, string>>();
  for (const [, time, name, bits] of table.matchAll(ROW)) {
    const step = steps.get(Number(time)) ?? new Map<string, string>();
    steps.set(Number(time), step.set(name!, bits!));
  }
  const last = Math.max(...steps.keys());
  const values = steps.get(last);
  if (values === undefined) return {};
  const inputs = [...steps].map(([time, step]) => `step ${time}: ${inputsOf(step)}`);
  return { counterexample: [...inputs, `then ${differences(values)}`].join('\n') };
}

function inputsOf(values: Map<string, string>): string {
  const inputs = [...values].filter(([name]) => name.startsWith('in_'));
  return inputs.map(([name, bits]) => `${name.slice(3)}=${bits}`).join(' ');
}

function differences(values: Map<string, string>): string {
  return [...values]
    .filter(([name]) => name.startsWith('gold_'))
    .map(([name, bits]) => ({ name: name.slice(5), gold: bits, gate: values.get(`gate_${name.slice(5)}`) }))
    .filter(({ gold, gate }) => gold !== gate)
    .map(({ name, gold, gate }) => `${name} is ${gold} in the one and ${gate} in the other`)
    .join(', ');
}
