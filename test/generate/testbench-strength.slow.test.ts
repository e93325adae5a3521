import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';
import { CATEGORIES } from '../../src/generate/category.ts';
import { FAMILIES } from '../../src/generate/families.ts';
import { functionalFaults } from '../../src/generate/faults/functional-faults.ts';
import { simulateWith } from '../../tools/simulate-with.ts';

const DRAWS = 2;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await openSimulator();
});

afterAll(() => simulator.close());

// Equivalent faults are not filtered out here: unreachable defaults and don't-care resets survive by right.
it.each(CATEGORIES)('%s: its testbenches kill four of five single mistakes', async (category) => {
  const simulate = simulateWith(simulator);
  let faults = 0;
  let killed = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const design = FAMILIES[category].draw(createRandom(`strength/${category}/${draw}`));
    for (const { rtl } of design.styles) {
      for (const fault of functionalFaults(rtl)) {
        const report = await simulate(fault.rtl, design.testbench);
        faults += 1;
        if (!report.passed) killed += 1;
      }
    }
  }
  expect(faults).toBeGreaterThan(20);
  expect(killed / faults).toBeGreaterThanOrEqual(0.8);
});
