import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/random.ts';
import { exactKeys } from '../src/dedupe/exact-keys.ts';
import { ALL_CATEGORIES, type AnyCategory } from '../src/generate/category.ts';
import type { DesignInstance } from '../src/generate/design-family.ts';
import { ALL_FAMILIES } from '../src/generate/families.ts';
import { drawProblem, type Problem } from '../src/generate/specification.ts';
import { type Measurement, measureStrength } from '../src/truth/measure-strength.ts';
import { proveSame } from '../src/truth/prove-same.ts';
import { type MachineCoverage, measureStateCoverage } from '../src/truth/state-coverage.ts';
import { openStrengthTools } from '../src/truth/strength-tools.ts';
import { judgeOf } from '../src/truth/testbench-judge.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';
import { lex } from '../src/verilog/lexer.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { declaredPorts, specifiedPorts } from '../test/generate/stub-design.ts';

/**
 * What the generator's families are worth, a line a category: designs that differ by their renamed key (the first style
 * of each draw) and texts (all styles), shapes (keys without literals and widths), mutation scores of a sample,
 * transitions of state machines taken in all styles of the first walks, styles proved to be the first one, and whether
 * specification and RTL agree on every port. Most of the time goes into proofs that the solver gives up.
 * Usage: node bench/families.ts [--draws 400] [--walks 5] [--sample 1] [--mutants 30] [--seed 0] [--verbose] [category ...]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    draws: { type: 'string', default: '400' },
    walks: { type: 'string', default: '5' },
    sample: { type: 'string', default: '1' },
    mutants: { type: 'string', default: '30' },
    seed: { type: 'string', default: '0' },
    verbose: { type: 'boolean', default: false },
  },
});
const draws = Number(values.draws);
const sample = Number(values.sample);
const patterns = loadVerdictPatterns(join(import.meta.dirname, '../pipelines/verdict-patterns.yaml'));
const chosen = ALL_CATEGORIES.filter((name) => positionals.length === 0 || positionals.includes(name));

await loadParser();
const tools = await openStrengthTools();
const started = performance.now();
const scores: number[] = [];
try {
  console.log(
    'category            designs  texts  shapes  median  lowest  undecided  transitions  styles equal  ports differ',
  );
  for (const category of chosen) console.log(await lineOf(category));
} finally {
  await tools.close();
}
console.log(
  `\nscores ${scores.length}: median ${percent(median(scores))}, lowest ${percent(Math.min(...scores))}`,
);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);

async function lineOf(category: AnyCategory): Promise<string> {
  const problems = Array.from({ length: draws }, (_, index) =>
    drawProblem(ALL_FAMILIES[category], createRandom(`${values.seed}/${category}/${index}`)),
  );
  const first = problems.map(({ design }) => exactKeys(lex(design.styles[0].rtl)));
  const texts = problems.flatMap(({ design }) => design.styles.map(({ rtl }) => exactKeys(lex(rtl)).renamed));
  const measured: Measurement[] = [];
  let equal = 0;
  let compared = 0;
  for (const [index, { design }] of problems.slice(0, sample).entries()) {
    measured.push(await measure(category, design, index % design.styles.length));
    const same = await provenStyles(category, design);
    equal += same;
    compared += design.styles.length - 1;
  }
  const own = measured.flatMap(({ score }) => (score === null ? [] : [score]));
  scores.push(...own);
  const walked = problems.slice(0, Number(values.walks));
  const machines = (await Promise.all(walked.map(({ design }) => machinesOf(category, design)))).flat();
  const taken = machines.reduce((sum, one) => sum + one.transitionsVisited, 0);
  const transitions = machines.reduce((sum, one) => sum + one.transitions, 0);
  return [
    category.padEnd(18),
    String(new Set(first.map(({ renamed }) => renamed)).size).padStart(8),
    String(new Set(texts).size).padStart(6),
    String(new Set(first.map(({ abstracted }) => abstracted)).size).padStart(7),
    percent(median(own)).padStart(7),
    percent(Math.min(...own)).padStart(7),
    String(measured.reduce((sum, one) => sum + one.undecided.length, 0)).padStart(10),
    (machines.length === 0 ? '-' : `${taken}/${transitions}`).padStart(12),
    `${equal}/${compared}`.padStart(13),
    String(problems.filter((problem) => !portsAgree(problem)).length).padStart(13),
  ].join(' ');
}

async function measure(category: AnyCategory, design: DesignInstance, style: number): Promise<Measurement> {
  const { name, rtl } = design.styles[style] ?? design.styles[0];
  const strength = await measureStrength(tools, {
    design: [{ name: 'rtl.v', text: rtl }],
    testbench: [{ name: 'tb.v', text: design.testbench }],
    top: design.moduleName,
    patterns,
    limit: Number(values.mutants),
    seed: values.seed,
  });
  if (strength.original.verdict !== 'pass' || values.verbose) explain(category, design, name, strength);
  return strength;
}

async function machinesOf(
  category: AnyCategory,
  { moduleName, styles, testbench, parameters }: DesignInstance,
): Promise<MachineCoverage[]> {
  const judge = judgeOf([{ name: 'tb.v', text: testbench }], patterns);
  const covered = styles.map(({ rtl }) =>
    measureStateCoverage(tools.simulator, judge, [{ name: 'rtl.v', text: rtl }], [moduleName]),
  );
  const machines = (await Promise.all(covered)).flat();
  for (const { stateRegister, missing } of machines)
    if (missing.length > 0)
      console.log(
        `  ${category} ${JSON.stringify(parameters)}: ${stateRegister} never takes ${missing.join(', ')}`,
      );
  return machines;
}

function explain(category: AnyCategory, design: DesignInstance, style: string, strength: Measurement): void {
  const { original, score, survivors, undecided } = strength;
  console.log(
    `  ${category} ${style} ${JSON.stringify(design.parameters)}: ${original.verdict} ${original.failure?.message ?? ''} ${score}`,
  );
  for (const { line, operator, before, after, how } of [...survivors, ...undecided])
    console.log(`    ${line} ${operator}: ${before.trim()} -> ${after.trim()} | ${how.slice(0, 200)}`);
}

async function provenStyles(category: AnyCategory, design: DesignInstance): Promise<number> {
  let equal = 0;
  for (const { name, rtl } of design.styles.slice(1)) {
    const first = [{ name: 'rtl.v', text: design.styles[0].rtl }];
    const { outcome, how } = await proveSame(
      tools.toolbox,
      first,
      [{ name: 'rtl.v', text: rtl }],
      design.moduleName,
    );
    if (outcome === 'equivalent') equal += 1;
    else if (outcome === 'different' || values.verbose)
      console.log(
        `  ${category} ${name} ${JSON.stringify(design.parameters)}: ${outcome}, ${how.slice(0, 600)}`,
      );
  }
  return equal;
}

function portsAgree({ design, specification }: Problem): boolean {
  const specified = specifiedPorts(specification.description).join();
  return design.styles.every(({ rtl }) => declaredPorts(rtl).join() === specified);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(100 * share).toFixed(1)} %`;
}
