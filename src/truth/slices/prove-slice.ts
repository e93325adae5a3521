import {
  type EquivalenceJob,
  type EquivalenceResult,
  proveEquivalence,
} from '../../eda/prove-equivalence.ts';
import type { SourceFile } from '../../eda/simulator.ts';
import type { Toolbox } from '../../eda/toolbox.ts';
import type { SliceLevel } from '../../verilog/slice/needed-signals.ts';
import { type Slice, sliceOutput } from '../../verilog/slice/slice-output.ts';
import type { SliceableDesign } from '../../verilog/slice/sliceable-design.ts';
import { provableText } from './provable-text.ts';

/**
 * - `proved`: the slice gives the output in any number of cycles; `bounded`: in `bound` of them
 * - `different`: it does not, or it does not compile
 * - `undecided`: the solver came to no end
 * - `unprovable`: Yosys cannot read the design itself
 */
type SliceOutcome = 'proved' | 'bounded' | 'different' | 'undecided' | 'unprovable';

/** What the blanked text is worth beside the design, at one output. */
export interface SliceProof {
  outcome: SliceOutcome;
  method: EquivalenceResult['method'];
  /** Steps of a bounded proof, as in `EquivalenceResult`. */
  bound?: number;
  assumptions: string[];
  /** Why it is not proved; a counterexample. */
  reason?: string;
}

/** A slice with its proof, and the reasons for which smaller ones were given up. */
export interface ProvenSlice {
  slice: Slice;
  proof: SliceProof;
  givenUp: { level: SliceLevel; reason: string }[];
}

/** CPU seconds of each kind of proof. */
type ProofLimits = Pick<EquivalenceJob, 'inductionCpuSeconds' | 'boundedCpuSeconds'>;

const PROOF: ProofLimits = { inductionCpuSeconds: 20, boundedCpuSeconds: 20 };
const LEVELS: readonly SliceLevel[] = ['minimal', 'processes', 'whole'];

/** Slices an output and proves it; a slice that is found wrong gives way to a more generous one. */
export async function proveOutput(
  toolbox: Toolbox,
  design: SliceableDesign,
  top: string,
  output: string,
): Promise<ProvenSlice> {
  const givenUp: ProvenSlice['givenUp'] = [];
  for (const level of LEVELS) {
    const slice = sliceOutput(design, top, output, level);
    const proof = await proveSlice(toolbox, design, top, slice);
    if (proof.outcome !== 'different' || level === 'whole') return { slice, proof, givenUp };
    givenUp.push({ level, reason: proof.reason ?? '' });
  }
  throw new Error('the last level is always returned');
}

/** Proves that what a slice keeps gives its output what the whole design gives it. */
export async function proveSlice(
  toolbox: Toolbox,
  design: SliceableDesign,
  top: string,
  slice: Pick<Slice, 'output' | 'files'>,
  limits: ProofLimits = PROOF,
): Promise<SliceProof> {
  if (toolbox.yosysVersion === undefined)
    return { outcome: 'unprovable', method: null, assumptions: [], reason: 'Yosys is not installed' };
  const whole = design.files.map(({ name, text }): SourceFile => ({ name, text }));
  const readable = provableText(whole);
  const kept = slice.files.map(({ name, text }): SourceFile => ({ name, text }));
  const result = await proveEquivalence(toolbox, {
    ...limits,
    gold: readable.rewrite(whole),
    gate: readable.rewrite(kept),
    top,
    output: slice.output,
  });
  const proof = readResult(result);
  return { ...proof, assumptions: [...readable.assumptions, ...proof.assumptions] };
}

function readResult({
  verdict,
  method,
  bound,
  assumptions,
  reason,
  counterexample,
}: EquivalenceResult): SliceProof {
  const about = { method, assumptions, ...(bound === undefined ? {} : { bound }) };
  switch (verdict) {
    case 'equivalent':
      return { outcome: method === 'bounded' ? 'bounded' : 'proved', ...about };
    case 'different':
      return { outcome: 'different', ...about, reason: counterexample ?? 'no counterexample is told' };
    case 'undecided': {
      const why = reason ?? 'no reason is told';
      // What is wrong with the design itself says nothing of the slice.
      if (why.startsWith('gold: '))
        return { outcome: 'unprovable', ...about, reason: why.slice('gold: '.length) };
      const isBroken = why.startsWith('gate: ') || why.startsWith('the ports differ');
      return { outcome: isBroken ? 'different' : 'undecided', ...about, reason: why };
    }
  }
}
