import type { Random } from '../../core/random.ts';
import { injectFault } from '../faults/inject-fault.ts';
import type { Simulate, SimulationReport } from '../simulate.ts';
import type { Problem } from '../specification.ts';
import { templateTestbench } from '../testbench/template-testbench.ts';
import type { AttemptPlan } from './scenario.ts';

/** One really simulated attempt. */
export interface Attempt {
  readonly plan: AttemptPlan;
  readonly rtl: string;
  readonly testbench: string;
  /** The rule that made a wrong candidate wrong. */
  readonly fault: string | undefined;
  readonly report: SimulationReport;
  /** What S1's runner says: the truth, but a template testbench that ran to its end counts as passed. */
  readonly claimedPass: boolean;
}

/** Makes the candidate that a plan asks for and simulates it. */
export async function makeAttempt(
  problem: Problem,
  plan: AttemptPlan,
  random: Random,
  simulate: Simulate,
): Promise<Attempt> {
  const { design } = problem;
  const correct = random.pick(design.styles).rtl;
  const candidate =
    plan.candidate === 'correct'
      ? { rtl: correct, fault: undefined }
      : await faulty(correct, design.testbench, plan.candidate, random, simulate);
  const testbench = plan.templateTestbench
    ? templateTestbench(design.moduleName, design.ports)
    : design.testbench;
  const report = await simulate(candidate.rtl, testbench);
  const completed = report.compiled && report.simulationLog.includes('TESTBENCH COMPLETED');
  return { plan, ...candidate, testbench, report, claimedPass: report.passed || completed };
}

async function faulty(
  rtl: string,
  testbench: string,
  effect: 'fails' | 'does_not_compile',
  random: Random,
  simulate: Simulate,
): Promise<{ rtl: string; fault: string }> {
  const { fault } = await injectFault({ rtl, testbench }, effect, random, simulate);
  return { rtl: fault.rtl, fault: fault.rule };
}
