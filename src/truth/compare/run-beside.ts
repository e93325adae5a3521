import type { SimulationResult, Simulator, SourceFile } from '../../eda/simulator.ts';
import { type DesignSideEffect, designSideEffects } from '../../verilog/design-side-effects.ts';
import { renameUnits } from '../../verilog/rename-units.ts';
import type { DesignInterface } from '../testbench/design-interface.ts';
import { ownLines, toolFailure } from '../testbench/record-responses.ts';
import { referenceUnusable } from '../testbench/reference-unusable.ts';
import type { Phase } from '../testbench/stimuli.ts';
import { lockstepText } from './lockstep-text.ts';
import { readSignals } from './read-signals.ts';
import type { Comparison, ComparisonOutcome } from './signal-verdict.ts';

/** All that a candidate runs beside. */
export interface BesideParts {
  design: DesignInterface;
  phases: readonly Phase[];
  renamed: readonly SourceFile[];
  token: string;
}

/**
 * The reference's files with every unit of theirs renamed, so that a candidate with the same names can stand beside
 * it. Needs `loadParser()`.
 */
export function renameReference(design: DesignInterface, token: string): SourceFile[] {
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

/**
 * One simulation of a candidate beside the reference; a trusted one may print. Coupling is not looked at.
 */
export async function runBeside(
  simulator: Simulator,
  prepared: BesideParts,
  candidate: readonly SourceFile[],
  { top, trusted }: { top: string; trusted: boolean },
): Promise<{ comparison: Comparison; cpuMs: number }> {
  const { design, phases, token } = prepared;
  const moduleName = harnessName(token);
  const testbenchNames = new Set([moduleName]);
  const effects = trusted
    ? []
    : candidate.flatMap((file) => designSideEffects(file.text, { testbenchNames }));
  const result = await simulator.run({
    testbench: harnessFiles(prepared, top),
    design: [...candidate],
    topModules: [moduleName],
    simulate: effects.length === 0,
  });
  const cpuMs = result.simulation?.cpuMs ?? 0;
  const failed = failureOf(result, effects, token);
  if (failed !== undefined) return { comparison: negative(design, failed.outcome, failed.reason), cpuMs };
  const lines = ownLines(result.simulation?.log ?? '', token);
  return { comparison: { outcome: 'compared', signals: readSignals(design, phases, lines) }, cpuMs };
}

/** The comparison of a candidate that was not run to the end: nothing good is known of any output. */
export function negative(design: DesignInterface, outcome: ComparisonOutcome, reason: string): Comparison {
  const signals = design.outputs.map(({ name }) => ({
    signal: name,
    samples: 0,
    mismatches: null,
    firstMismatch: null,
    coupled: false,
  }));
  return { outcome, reason, signals };
}

/** What stands in front of the candidate in the compile. */
function harnessFiles({ design, phases, renamed, token }: BesideParts, candidateTop: string): SourceFile[] {
  const moduleName = harnessName(token);
  const reference = renamedUnit(design.top, token);
  const text = lockstepText(design, phases, { moduleName, reference, candidate: candidateTop, token });
  // Directives reach forward: what the reference defines must not change the candidate.
  const reset = `\`resetall\n\`timescale 1ns/1ps\n${undefinitions(renamed)}`;
  return [{ name: `${moduleName}.sv`, text }, ...renamed, { name: `reset_${token}.sv`, text: reset }];
}

function harnessName(token: string): string {
  return `quarry_lockstep_${token}`;
}

function undefinitions(files: readonly SourceFile[]): string {
  const names = files.flatMap((file) =>
    [...file.text.matchAll(/^[ \t]*`define[ \t]+([A-Za-z_]\w*)/gm)].map((match) => match[1]!),
  );
  return [...new Set(names)].map((name) => `\`undef ${name}\n`).join('');
}

function failureOf(
  result: SimulationResult,
  effects: readonly DesignSideEffect[],
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
  const [effect] = effects;
  if (effect !== undefined) {
    const { line, kind, name } = effect;
    return { outcome: 'refused', reason: `line ${line}: ${kind} ${name} could disturb the comparison` };
  }
  const lines = ownLines(result.simulation?.log ?? '', token);
  if (failure !== undefined)
    return { outcome: /limit/.test(failure.outcome) ? 'timeout' : 'runtime_fail', reason };
  if (lines.at(-1)?.[0] === 'end') return undefined;
  return { outcome: 'runtime_fail', reason: 'the run ended before its stimuli' };
}
