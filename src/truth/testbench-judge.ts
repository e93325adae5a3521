import { classifyFailure } from '../eda/diagnostics.ts';
import type { SimulationJob, SimulationResult, SourceFile } from '../eda/simulator.ts';
import { definesPackage } from '../verilog/defines-package.ts';
import { designSideEffects } from '../verilog/design-side-effects.ts';
import { analyseTestbench } from '../verilog/testbench-check.ts';
import { type Judgement, judgeSimulation, testbenchFacts } from './judge-simulation.ts';
import { readPrintedVerdict, type VerdictPatterns } from './verdict-patterns.ts';

/** One testbench, ready to be tried with many designs and to say what each of them is worth. */
export interface TestbenchJudge {
  /** Modules that the testbench instantiates as the design under test. */
  duts: readonly string[];
  /** The job that tries a design. */
  job: (design: SourceFile[]) => SimulationJob;
  /** What a result of that job means, by the same rules as everywhere in the project. */
  judge: (result: SimulationResult, design: readonly SourceFile[]) => Judgement;
}

/** Reads a testbench once. Needs `loadParser()`. */
export function judgeOf(testbench: SourceFile[], patterns: VerdictPatterns): TestbenchJudge {
  const analysis = analyseTestbench(testbench.map((file) => file.text).join('\n'));
  const facts = testbenchFacts(analysis.checks, analysis.how);
  const names = [...analysis.modulesDefined, ...analysis.duts.map(({ instance }) => instance)];
  const testbenchNames = new Set(names);
  const texts = (design: readonly SourceFile[]): string[] => design.map((file) => file.text);
  return {
    duts: [...new Set(analysis.duts.map(({ module }) => module))],
    job: (design) => ({
      testbench,
      design,
      designFirst: definesPackage(texts(design), analysis.importsPackages),
    }),
    judge: (result, design) => {
      const log = result.simulation?.log;
      const simulation = {
        hasTestbench: true,
        preprocess: result.preprocess.outcome,
        compile: result.compile?.outcome ?? null,
        simulation: result.simulation?.outcome ?? null,
        failure: classifyFailure(result, {
          designFiles: design.map((file) => file.name),
          testbenchFiles: testbench.map((file) => file.name),
          designText: texts(design).join('\n'),
        }),
        sideEffects: texts(design).flatMap((text) => designSideEffects(text, { testbenchNames })),
      };
      return judgeSimulation(
        simulation,
        facts,
        log === undefined ? undefined : readPrintedVerdict(log, patterns),
      );
    },
  };
}
