import { contentHash, keyHash } from '../../core/content-hash.ts';
import type { SourceFile } from '../../eda/simulator.ts';
import { loadParser } from '../../verilog/parser.ts';
import { designMutants, reachableModules } from '../design-mutants.ts';
import type { Measurement } from '../measure-strength.ts';
import { survivorSettler } from '../settle-survivors.ts';
import { measureStateCoverage } from '../state-coverage.ts';
import { type Settlement, scoreTestbench } from '../strength.ts';
import type { StrengthToolset } from '../strength-tools.ts';
import { judgeOf } from '../testbench-judge.ts';
import type { VerdictPatterns } from '../verdict-patterns.ts';
import type { DesignInterface } from './design-interface.ts';
import { simulateFaults } from './fault-simulation.ts';
import { type GrowthBudget, growStimuli } from './grow-stimuli.ts';
import { HIGHEST_EFFORT } from './plan-testbench.ts';
import { type ReferenceDesign, readInterface } from './read-interface.ts';
import { recordResponses, type ToolFailure } from './record-responses.ts';
import { referenceUnusable } from './reference-unusable.ts';
import { selfCheckingText } from './self-checking-text.ts';
import { countSteps, type Phase } from './stimuli.ts';

export interface GenerationJob extends ReferenceDesign {
  patterns: VerdictPatterns;
  /** Draws stimuli and nonce (default `1`). */
  seed?: string;
  /** Mutants that the stimuli are grown and scored with (default 200). */
  mutants?: number;
  budget?: Partial<GrowthBudget>;
}

/** A testbench with what is known of it. */
export interface GeneratedTestbench {
  testbench: SourceFile;
  nonce: string;
  design: DesignInterface;
  phases: readonly Phase[];
  /** Clock cycles, or vectors where there is no clock. */
  cycles: number;
  strength: Measurement;
}

const DEFAULT_MUTANTS = 200;
const DEFAULT_BUDGET: GrowthBudget = { effort: HIGHEST_EFFORT, milliseconds: 60_000 };

/**
 * Writes a self-checking testbench for a reference design: stimuli grown until mutants of the reference stop dying,
 * expected values from the reference's own run, then scored like any other testbench.
 * @throws QuarryError REFERENCE_UNUSABLE when the reference cannot be compiled, driven or run to an end
 */
export async function generateTestbench(
  tools: StrengthToolset,
  job: GenerationJob,
): Promise<GeneratedTestbench> {
  const { simulator, quick } = tools;
  const seed = job.seed ?? '1';
  await loadParser();
  const design = await readInterface(simulator, job);
  const limit = job.mutants ?? DEFAULT_MUTANTS;
  const sample = designMutants(design.files, design.top, { limit, seed });
  const settle = rememberedSettler(tools, design, seed);
  const isSame = async (mutant: SourceFile[]): Promise<boolean> => {
    const { outcome, isBounded } = await settle(mutant);
    return outcome === 'equivalent' && isBounded !== true;
  };
  const grown = await growStimuli({ simulator, quick, isSame }, design, sample.mutants, seed, {
    ...DEFAULT_BUDGET,
    ...job.budget,
  });
  if ('failure' in grown) throw unusable(design, grown.failure);
  const { phases } = grown;
  const recording = await recordResponses(simulator, design, phases);
  if ('failure' in recording) throw unusable(design, recording.failure);
  const nonce = keyHash('nonce', seed, design.top, ...design.files.map((file) => file.text)).slice(0, 16);
  const moduleName = testbenchName(design);
  const notes = describe(design, seed);
  const text = selfCheckingText(design, phases, recording.responses, { moduleName, nonce, notes });
  const testbench = { name: `${moduleName}.v`, text };
  const judge = judgeOf([testbench], job.patterns);
  const files = [...design.files];
  const faults = await simulateFaults(quick, design, { phases, ...recording }, sample.mutants);
  const killed = new Set(
    sample.mutants.filter((mutant) => typeof faults.get(mutant) === 'number').map(({ id }) => id),
  );
  const scored = { design: files, top: design.top, testbench: judge, limit, seed, killed };
  const strength = await scoreTestbench({ simulator, quick, settle }, scored);
  const { verdict, failure } = strength.original;
  if (verdict !== 'pass') {
    throw referenceUnusable(
      design.top,
      `its own testbench finds ${verdict}: ${failure?.message ?? 'no reason'}`,
    );
  }
  const machines = await measureStateCoverage(simulator, judge, files, reachableModules(files, design.top));
  return {
    testbench,
    nonce,
    design,
    phases,
    cycles: countSteps(phases),
    strength: { ...strength, machines },
  };
}

/** Growth and scoring ask about the same mutants; a proof can take many seconds. */
function rememberedSettler(
  tools: StrengthToolset,
  design: DesignInterface,
  seed: string,
): (mutant: SourceFile[]) => Promise<Settlement> {
  const settle = survivorSettler(tools, [...design.files], design.top, `${seed}/settle`);
  const known = new Map<string, Promise<Settlement>>();
  return (mutant) => {
    const key = contentHash(JSON.stringify(mutant));
    const settlement = known.get(key) ?? settle(mutant);
    known.set(key, settlement);
    return settlement;
  };
}

function unusable(design: DesignInterface, { step, outcome, message }: ToolFailure): Error {
  return referenceUnusable(design.top, `${step} ${outcome}: ${message}`);
}

/** `<top>_tb`, or with a number where the design has a module of that name. */
function testbenchName({ top, files }: DesignInterface): string {
  const stem = `${top.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_')}_tb`;
  const taken = (name: string): boolean => files.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text));
  let name = stem;
  for (let number = 2; taken(name); number += 1) name = `${stem}${number}`;
  return name;
}

function describe(
  { clocks, resets, handshakes, machines, parameters }: DesignInterface,
  seed: string,
): string[] {
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${title}: ${items.join(', ')}.`];
  return [
    `Written by rtl-quarry from a run of the reference design, seed ${seed}.`,
    ...list(
      'Parameters',
      Object.entries(parameters).map(([name, value]) => `${name} = ${value}`),
    ),
    ...list(
      'Clocks',
      clocks.map(
        ({ name, idle, bothEdges }) =>
          `${name} (${bothEdges ? 'both edges' : idle === 0 ? 'rising' : 'falling'})`,
      ),
    ),
    ...list(
      'Resets',
      resets.map(
        ({ name, active, synchronous }) =>
          `${name} (active ${active === 1 ? 'high' : 'low'}, ${synchronous ? 'synchronous' : 'asynchronous'})`,
      ),
    ),
    ...list(
      'Handshakes',
      handshakes.map(({ request, response }) => `${request}/${response}`),
    ),
    ...list(
      'State machines',
      machines.map(({ path, states }) => `${path} with ${states.length} states`),
    ),
  ];
}
