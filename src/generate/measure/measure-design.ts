import type { SourceFile } from '../../eda/simulator.ts';
import type { Judgement } from '../../truth/judge-simulation.ts';
import { measureStrength } from '../../truth/measure-strength.ts';
import { measureStateCoverage } from '../../truth/state-coverage.ts';
import type { StrengthToolset } from '../../truth/strength-tools.ts';
import { judgeOf, type TestbenchJudge } from '../../truth/testbench-judge.ts';
import type { VerdictPatterns } from '../../truth/verdict-patterns.ts';
import type { DesignInstance, DesignStyle } from '../design-family.ts';
import { growTestbench } from './grow-testbench.ts';
import { RTL_FILE, TESTBENCH_FILE } from './judged-simulation.ts';
import { coverageFaults, isStrong, type MeasuredDesign, strengthFaults } from './measured-design.ts';

export interface MeasureOptions {
  readonly patterns: VerdictPatterns;
  /** Mutants of each design at most. */
  readonly mutants: number;
  /** Share of the mutants that differ which a testbench must kill, 0..1. */
  readonly atLeast: number;
  /** Draws mutants and stimuli. */
  readonly seed: string;
}

/** The styles of a design; mutants are made of the first one that is used. */
interface MeasuredStyles {
  readonly used: readonly [DesignStyle, ...DesignStyle[]];
  /** Those without rows of their own, which show the transitions of the others where these hide them. */
  readonly unused: readonly DesignStyle[];
}

/**
 * How strong the testbench of a design is, and whether all styles pass it and are driven through all transitions. Where
 * the family's own testbench falls short, one is grown from the design, and the better of the two is taken. Nothing
 * in the result depends on the speed of the machine. Needs `loadParser()`.
 */
export async function measureDesign(
  tools: StrengthToolset,
  { moduleName, testbench }: DesignInstance,
  styles: MeasuredStyles,
  options: MeasureOptions,
): Promise<MeasuredDesign> {
  const own = await measureTestbench(tools, styles, testbench, 'family', options);
  if (!own.passes || isStrong(own)) return own;
  const grown = await growTestbench(tools, sourceOf(styles.used[0]), { ...options, moduleName });
  if (grown === undefined) return own;
  return better(own, await measureTestbench(tools, styles, grown, 'grown', options));
}

function better(own: MeasuredDesign, grown: MeasuredDesign): MeasuredDesign {
  if (grown.faults.length !== own.faults.length) return grown.faults.length < own.faults.length ? grown : own;
  return (grown.strength.score ?? 0) > (own.strength.score ?? 0) ? grown : own;
}

function sourceOf({ rtl }: DesignStyle): SourceFile {
  return { name: RTL_FILE, text: rtl };
}

async function measureTestbench(
  tools: StrengthToolset,
  { used: [first, ...others], unused }: MeasuredStyles,
  testbench: string,
  origin: MeasuredDesign['origin'],
  { patterns, mutants, atLeast, seed }: MeasureOptions,
): Promise<MeasuredDesign> {
  const bench = [{ name: TESTBENCH_FILE, text: testbench }];
  const { machines: own, ...strength } = await measureStrength(tools, {
    design: [sourceOf(first)],
    testbench: bench,
    patterns,
    limit: mutants,
    seed,
    search: false,
  });
  const judge = judgeOf(bench, patterns);
  const judged = await Promise.all(others.map((style) => judgeStyle(tools, judge, style)));
  const failed = [{ style: first.name, judgement: strength.original }, ...judged].flatMap(styleFaults);
  if (failed.length > 0) return { testbench, origin, strength, machines: [], passes: false, faults: failed };
  const seen = await Promise.all(
    [...others, ...unused].map(async (style) => {
      const found = await measureStateCoverage(tools.quick, judge, [sourceOf(style)], [strength.top]);
      return found.map((machine) => ({ ...machine, style: style.name }));
    }),
  );
  const machines = [...own.map((machine) => ({ ...machine, style: first.name })), ...seen.flat()];
  const faults = [...strengthFaults(strength, atLeast), ...coverageFaults(machines)];
  return { testbench, origin, strength, machines, passes: true, faults };
}

async function judgeStyle(
  { quick }: StrengthToolset,
  judge: TestbenchJudge,
  style: DesignStyle,
): Promise<{ style: string; judgement: Judgement }> {
  const source = [sourceOf(style)];
  return { style: style.name, judgement: judge.judge(await quick.run(judge.job(source)), source) };
}

function styleFaults({ style, judgement }: { style: string; judgement: Judgement }): string[] {
  const { verdict, failure } = judgement;
  if (verdict === 'pass') return [];
  return [`a style does not pass its testbench: ${style}, ${failure?.message ?? verdict}`];
}
