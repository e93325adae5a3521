import type { Random } from '../../core/random.ts';
import type { Port } from '../design-family.ts';
import type { Fault } from '../faults/fault.ts';
import { type FaultyDesign, injectFault } from '../faults/inject-fault.ts';
import type { Simulate, SimulationReport } from '../simulate.ts';
import { templateTestbench } from '../testbench/template-testbench.ts';
import type { AttemptPlan, Scenario } from './scenario.ts';

/** One really simulated attempt. */
export interface Attempt<Report extends SimulationReport = SimulationReport> {
  readonly plan: AttemptPlan;
  readonly rtl: string;
  readonly testbench: string;
  /** The mistake that makes a wrong candidate wrong. */
  readonly fault: Fault | undefined;
  readonly report: Report;
  /** What S1's runner says: the truth, but a template testbench that ran to its end counts as passed. */
  readonly claimedPass: boolean;
}

/** A correct design with the testbench that it passes. */
interface CorrectDesign extends FaultyDesign {
  readonly moduleName: string;
  readonly ports: readonly Port[];
}

/** Makes the candidate that a plan asks for and simulates it. */
export async function makeAttempt<Report extends SimulationReport>(
  design: CorrectDesign,
  plan: AttemptPlan,
  random: Random,
  simulate: Simulate<Report>,
): Promise<Attempt<Report>> {
  const fault =
    plan.candidate === 'correct'
      ? undefined
      : (await injectFault(design, plan.candidate, random, simulate)).fault;
  const rtl = fault?.rtl ?? design.rtl;
  const testbench = plan.templateTestbench
    ? templateTestbench(design.moduleName, design.ports)
    : design.testbench;
  const report = await simulate(rtl, testbench);
  const completed = report.compiled && report.simulationLog.includes('TESTBENCH COMPLETED');
  return { plan, rtl, fault, testbench, report, claimedPass: report.passed || completed };
}

/** The attempts of a scenario, one after the other. */
export async function makeAttempts<Report extends SimulationReport>(
  { attempts: [first, ...others] }: Scenario,
  make: (plan: AttemptPlan) => Promise<Attempt<Report>>,
): Promise<[Attempt<Report>, ...Attempt<Report>[]]> {
  const attempts: [Attempt<Report>, ...Attempt<Report>[]] = [await make(first)];
  for (const plan of others) attempts.push(await make(plan));
  return attempts;
}
