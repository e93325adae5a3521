import type { Simulator } from '../../eda/simulator.ts';
import type { Judgement } from '../../truth/judge-simulation.ts';
import { judgeOf } from '../../truth/testbench-judge.ts';
import type { VerdictPatterns } from '../../truth/verdict-patterns.ts';
import type { Simulate, SimulationReport } from '../simulate.ts';

/** What a simulation said, and what mining will make of it. */
export interface JudgedReport extends SimulationReport {
  readonly judgement: Judgement;
}

/** Names of the files in logs. */
export const RTL_FILE = 'rtl.v';
export const TESTBENCH_FILE = 'tb.v';

/** Runs the confined simulator, and judges as mining does. Needs `loadParser()`. */
export function judgedSimulation(simulator: Simulator, patterns: VerdictPatterns): Simulate<JudgedReport> {
  return async (rtl, testbench) => {
    const design = [{ name: RTL_FILE, text: rtl }];
    const judge = judgeOf([{ name: TESTBENCH_FILE, text: testbench }], patterns);
    const result = await simulator.run(judge.job(design));
    const judgement = judge.judge(result, design);
    return {
      compiled: result.compile?.outcome === 'ok',
      compileLog: result.preprocess.log + (result.compile?.log ?? ''),
      simulationLog: result.simulation?.log ?? '',
      ended: result.simulation?.outcome === 'ok',
      passed: judgement.verdict === 'pass',
      judgement,
    };
  };
}
