import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import type { Synthesis } from '../../eda/synthesize.ts';
import { synthesizeMany } from '../../eda/synthesize-many.ts';
import type { Toolbox } from '../../eda/toolbox.ts';
import type { StalledWork } from '../../engine/stalled-work.ts';
import { checkSelfAgreement, type SelfAgreement } from '../../truth/self-agreement.ts';
import { withoutMemoryFiles } from '../../verilog/memory-files.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** A bundle that compiles, and what is known of it. */
export interface ProvableBundle {
  bundleSha256: string;
  top: string;
  /** Which front end takes it: only what Icarus takes can be simulated. */
  frontEnd: string;
  /** Whether modules in it are stubs: then it is never simulated. */
  hasStubs: boolean;
  source: string;
}

export interface ProofTools {
  simulator: Simulator;
  toolbox: Toolbox;
}

type Proof = Omit<SqlRow, 'bundle_sha256' | 'top' | 'configuration'>;

/**
 * Synthesizes bundles, many to a process, and simulates each beside its netlist where that is possible.
 * @returns in the order of the bundles; undefined where a tool stalls
 */
export async function proveBundles(
  { simulator, toolbox }: ProofTools,
  bundles: readonly ProvableBundle[],
  stalled: StalledWork,
): Promise<(Proof | undefined)[]> {
  const syntheses = await synthesizeMany(
    toolbox,
    // Files that fill memories are in no bundle: what the memories hold at first is left open, as a simulation of the
    // bundle leaves it.
    bundles.map(({ source, top }) => ({ files: sources(withoutMemoryFiles(source)), top })),
  );
  return Promise.all(
    bundles.map(async (bundle, at) => {
      const synthesis = syntheses[at];
      if (synthesis !== undefined) return stalled.try(bundle.top, proveBundle(simulator, bundle, synthesis));
      stalled.add(bundle.top);
      return undefined;
    }),
  );
}

function sources(source: string): SourceFile[] {
  return [{ name: 'bundle.sv', text: source }];
}

async function proveBundle(
  simulator: Simulator,
  bundle: ProvableBundle,
  synthesis: Synthesis,
): Promise<Proof> {
  if (synthesis.outcome !== 'ok') {
    const { outcome, reason: message = outcome } = synthesis;
    return { evidence: 'compiles', synthesis: outcome, reason: `does not synthesize: ${message}`, message };
  }
  const { cells, cellCount, flipFlopBits, latchBits, memoryBits, logicDepth, netlist } = synthesis;
  const measured = {
    synthesis: 'ok',
    cells: JSON.stringify(cells),
    cell_count: cellCount,
    flip_flop_bits: flipFlopBits,
    latch_bits: latchBits,
    memory_bits: memoryBits,
    logic_depth: logicDepth ?? null,
  };
  if (bundle.hasStubs) return { ...measured, evidence: 'synthesizes', reason: 'modules in it are stubs' };
  if (bundle.frontEnd !== 'iverilog')
    return { ...measured, evidence: 'synthesizes', reason: 'Icarus does not take it' };
  const agreement = await checkSelfAgreement(simulator, {
    files: sources(bundle.source),
    top: bundle.top,
    netlist: { name: 'netlist.v', text: netlist ?? '' },
  });
  const shortcoming = whyNotProved(agreement);
  return {
    ...measured,
    ...agreementColumns(agreement),
    evidence: shortcoming === undefined ? 'simulates' : 'synthesizes',
    reason: shortcoming ?? null,
  };
}

/** What keeps a simulated bundle from counting as such; undefined when nothing does. */
function whyNotProved({
  outcome,
  agrees,
  unknownOutputs,
  constantOutputs,
  differingOutputs,
  outputs,
  reason,
}: SelfAgreement): string | undefined {
  if (outcome === 'unusable') return `cannot be simulated: ${reason}`;
  if (outputs === 0) return 'it has no output';
  if (unknownOutputs.length > 0) return `unknown after reset: ${unknownOutputs.join(', ')}`;
  if (constantOutputs.length === outputs) return 'no output ever changes';
  if (differingOutputs.length > 0) return `differs from its netlist: ${differingOutputs.join(', ')}`;
  return agrees ? undefined : `was not compared with its netlist: ${reason}`;
}

function agreementColumns(agreement: SelfAgreement): SqlRow {
  const { outcome, samples, agrees, unknownOutputs, constantOutputs, differingOutputs } = agreement;
  return {
    simulation: outcome === 'simulated' ? 'ok' : 'failed',
    samples,
    agrees,
    unknown_outputs: JSON.stringify(unknownOutputs),
    constant_outputs: JSON.stringify(constantOutputs),
    differing_outputs: JSON.stringify(differingOutputs),
  };
}
