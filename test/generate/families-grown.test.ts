import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domainOfCategory } from '../../src/core/domains.ts';
import { createRandom } from '../../src/core/random.ts';
import { exactKeys } from '../../src/dedupe/exact-keys.ts';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';
import { ALL_CATEGORIES, CATEGORIES, GENERATED_CLASSES } from '../../src/generate/category.ts';
import { ALL_FAMILIES } from '../../src/generate/families.ts';
import type { Simulate } from '../../src/generate/simulate.ts';
import { drawProblem } from '../../src/generate/specification.ts';
import { lex } from '../../src/verilog/lexer.ts';
import { simulateWith } from '../../tools/simulate-with.ts';
import { declaredPorts, specifiedPorts, stubDesign } from './stub-design.ts';

/** Draws that are looked at without simulating. */
const DRAWS = 100;

let simulator: Simulator;
let simulate: Simulate;

beforeAll(async () => {
  simulator = await openSimulator();
  simulate = simulateWith(simulator);
});

afterAll(() => simulator.close());

it('adds classes to the categories of S1, none twice', () => {
  expect(CATEGORIES).toHaveLength(18);
  expect(new Set(ALL_CATEGORIES).size).toBe(CATEGORIES.length + GENERATED_CLASSES.length);
  expect(Object.keys(ALL_FAMILIES).sort()).toEqual([...ALL_CATEGORIES].sort());
});

describe.each(ALL_CATEGORIES)('%s', (category) => {
  const family = ALL_FAMILIES[category];
  const problems = Array.from({ length: DRAWS }, (_, draw) =>
    drawProblem(family, createRandom(`grown/${category}/${draw}`)),
  );
  const designs = problems.map(({ design }) => design);

  it('belongs to the category it is listed under, and that to a domain', () => {
    expect(family.category).toBe(category);
    expect(domainOfCategory(category)).toBeDefined();
  });

  it('has at least 40 designs that differ in more than names', () => {
    const keys = designs.map(({ styles }) => exactKeys(lex(styles[0].rtl)).renamed);
    expect(new Set(keys).size).toBeGreaterThanOrEqual(40);
  });

  it('has designs that differ in more than widths and literals', () => {
    const shapes = designs.map(({ styles }) => exactKeys(lex(styles[0].rtl)).abstracted);
    expect(new Set(shapes).size).toBeGreaterThanOrEqual(25);
  });

  it('is specified with the ports that its RTL declares', () => {
    for (const { design, specification } of problems) {
      const specified = specifiedPorts(specification.description);
      expect(specified.length).toBe(design.ports.length);
      for (const { rtl } of design.styles) expect(declaredPorts(rtl)).toEqual(specified);
    }
  });

  it('has at least two styles, three phrasings and no text with a hole', () => {
    for (const { summaries, decisions, styles, testbench } of designs.slice(0, 30)) {
      expect(new Set(summaries).size).toBeGreaterThanOrEqual(3);
      expect(new Set(styles.map(({ rtl }) => exactKeys(lex(rtl)).tokens)).size).toBeGreaterThanOrEqual(2);
      for (const text of [...summaries, ...decisions]) expect(text).toMatch(/^[A-Z\w].*[.!]$/);
      for (const text of [...summaries, ...decisions, ...styles.map(({ rtl }) => rtl), testbench])
        expect(text).not.toMatch(/undefined|NaN|\[object|\bfalse\b|\bnull\b/);
    }
  });

  it('passes its testbench in every style, which refuses outputs at 0, at 1 and at X', async () => {
    const [{ moduleName, ports, styles, testbench, parameters }] = designs as [(typeof designs)[number]];
    for (const { name, rtl } of styles) {
      const report = await simulate(rtl, testbench);
      expect(report, `${name} ${JSON.stringify(parameters)}`).toMatchObject({ passed: true, compileLog: '' });
    }
    for (const level of ['0', '1', 'x'] as const) {
      const report = await simulate(stubDesign(moduleName, ports, level), testbench);
      expect(report, level).toMatchObject({ compiled: true, passed: false });
    }
  });
});
