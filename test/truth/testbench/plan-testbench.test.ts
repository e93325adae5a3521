import { expect, test } from 'vitest';
import type { DesignInterface } from '../../../src/truth/testbench/design-interface.ts';
import { type Effort, planTestbench } from '../../../src/truth/testbench/plan-testbench.ts';
import { countSteps, type Step } from '../../../src/truth/testbench/stimuli.ts';
import { COUNTER, DETECTOR, MAJORITY, TWO_CLOCKS } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();
const [counter, detector, majority, twoClocks] = await Promise.all(
  [COUNTER, DETECTOR, MAJORITY, TWO_CLOCKS].map((text) => interfaceOf(simulator, text)),
);

function stepsOf(design: DesignInterface, effort: Effort): Step[] {
  return planTestbench(design, '1', effort).flatMap((phase) => phase.steps);
}

test('the same seed gives the same stimuli, another one others', () => {
  expect(planTestbench(counter!, '1', 0)).toEqual(planTestbench(counter!, '1', 0));
  expect(planTestbench(counter!, '1', 0)).not.toEqual(planTestbench(counter!, '2', 0));
});

test('each level tries more', () => {
  const sizes = ([0, 1, 2, 3] as const).map((effort) => countSteps(planTestbench(counter!, '1', effort)));
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(sizes[0]! + sizes[1]!).toBeGreaterThan(1_000);
});

test('values fit their inputs', () => {
  for (const design of [counter!, detector!, majority!, twoClocks!]) {
    for (const step of stepsOf(design, 1)) {
      if (!('inputs' in step)) continue;
      expect(step.inputs).toHaveLength(design.inputs.length);
      design.inputs.forEach(({ bits }, at) => {
        expect(step.inputs[at]! < 1n << BigInt(bits)).toBe(true);
      });
    }
  }
});

test('every phase begins by a reset, asserted between edges', () => {
  for (const { steps } of planTestbench(counter!, '1', 1)) {
    // The first input is the reset, active low; the others may move while it holds.
    expect(steps[0]).toMatchObject({ kind: 'settle' });
    expect(steps[1]).toMatchObject({ kind: 'cycle' });
    for (const step of steps.slice(0, 2)) expect('inputs' in step && step.inputs[0]).toBe(0n);
  }
});

test('resets come in the middle of a run, over edges and between them', () => {
  const steps = stepsOf(counter!, 0);
  const asserted = (step: Step | undefined): boolean =>
    step !== undefined && 'inputs' in step && step.inputs[0] === 0n;
  const isAfterRun = (at: number): boolean => steps[at - 1]?.kind === 'cycle' && !asserted(steps[at - 1]);
  const begins = steps.flatMap((step, at) => (asserted(step) && isAfterRun(at) ? [at] : []));
  expect(begins.some((at) => steps[at]!.kind === 'cycle')).toBe(true);
  expect(begins.some((at) => steps[at]!.kind === 'settle' && !asserted(steps[at + 1]))).toBe(true);
});

test('inputs, and from the second level on resets, change while a clock is active', () => {
  const whileActive = (effort: Effort): Step[] => {
    let active = false;
    return stepsOf(counter!, effort).filter((step) => {
      if (step.kind === 'level') active = step.active;
      return active && step.kind === 'settle';
    });
  };
  const asserted = (step: Step): boolean => 'inputs' in step && step.inputs[0] === 0n;
  expect(whileActive(0)).toHaveLength(12);
  expect(whileActive(0).some(asserted)).toBe(false);
  expect(whileActive(1).filter((step) => !asserted(step))).toHaveLength(120);
  expect(whileActive(1).some(asserted)).toBe(true);
});

test('a small design without a clock sees every vector', () => {
  const seen = new Set(stepsOf(majority!, 0).map((step) => ('inputs' in step ? step.inputs.join('') : '')));
  expect(seen.size).toBe(8);
});

test('two clocks tick alone and across each other, never both in one step', () => {
  const steps = stepsOf(twoClocks!, 0);
  const ticked = new Set(steps.flatMap((step) => (step.kind === 'cycle' ? [step.clock] : [])));
  expect([...ticked].sort()).toEqual([0, 1]);
  let most = 0;
  const active = new Set<number>();
  for (const step of steps) {
    if (step.kind !== 'level') continue;
    if (step.active) active.add(step.clock);
    else active.delete(step.clock);
    most = Math.max(most, active.size);
  }
  expect(most).toBe(2);
  expect(active.size).toBe(0);
});
