import { QuarryError } from '../core/errors.ts';
import { plainSources } from '../eda/plain-sources.ts';
import type { SourceFile } from '../eda/simulator.ts';
import { listModules } from '../verilog/modules.ts';
import { loadParser } from '../verilog/parser.ts';
import { reachableModules } from './design-mutants.ts';
import { survivorSettler } from './settle-survivors.ts';
import { type MachineCoverage, measureStateCoverage } from './state-coverage.ts';
import { type Strength, type StrengthJob, scoreTestbench } from './strength.ts';
import type { StrengthToolset } from './strength-tools.ts';
import { judgeOf } from './testbench-judge.ts';
import type { VerdictPatterns } from './verdict-patterns.ts';

export interface MeasurementJob {
  design: readonly SourceFile[];
  testbench: readonly SourceFile[];
  /** Module under test; default: the one of the design that the testbench instantiates. */
  top?: string;
  patterns: VerdictPatterns;
  limit: number;
  seed: string;
  /** False: survivors are settled only by what is the same on every machine (see `EquivalenceJob`). */
  search?: boolean;
  onRejected?: NonNullable<StrengthJob['onRejected']>;
}

/** The strength of a testbench, with how far it drives the state machines of the design. */
export interface Measurement extends Strength {
  machines: MachineCoverage[];
}

/**
 * All that is known of how strong a testbench is for a design.
 * @throws QuarryError TOP_UNKNOWN when the testbench instantiates no module of the design
 */
export async function measureStrength(tools: StrengthToolset, job: MeasurementJob): Promise<Measurement> {
  await loadParser();
  const { design, testbench: bench } = plainSources(job.design, job.testbench);
  const testbench = judgeOf(bench, job.patterns);
  const top = job.top ?? moduleUnderTest(design, testbench.duts);
  const settle = survivorSettler(tools, design, top, job.seed, { search: job.search ?? true });
  const strength = await scoreTestbench(
    { ...tools, settle },
    {
      design,
      top,
      testbench,
      limit: job.limit,
      seed: job.seed,
      ...(job.onRejected === undefined ? {} : { onRejected: job.onRejected }),
    },
  );
  const passes = strength.original.verdict === 'pass';
  const modules = passes ? reachableModules(design, top) : [];
  const machines = await measureStateCoverage(tools.simulator, testbench, design, modules);
  return { ...strength, machines };
}

function moduleUnderTest(design: readonly SourceFile[], instantiated: readonly string[]): string {
  const modules = design.flatMap((file) => listModules(file.text).modules).map(({ name }) => name);
  const found = instantiated.find((name) => modules.includes(name));
  if (found !== undefined) return found;
  throw new QuarryError('TOP_UNKNOWN', 'The testbench instantiates no module of the design', {
    where: `modules of the design: ${modules.join(', ') || 'none'}; instantiated: ${instantiated.join(', ') || 'none'}`,
    next: 'Name the module under test with --top, or give the files that belong together.',
  });
}

/**
 * Why a testbench is weak, in words for a person; empty for a strong one. `atLeast` is the score from which it counts
 * as strong, 0..1.
 */
export function weaknesses(strength: Strength, atLeast: number): string[] {
  const { original, stubs, score, survivors, killed } = strength;
  if (original.verdict !== 'pass') {
    return [
      `the design itself is no pass: ${original.verdict}, ${original.failure?.message ?? 'no message'}`,
    ];
  }
  const accepted = stubs
    .filter((stub) => !stub.rejected)
    .map((stub) => `it accepts ${STUB_WORDS[stub.name]}`);
  if (score === null) return [...accepted, 'no mutant of the design could be judged'];
  const share = `${(100 * score).toFixed(1)} %`;
  const missed = `it kills ${killed} of ${killed + survivors.length} mutants that differ (${share})`;
  return score < atLeast ? [...accepted, missed] : accepted;
}

const STUB_WORDS = {
  tie_0: 'a design whose outputs are all 0',
  tie_1: 'a design whose outputs are all 1',
  unknown: 'a design whose outputs are all x',
  pass_printer: 'a design that prints the verdict itself',
} as const;
