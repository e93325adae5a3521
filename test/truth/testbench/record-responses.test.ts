import { expect, test } from 'vitest';
import { recordResponses } from '../../../src/truth/testbench/record-responses.ts';
import type { Phase, Step } from '../../../src/truth/testbench/stimuli.ts';
import { COUNTER, DETECTOR } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();
const cycle = (...inputs: bigint[]): Step => ({ kind: 'cycle', clock: 0, inputs });
const phase = (...steps: Step[]): Phase[] => [{ title: 'test', steps }];

async function recorded(text: string, phases: Phase[], watched: string[] = []) {
  const recording = await recordResponses(simulator, await interfaceOf(simulator, text), phases, watched);
  if ('failure' in recording) throw new Error(recording.failure.message);
  return recording.responses;
}

test('three samples a cycle: before the edge, after it, at rest', async () => {
  // Inputs are rst_n, en, load, d; outputs q and full.
  const { samples } = await recorded(
    COUNTER,
    phase({ kind: 'settle', inputs: [0n, 0n, 0n, 0n] }, cycle(1n, 0n, 1n, 9n), cycle(1n, 1n, 0n, 0n)),
  );
  expect(samples).toEqual(['00000', '00000', '10010', '10010', '10011', '00000', '00000']);
});

test('unknown bits are x, watched registers null until they are known', async () => {
  const { samples, watched } = await recorded(DETECTOR, phase(cycle(0n, 1n), cycle(1n, 1n)), ['state']);
  expect(samples[0]).toBe('xxx');
  expect(samples.at(-1)).toBe('0xx');
  expect(watched[0]).toEqual([null]);
  expect(watched.at(-1)).toEqual([0n]);
});

test('a hold gives its end and a checksum of each output, which any change on the way changes', async () => {
  const held: Step = { kind: 'hold', clock: 0, inputs: [1n, 1n, 0n, 0n], cycles: 40 };
  const steps = phase({ kind: 'settle', inputs: [0n, 0n, 0n, 0n] }, held);
  const right = await recorded(COUNTER, steps);
  expect(right.samples[1]).toBe('00000');
  // It ends in the same state, but was elsewhere between.
  const other = await recorded(
    COUNTER.replace('? 0 : q + 1', '? 0 : q == 3 ? 5 : q == 5 ? 4 : q == 4 ? 6 : q + 1'),
    steps,
  );
  expect(other.samples[1]).toBe(right.samples[1]);
  expect(other.holds.get(1)).not.toEqual(right.holds.get(1));
  expect(right.holds.get(1)).toHaveLength(2);
});

test('a run that never reaches its end is a failure, not half a recording', async () => {
  const text = COUNTER.replace('endmodule', 'always @(q) if (q == 3) $finish; endmodule');
  const design = await interfaceOf(simulator, text);
  const recording = await recordResponses(
    simulator,
    design,
    phase({ kind: 'settle', inputs: [0n, 0n, 0n, 0n] }, cycle(1n, 0n, 1n, 3n), cycle(1n, 0n, 0n, 0n)),
  );
  expect(recording).toMatchObject({ failure: { step: 'simulation', outcome: 'no_end' } });
});
