import { keyHash } from '../../core/content-hash.ts';
import { inBatches } from '../../core/in-batches.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import type { SourceFile } from '../../eda/simulation-job.ts';
import type { Simulator } from '../../eda/simulator.ts';
import { copyMarker } from '../../eda/split-program.ts';
import type { DesignMutant } from '../design-mutants.ts';
import { type MarkedDesign, markDesign } from '../marked-mutants.ts';
import type { DesignInterface } from './design-interface.ts';
import { faultHarnessText } from './fault-harness-text.ts';
import type { Responses } from './record-responses.ts';
import { ownLines } from './record-responses.ts';
import type { Phase } from './stimuli.ts';

/** Stimuli, what the reference answered, and how long that took it: CPU time in ms. */
export interface Expectations {
  phases: readonly Phase[];
  responses: Responses;
  cpuMs: number;
}

/** The step, from 1, at which a mutant first differs from what is expected; null: at none. */
export type FirstMismatch = number | null;

/** Mutants that are driven at once. */
const TOGETHER = 32;
/** Characters that their texts may have together: ivl should not feel them. */
const CHARACTERS = 512 * 1024;
/** CPU time that they may take together, by what the reference takes, in ms. */
const BATCH_MS = 500;
const IN_PROGRESS = 4;

/** One seed serves all `$random` of a simulation, so designs that draw numbers would disturb each other. */
const DRAWS = /\$(?:u?random|dist_)/;

/**
 * Drives many mutants at once with the stimuli of a self-checking testbench and says of each what that testbench would:
 * inputs do not depend on outputs there, so the mutants do not see each other. Those that cannot be tried so are left
 * out: they do not compile, never end, or stand in a batch with one of these. Needs `loadParser()`.
 */
export async function simulateFaults(
  simulator: Simulator,
  design: DesignInterface,
  expectations: Expectations,
  mutants: readonly DesignMutant[],
): Promise<Map<DesignMutant, FirstMismatch>> {
  const found = new Map<DesignMutant, FirstMismatch>();
  const marked = design.files.some(({ text }) => DRAWS.test(text)) ? undefined : markDesign([], design.files);
  if (marked === undefined) return found;
  const characters = design.files.reduce((sum, { text }) => sum + text.length, 0);
  const size = Math.floor(
    Math.min(TOGETHER, CHARACTERS / characters, BATCH_MS / Math.max(1, expectations.cpuMs)),
  );
  const work = async (batch: readonly DesignMutant[]): Promise<void> => {
    const steps = await simulateBatch(simulator, design, expectations, marked, batch);
    if (steps === 'does not compile')
      for (const half of inBatches(batch, Math.ceil(batch.length / 2))) if (half.length > 1) await work(half);
    if (typeof steps === 'object') for (const [at, mutant] of batch.entries()) found.set(mutant, steps[at]!);
  };
  if (size > 1) for await (const _ of mapConcurrently(inBatches(mutants, size), IN_PROGRESS, work));
  return found;
}

async function simulateBatch(
  simulator: Simulator,
  design: DesignInterface,
  { phases, responses }: Expectations,
  { marker, mutant: markedMutant }: MarkedDesign,
  mutants: readonly DesignMutant[],
): Promise<FirstMismatch[] | 'does not compile' | 'does not end'> {
  const copies = mutants.map(markedMutant).map((files) => files ?? []);
  const token = keyHash(marker, ...mutants.map(({ id }) => id)).slice(0, 12);
  const moduleName = `quarry_faults_${token}`;
  const tops = mutants.map((_, number) => `${design.top}${copyMarker(marker, number)}`);
  const text = faultHarnessText(design, phases, responses, { moduleName, tops, token });
  const { compile, simulation } = await simulator.run({
    testbench: [{ name: `${moduleName}.sv`, text }],
    design: copies.flatMap((files, number) => files.map((file) => numbered(file, marker, number))),
    topModules: [moduleName],
  });
  if (compile?.outcome === 'failed') return 'does not compile';
  const lines = simulation?.outcome === 'ok' ? ownLines(simulation.log, token) : [];
  if (lines.at(-1)?.[0] !== 'end') return 'does not end';
  const steps = new Map(lines.map(([number, step]) => [number, Number(step)]));
  return mutants.map((_, number) => steps.get(String(number)) ?? null);
}

/** Directives reach forward: what one copy sets must not change the next. */
function numbered({ name, text }: SourceFile, marker: string, number: number): SourceFile {
  return {
    name: `copy_${number}_${name}`,
    text: `\`resetall\n\`timescale 1ns/1ps\n${text.replaceAll(marker, copyMarker(marker, number))}`,
  };
}
