import { keyHash } from '../../core/content-hash.ts';
import type { SimulationResult, Simulator } from '../../eda/simulator.ts';
import type { DesignInterface } from './design-interface.ts';
import { recorderText } from './recorder-text.ts';
import { type Phase, sampleCount } from './stimuli.ts';

/** What the reference did under some stimuli. */
export interface Responses {
  /** Outputs at each sample as bits (`01x`), the first output leftmost. Z counts as x: nobody drives it. */
  samples: readonly string[];
  /** Watched state registers at each sample; null where a bit is unknown. */
  watched: readonly (readonly (bigint | null)[])[];
  /** Checksums (8 hexadecimal digits, may hold x) of each output over the hold that ends with that sample. */
  holds: ReadonlyMap<number, readonly string[]>;
}

/**
 * Responses and the CPU time of the run in ms, or why there are none: a step of the tools that failed, or a run without
 * its end.
 */
export type Recording = { responses: Responses; cpuMs: number } | { failure: ToolFailure };

export interface ToolFailure {
  step: 'compile' | 'simulation';
  /** Outcome of that step: `failed`, `cpu_limit`, ...; `no_end` when it ended without reaching the end of the stimuli. */
  outcome: string;
  message: string;
}

/** Runs the reference once under the stimuli and reads what it did. */
export async function recordResponses(
  simulator: Simulator,
  design: DesignInterface,
  phases: readonly Phase[],
  watched: readonly string[] = [],
): Promise<Recording> {
  const token = keyHash(...design.files.map((file) => file.text), JSON.stringify(phases, bigintText)).slice(
    0,
    12,
  );
  const recorder = recorderText(design, phases, token, watched);
  const result = await simulator.run({
    testbench: [{ name: `${recorder.moduleName}.sv`, text: recorder.text }],
    design: [...design.files],
    topModules: [recorder.moduleName],
  });
  const failure = toolFailure(result);
  if (failure !== undefined) return { failure };
  const total = phases.reduce(
    (sum, { steps }) => sum + steps.reduce((inner, step) => inner + sampleCount(step), 0),
    0,
  );
  const lines = ownLines(result.simulation?.log ?? '', token);
  if (lines.at(-1)?.[0] !== 'end') {
    const truncated = result.simulation?.logTruncated === true ? ': it printed too much' : '';
    return {
      failure: {
        step: 'simulation',
        outcome: 'no_end',
        message: `the run ended before its stimuli${truncated}`,
      },
    };
  }
  return {
    responses: readResponses(lines, design, total, watched.length),
    cpuMs: result.simulation?.cpuMs ?? 0,
  };
}

/** The first step that did not succeed, with the first line that the tool printed. */
export function toolFailure({ preprocess, compile, simulation }: SimulationResult): ToolFailure | undefined {
  for (const [step, result] of [
    ['compile', preprocess],
    ['compile', compile],
    ['simulation', simulation],
  ] as const) {
    if (result === undefined || result.outcome === 'ok') continue;
    const message = result.log.split('\n').find((line) => line.trim() !== '') ?? result.outcome;
    return { step, outcome: result.outcome, message: message.slice(0, 500) };
  }
  return undefined;
}

/** Lines that begin with `@<token> `, split into words: a design cannot know the token, so they are the harness's. */
export function ownLines(log: string, token: string): string[][] {
  const mark = `@${token} `;
  return log
    .split('\n')
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length).split(' '));
}

function readResponses(
  lines: readonly string[][],
  design: DesignInterface,
  total: number,
  watched: number,
): Responses {
  const outputBits = design.outputs.reduce((sum, output) => sum + output.bits, 0);
  const samples: string[] = [];
  const states: (bigint | null)[][] = [];
  const holds = new Map<number, string[]>();
  for (const [first, ...rest] of lines) {
    if (first === 'h') holds.set(Number(rest[0]), rest.slice(1));
    if (first === 'h' || first === 'end') continue;
    const vector = unknownBits(rest[0] ?? '', rest[1] ?? '', outputBits + 32 * watched);
    extend(samples, Number(first));
    extend(states, Number(first));
    samples.push(vector.slice(0, outputBits));
    states.push(Array.from({ length: watched }, (_, at) => wordAt(vector, outputBits + 32 * at)));
  }
  extend(samples, total);
  extend(states, total);
  return { samples, watched: states, holds };
}

/** Samples that were not printed equal the one before. */
function extend<T>(list: T[], length: number): void {
  const last = list.at(-1);
  while (last !== undefined && list.length < length) list.push(last);
}

function unknownBits(value: string, known: string, bits: number): string {
  const [values, knowns] = [value, known].map((hex) => BigInt(`0x${hex}`).toString(2).padStart(bits, '0'));
  if (!knowns!.includes('0')) return values!;
  let text = '';
  for (let bit = 0; bit < bits; bit += 1) text += knowns![bit] === '1' ? values![bit] : 'x';
  return text;
}

function wordAt(vector: string, start: number): bigint | null {
  const word = vector.slice(start, start + 32);
  return word.includes('x') ? null : BigInt(`0b${word}`);
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString(16) : value;
}
