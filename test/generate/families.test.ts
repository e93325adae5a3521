import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';
import { CATEGORIES } from '../../src/generate/category.ts';
import { FAMILIES } from '../../src/generate/families.ts';
import { hasEffect, injectFault } from '../../src/generate/faults/inject-fault.ts';
import type { Simulate } from '../../src/generate/simulate.ts';
import { drawProblem } from '../../src/generate/specification.ts';
import { templateTestbench } from '../../src/generate/testbench/template-testbench.ts';
import { simulateWith } from '../../tools/simulate-with.ts';
import { declaredPorts, specifiedPorts, stubDesign } from './stub-design.ts';

const DRAWS = [0, 1, 2];

let simulator: Simulator;
let simulate: Simulate;

beforeAll(async () => {
  simulator = await openSimulator();
  simulate = simulateWith(simulator);
});

afterAll(() => simulator.close());

describe.each(CATEGORIES)('%s', (category) => {
  const problems = DRAWS.map((draw) =>
    drawProblem(FAMILIES[category], createRandom(`test/${category}/${draw}`)),
  );

  it('belongs to the category it is listed under', () => {
    expect(FAMILIES[category].category).toBe(category);
  });

  it('passes its testbench in every style', async () => {
    for (const { design } of problems) {
      for (const { name, rtl } of design.styles) {
        const report = await simulate(rtl, design.testbench);
        expect(report, `${name} ${JSON.stringify(design.parameters)}`).toMatchObject({
          compiled: true,
          passed: true,
        });
      }
    }
  });

  it('refuses outputs that stand at 0, at 1 and at X', async () => {
    for (const { design } of problems) {
      for (const level of ['0', '1', 'x'] as const) {
        const report = await simulate(stubDesign(design.moduleName, design.ports, level), design.testbench);
        expect(report, `${level} ${JSON.stringify(design.parameters)}`).toMatchObject({
          compiled: true,
          passed: false,
        });
      }
    }
  });

  it('has faults that do what their label says', async () => {
    const [{ design }] = problems as [(typeof problems)[number]];
    const random = createRandom(`faults/${category}`);
    for (const effect of ['fails', 'does_not_compile'] as const) {
      for (const { rtl } of design.styles) {
        const { fault } = await injectFault({ rtl, testbench: design.testbench }, effect, random, simulate);
        expect(fault.effect).toBe(effect);
        expect(fault.rtl).not.toBe(rtl);
        expect(hasEffect(await simulate(fault.rtl, design.testbench), effect), fault.rule).toBe(true);
      }
    }
  });

  it('is specified with the ports that its RTL declares', () => {
    for (const { design, specification } of problems) {
      const specified = specifiedPorts(specification.description);
      expect(specified.length).toBe(design.ports.length);
      for (const { rtl } of design.styles) expect(declaredPorts(rtl)).toEqual(specified);
    }
  });

  it('has at least two styles and two phrasings that differ', () => {
    for (const { design } of problems) {
      expect(new Set(design.styles.map(({ rtl }) => rtl)).size).toBeGreaterThanOrEqual(2);
      expect(new Set(design.summaries).size).toBeGreaterThanOrEqual(2);
    }
  });

  it('draws different designs', () => {
    const drawn = Array.from({ length: 20 }, (_, draw) =>
      FAMILIES[category].draw(createRandom(`many/${draw}`)),
    );
    expect(new Set(drawn.map(({ parameters }) => JSON.stringify(parameters))).size).toBeGreaterThan(8);
  });

  it('runs to the end of the template testbench, which says nothing about it', async () => {
    const [{ design }] = problems as [(typeof problems)[number]];
    const testbench = templateTestbench(design.moduleName, design.ports);
    const report = await simulate(stubDesign(design.moduleName, design.ports, 'x'), testbench);
    expect(report).toMatchObject({ compiled: true, passed: false, compileLog: '' });
    expect(report.simulationLog.trim()).toBe('TESTBENCH COMPLETED');
  });
});
