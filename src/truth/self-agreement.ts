import { QuarryError } from '../core/errors.ts';
import type { Simulator, SourceFile } from '../eda/simulator.ts';
import { prepareReference } from './compare/compare-designs.ts';
import { type DesignInterface, isCombinational } from './testbench/design-interface.ts';
import { recordResponses } from './testbench/record-responses.ts';
import { type Phase, sampleCount } from './testbench/stimuli.ts';

/** A design without a reference and the netlist that was made from it. */
export interface SelfAgreementJob {
  files: readonly SourceFile[];
  top: string;
  netlist: SourceFile;
  /** Draws the stimuli (default `1`). */
  seed?: string;
}

/** How a design behaves under stimuli that were made for it, without anyone saying what it should do. */
export interface SelfAgreement {
  /** `simulated`: it ran to the end of the stimuli; `unusable`: no testbench can drive it, or it did not end. */
  outcome: 'simulated' | 'unusable';
  samples: number;
  /** How many outputs there are. */
  outputs: number;
  /** Outputs that are unknown in some sample after reset. */
  unknownOutputs: string[];
  /** Outputs that never changed. */
  constantOutputs: string[];
  /** Outputs in which the netlist differs from the design. */
  differingOutputs: string[];
  /** The netlist ran beside the design to the end and no output differed. */
  agrees: boolean;
  /** Why it was not simulated, or why the netlist was not compared. */
  reason: string | undefined;
}

/**
 * Simulates a design under generated stimuli (several reset sequences, corner values, random values) and runs its own
 * netlist beside it. Says which outputs are unknown after reset, which never change and in which the two differ.
 */
export async function checkSelfAgreement(
  simulator: Simulator,
  job: SelfAgreementJob,
): Promise<SelfAgreement> {
  try {
    const { files, top, netlist, seed = '1' } = job;
    // Netlists of gates run many times slower than the design: the lowest level of stimuli has to do.
    const prepared = await prepareReference(simulator, { files, top }, { seed, effort: 0 });
    const { design, phases } = prepared;
    if (design.outputs.length === 0) return unusable('it has no output');
    const beside = await prepared.compare([netlist], top);
    const recording = await recordResponses(simulator, design, phases);
    if ('failure' in recording) return unusable(recording.failure.message);
    const { samples } = recording.responses;
    const differing = beside.signals.filter(({ mismatches }) => mismatches !== null && mismatches > 0);
    return {
      outcome: 'simulated',
      samples: samples.length,
      outputs: design.outputs.length,
      ...judgeOutputs(design, samples, firstSampleAfterReset(design, phases)),
      differingOutputs: differing.map(({ signal }) => signal),
      agrees: beside.outcome === 'compared' && differing.length === 0,
      reason: beside.reason,
    };
  } catch (error) {
    if (error instanceof QuarryError && error.code === 'REFERENCE_UNUSABLE') return unusable(error.message);
    throw error;
  }
}

function unusable(reason: string): SelfAgreement {
  return {
    outcome: 'unusable',
    samples: 0,
    outputs: 0,
    unknownOutputs: [],
    constantOutputs: [],
    differingOutputs: [],
    agrees: false,
    reason,
  };
}

/**
 * Where nothing may be unknown any more: behind the first phase, which resets by pulses of several lengths; without a
 * reset, behind half of the stimuli, since state is known only when it was loaded; without state, from the start.
 */
function firstSampleAfterReset(design: DesignInterface, phases: readonly Phase[]): number {
  const counts = phases.map(({ steps }) => steps.reduce((sum, step) => sum + sampleCount(step), 0));
  if (isCombinational(design)) return 0;
  if (design.resets.length > 0) return counts[0] ?? 0;
  return Math.floor(counts.reduce((sum, count) => sum + count, 0) / 2);
}

function judgeOutputs(
  design: DesignInterface,
  samples: readonly string[],
  settled: number,
): Pick<SelfAgreement, 'unknownOutputs' | 'constantOutputs'> {
  const unknownOutputs: string[] = [];
  const constantOutputs: string[] = [];
  let start = 0;
  for (const { name, bits } of design.outputs) {
    const values = new Set(samples.slice(settled).map((sample) => sample.slice(start, start + bits)));
    if ([...values].some((value) => value.includes('x'))) unknownOutputs.push(name);
    const seen = new Set(samples.map((sample) => sample.slice(start, start + bits)));
    if ([...seen].filter((value) => !value.includes('x')).length < 2) constantOutputs.push(name);
    start += bits;
  }
  return { unknownOutputs, constantOutputs };
}
