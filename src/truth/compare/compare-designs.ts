import { keyHash } from '../../core/content-hash.ts';
import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import { loadParser } from '../../verilog/parser.ts';
import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import type { DesignInterface } from '../testbench/design-interface.ts';
import { type Effort, planTestbench } from '../testbench/plan-testbench.ts';
import { type ReferenceDesign, readInterface } from '../testbench/read-interface.ts';
import { referenceUnusable } from '../testbench/reference-unusable.ts';
import type { Phase } from '../testbench/stimuli.ts';
import { coupledOutputs } from './coupled-outputs.ts';
import { type BesideParts, negative, renameReference, runBeside } from './run-beside.ts';
import type { Comparison } from './signal-verdict.ts';

/** CPU time of a reference beside itself from which its stimuli are cut, in ms: candidates may be slower still. */
const SLOW_MS = 1_500;

export interface CompareOptions {
  /** Draws the stimuli (default `1`). */
  seed?: string;
  /** Highest level of stimuli (default 1). */
  effort?: Effort;
  /** Stimuli to use instead of planned ones. */
  phases?: readonly Phase[];
}

/** A reference that any number of candidates can be compared with. */
export interface PreparedReference {
  design: DesignInterface;
  phases: readonly Phase[];
  /** @param top default: the module that bears the name of the reference's top, else the candidate's only root */
  compare(candidate: readonly SourceFile[], top?: string): Promise<Comparison>;
}

/**
 * Reads a reference, plans stimuli for it (resets, corners, at least 1,000 random steps) and renames its units, so
 * that a candidate with the same names can run beside it.
 * @throws QuarryError REFERENCE_UNUSABLE
 */
export async function prepareReference(
  simulator: Simulator,
  reference: ReferenceDesign,
  { seed = '1', effort = 1, phases }: CompareOptions = {},
): Promise<PreparedReference> {
  await loadParser();
  const design = await readInterface(simulator, reference);
  const token = keyHash('lockstep', seed, ...design.files.map((file) => file.text)).slice(0, 12);
  const renamed = renameReference(design, token);
  const parts = { design, renamed, token };
  const usable = await usablePhases(
    simulator,
    parts,
    phases === undefined ? planLevels(design, seed, effort) : [phases],
  );
  return {
    design,
    phases: usable,
    compare: (candidate, top) => compareWith(simulator, { ...parts, phases: usable }, candidate, top),
  };
}

/** All levels up to `effort` together, and for slow designs with ever fewer of them. */
function planLevels(design: DesignInterface, seed: string, effort: Effort): Phase[][] {
  const levels = Array.from({ length: effort + 1 }, (_, level) =>
    planTestbench(design, seed, level as Effort),
  );
  return levels.map((_, dropped) => levels.slice(0, levels.length - dropped).flat());
}

/**
 * The first of the plans under which the reference runs beside itself quickly enough, without ever differing.
 * @throws QuarryError REFERENCE_UNUSABLE when it differs from itself, or never ends
 */
async function usablePhases(
  simulator: Simulator,
  parts: Omit<BesideParts, 'phases'>,
  plans: readonly (readonly Phase[])[],
): Promise<readonly Phase[]> {
  const { design } = parts;
  for (const [at, phases] of plans.entries()) {
    const isLast = at === plans.length - 1;
    const { comparison, cpuMs } = await runBeside(simulator, { ...parts, phases }, design.files, {
      top: design.top,
      trusted: true,
    });
    if (!isLast && (comparison.outcome === 'timeout' || cpuMs > SLOW_MS)) continue;
    if (comparison.outcome !== 'compared')
      throw referenceUnusable(design.top, comparison.reason ?? comparison.outcome);
    const wrong = comparison.signals.find(({ mismatches }) => mismatches !== 0);
    if (wrong === undefined) return phases;
    throw referenceUnusable(design.top, `output \`${wrong.signal}\` differs between two runs side by side`);
  }
  throw referenceUnusable(design.top, 'there are no stimuli for it');
}

/**
 * Runs a candidate beside a reference under the same stimuli and says of each output whether it ever differed.
 * @throws QuarryError REFERENCE_UNUSABLE; what is wrong with the candidate is in the result
 */
export async function compareDesigns(
  simulator: Simulator,
  job: ReferenceDesign & CompareOptions & { candidate: readonly SourceFile[]; candidateTop?: string },
): Promise<Comparison> {
  const prepared = await prepareReference(simulator, job, job);
  return prepared.compare(job.candidate, job.candidateTop);
}

async function compareWith(
  simulator: Simulator,
  prepared: BesideParts,
  candidate: readonly SourceFile[],
  wantedTop: string | undefined,
): Promise<Comparison> {
  const { design } = prepared;
  const modules = candidate.flatMap((file) => readStructure(file.text) ?? []);
  const top = chooseTop(modules, design.top, wantedTop);
  if (top === undefined) {
    return negative(design, 'compile_fail', `no module \`${wantedTop ?? design.top}\` is found in it`);
  }
  const missing = design.ports.filter((port) => !top.ports.some((own) => own.name === port.name));
  if (top.ports.length > 0 && missing.length > 0) {
    const names = missing.map((port) => `\`${port.name}\``).join(', ');
    return negative(design, 'port_mismatch', `it has no port ${names}`);
  }
  const { comparison } = await runBeside(simulator, prepared, candidate, {
    top: top.name,
    trusted: false,
  });
  const coupled = coupledOutputs(top, modules);
  return {
    ...comparison,
    signals: comparison.signals.map((signal) => ({ ...signal, coupled: coupled.has(signal.signal) })),
  };
}

/** The named module, else that with the name of the reference's top, else the only one that no other instantiates. */
function chooseTop(
  modules: readonly ModuleStructure[],
  referenceTop: string,
  wanted: string | undefined,
): ModuleStructure | undefined {
  const named = modules.find((module) => module.name === (wanted ?? referenceTop));
  if (named !== undefined || wanted !== undefined) return named;
  const used = new Set(modules.flatMap((module) => module.instances.map(({ moduleName }) => moduleName)));
  const roots = modules.filter((module) => !used.has(module.name));
  return roots.length === 1 ? roots[0] : undefined;
}
