import { keyHash } from '../../core/content-hash.ts';
import type { SimulationResult, Simulator, SourceFile } from '../../eda/simulator.ts';
import { designSideEffects } from '../../verilog/design-side-effects.ts';
import { loadParser } from '../../verilog/parser.ts';
import { renameUnits } from '../../verilog/rename-units.ts';
import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import type { DesignInterface } from '../testbench/design-interface.ts';
import { planTestbench } from '../testbench/plan-testbench.ts';
import { type ReferenceDesign, readInterface } from '../testbench/read-interface.ts';
import { ownLines, toolFailure } from '../testbench/record-responses.ts';
import { referenceUnusable } from '../testbench/reference-unusable.ts';
import type { Phase } from '../testbench/stimuli.ts';
import { coupledOutputs } from './coupled-outputs.ts';
import { lockstepText } from './lockstep-text.ts';
import { readSignals } from './read-signals.ts';
import type { Comparison, ComparisonOutcome } from './signal-verdict.ts';

export interface CompareOptions {
  /** Draws the stimuli (default `1`). */
  seed?: string;
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
  { seed = '1', phases }: CompareOptions = {},
): Promise<PreparedReference> {
  await loadParser();
  const design = await readInterface(simulator, reference);
  const planned = phases ?? [...planTestbench(design, seed, 0), ...planTestbench(design, seed, 1)];
  const token = keyHash('lockstep', seed, ...design.files.map((file) => file.text)).slice(0, 12);
  const renamed = renameReference(design, token);
  return {
    design,
    phases: planned,
    compare: (candidate, top) =>
      compareWith(simulator, { design, phases: planned, renamed, token }, candidate, top),
  };
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

interface Prepared {
  design: DesignInterface;
  phases: readonly Phase[];
  renamed: readonly SourceFile[];
  token: string;
}

function renameReference(design: DesignInterface, token: string): SourceFile[] {
  const ports = new Set(design.ports.map((port) => port.name));
  const texts = renameUnits(
    design.files.map((file) => file.text),
    (name) => renamedUnit(name, token),
    ports,
  );
  if (texts === undefined) throw referenceUnusable(design.top, 'its text takes too long to parse');
  return design.files.map((file, at) => ({
    name: `reference_${token}_${at}_${file.name}`,
    text: texts[at]!,
  }));
}

function renamedUnit(name: string, token: string): string {
  return `reference_${token}_${name.replace(/[^A-Za-z0-9_]/g, '_')}`;
}

async function compareWith(
  simulator: Simulator,
  { design, phases, renamed, token }: Prepared,
  candidate: readonly SourceFile[],
  wantedTop: string | undefined,
): Promise<Comparison> {
  const modules = candidate.flatMap((file) => readStructure(file.text) ?? []);
  const top = chooseTop(modules, design.top, wantedTop);
  const negative = (outcome: ComparisonOutcome, reason: string): Comparison => ({
    outcome,
    reason,
    signals: noSignals(design),
  });
  if (top === undefined)
    return negative('compile_fail', `no module \`${wantedTop ?? design.top}\` is found in it`);
  const moduleName = `quarry_lockstep_${token}`;
  const effects = candidate.flatMap((file) =>
    designSideEffects(file.text, { testbenchNames: new Set([moduleName]) }),
  );
  if (effects.length > 0) {
    const [{ kind, name, line }] = effects as [(typeof effects)[number]];
    return negative('refused', `line ${line}: ${kind} ${name} could disturb the comparison`);
  }
  const missing = design.ports.filter((port) => !top.ports.some((own) => own.name === port.name));
  if (top.ports.length > 0 && missing.length > 0) {
    return negative(
      'port_mismatch',
      `it has no port ${missing.map((port) => `\`${port.name}\``).join(', ')}`,
    );
  }
  const text = lockstepText(design, phases, {
    moduleName,
    reference: renamedUnit(design.top, token),
    candidate: top.name,
    token,
  });
  const result = await simulator.run({
    // Directives reach forward: what the reference defines must not change the candidate.
    testbench: [
      { name: `${moduleName}.sv`, text },
      ...renamed,
      { name: `reset_${token}.sv`, text: `\`resetall\n\`timescale 1ns/1ps\n${undefinitions(renamed)}` },
    ],
    design: [...candidate],
    topModules: [moduleName],
  });
  const failed = failureOf(result, token);
  if (failed !== undefined) return negative(failed.outcome, failed.reason);
  const coupled = coupledOutputs(top, modules);
  return {
    outcome: 'compared',
    signals: readSignals(design, phases, ownLines(result.simulation!.log, token), coupled),
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

function undefinitions(files: readonly SourceFile[]): string {
  const names = files.flatMap((file) =>
    [...file.text.matchAll(/^[ \t]*`define[ \t]+([A-Za-z_]\w*)/gm)].map((match) => match[1]!),
  );
  return [...new Set(names)].map((name) => `\`undef ${name}\n`).join('');
}

function failureOf(
  result: SimulationResult,
  token: string,
): { outcome: ComparisonOutcome; reason: string } | undefined {
  const failure = toolFailure(result);
  const reason = failure === undefined ? '' : `${failure.outcome}: ${failure.message}`;
  if (failure?.step === 'compile') {
    const ports = /is not a port of|port.*(?:not found|does not exist)/i.test(failure.message);
    return {
      outcome: /limit/.test(failure.outcome) ? 'timeout' : ports ? 'port_mismatch' : 'compile_fail',
      reason,
    };
  }
  const lines = ownLines(result.simulation?.log ?? '', token);
  if (failure !== undefined)
    return { outcome: /limit/.test(failure.outcome) ? 'timeout' : 'runtime_fail', reason };
  if (lines.at(-1)?.[0] === 'end') return undefined;
  return { outcome: 'runtime_fail', reason: 'the run ended before its stimuli' };
}

function noSignals(design: DesignInterface): Comparison['signals'] {
  return design.outputs.map(({ name }) => ({
    signal: name,
    samples: 0,
    mismatches: null,
    firstMismatch: null,
    coupled: false,
  }));
}
