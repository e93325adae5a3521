import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { ALL_CATEGORIES } from '../../src/generate/category.ts';
import { ALL_FAMILIES } from '../../src/generate/families.ts';
import { measureStrength } from '../../src/truth/measure-strength.ts';
import { proveSame } from '../../src/truth/prove-same.ts';
import { openStrengthTools } from '../../src/truth/strength-tools.ts';
import { loadVerdictPatterns } from '../../src/truth/verdict-patterns.ts';
import { loadParser } from '../../src/verilog/parser.ts';

const patterns = loadVerdictPatterns(join(import.meta.dirname, '../../pipelines/verdict-patterns.yaml'));
let tools: Awaited<ReturnType<typeof openStrengthTools>>;

beforeAll(async () => {
  await loadParser();
  tools = await openStrengthTools();
});

afterAll(() => tools.close());

it.each(ALL_CATEGORIES)(
  '%s: a strong testbench, and styles that cannot be told apart',
  async (category) => {
    const { moduleName, styles, testbench, parameters } = ALL_FAMILIES[category].draw(
      createRandom(`strength/${category}`),
    );
    const [first, second] = styles.map(({ rtl }) => [{ name: 'rtl.v', text: rtl }]);
    const strength = await measureStrength(tools, {
      design: first!,
      testbench: [{ name: 'tb.v', text: testbench }],
      top: moduleName,
      patterns,
      limit: 30,
      seed: '0',
    });
    const told = JSON.stringify([parameters, strength.survivors]);
    expect(strength.score, told).toBeGreaterThanOrEqual(0.95);
    expect(strength.stubs.filter(({ rejected }) => !rejected)).toEqual([]);
    for (const { missing } of strength.machines) expect(missing, told).toEqual([]);
    const { outcome, how } = await proveSame(tools.toolbox, first!, second!, moduleName);
    expect(outcome, how).not.toBe('different');
  },
  300_000,
);
