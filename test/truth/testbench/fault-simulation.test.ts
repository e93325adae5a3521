import { expect, test } from 'vitest';
import { designMutants } from '../../../src/truth/design-mutants.ts';
import { simulateFaults } from '../../../src/truth/testbench/fault-simulation.ts';
import { planTestbench } from '../../../src/truth/testbench/plan-testbench.ts';
import { recordResponses } from '../../../src/truth/testbench/record-responses.ts';
import { selfCheckingText } from '../../../src/truth/testbench/self-checking-text.ts';
import { judgeOf } from '../../../src/truth/testbench-judge.ts';
import { fatesOf } from '../../../src/truth/try-variants.ts';
import { PATTERNS } from '../patterns.ts';
import { BOTH_EDGES, COUNTER, DETECTOR, PAD, TWO_CLOCKS, WRAPPED } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();
const MUTANTS = 10;

/** Mutants tried at once, and one by one with the testbench that bears the same stimuli. */
async function bothWays(text: string) {
  const design = await interfaceOf(simulator, text);
  const phases = planTestbench(design, '1', 0);
  const recording = await recordResponses(simulator, design, phases);
  if ('failure' in recording) throw new Error(recording.failure.message);
  const { mutants } = designMutants(design.files, design.top, { limit: MUTANTS });
  const steps = await simulateFaults(simulator, design, { phases, ...recording }, mutants);
  const options = { moduleName: 'tb', nonce: 'n0nce', notes: [] };
  const bench = selfCheckingText(design, phases, recording.responses, options);
  const testbench = judgeOf([{ name: 'tb.v', text: bench }], PATTERNS);
  const fates = await fatesOf({ simulator, testbench }, [...design.files], mutants);
  return mutants.map((mutant, at) => ({ line: mutant.after, fate: fates[at], step: steps.get(mutant) }));
}

test.each([
  ['a counter', COUNTER],
  ['a detector with an output that is unknown at times', DETECTOR],
  ['two clocks', TWO_CLOCKS],
  ['both edges', BOTH_EDGES],
  ['a wrapper of several modules', WRAPPED],
  ['a pad', PAD],
])('%s: mutants that are simulated together die as they do one by one', async (_, text) => {
  const tried = await bothWays(text);
  expect(tried.length).toBeGreaterThan(3);
  const together = tried.filter(({ step }) => step !== undefined);
  // A few that do not compile may take their batch with them, no more.
  expect(together.length).toBeGreaterThan(tried.length / 2);
  for (const { line, fate, step } of together)
    expect(`${line}: ${step === null ? 'survived' : 'killed'}`).toBe(`${line}: ${fate}`);
});

test('designs that draw numbers are left to be tried one by one: they share one seed', async () => {
  const draws = DETECTOR.replace("2'bxx", '$random');
  const design = await interfaceOf(simulator, draws);
  const { mutants } = designMutants(design.files, design.top, { limit: 4 });
  const nothing = { phases: [], responses: { samples: [], watched: [], holds: new Map() }, cpuMs: 1 };
  expect(await simulateFaults(simulator, design, nothing, mutants)).toEqual(new Map());
});
