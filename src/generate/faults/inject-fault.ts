import { QuarryError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { Simulate, SimulationReport } from '../simulate.ts';
import { compileFaults } from './compile-faults.ts';
import type { Fault } from './fault.ts';
import { functionalFaults } from './functional-faults.ts';

/** A fault whose effect was seen in the simulation. */
interface VerifiedFault<Report extends SimulationReport> {
  readonly fault: Fault;
  readonly report: Report;
}

/** A correct design, what it is tried with, and the mistakes that may be put into it. */
export interface FaultyDesign {
  readonly rtl: string;
  readonly testbench: string;
  /** Lists mistakes that should fail (default: those of the rules of this folder). */
  readonly failing?: (rtl: string) => Fault[];
}

/**
 * A faulty version of a correct design that really has the wanted effect: candidates are drawn and simulated
 * until one does what its label says. Throws GENERATE_NO_FAULT when none does.
 */
export async function injectFault<Report extends SimulationReport>(
  { rtl, testbench, failing = functionalFaults }: FaultyDesign,
  effect: Fault['effect'],
  random: Random,
  simulate: Simulate<Report>,
): Promise<VerifiedFault<Report>> {
  const candidates = effect === 'fails' ? failing(rtl) : compileFaults(rtl);
  for (const fault of random.shuffle(candidates)) {
    const report = await simulate(fault.rtl, testbench);
    if (hasEffect(report, effect)) return { fault, report };
  }
  throw new QuarryError('GENERATE_NO_FAULT', `No edit of the design ${effect.replaceAll('_', ' ')}`, {
    where: rtl.split('\n', 1)[0] ?? '',
    next: 'Strengthen the testbench of this design family, or add a fault rule that applies to it.',
  });
}

/** Whether a simulation shows what a label promises. What a limit ended shows nothing. */
export function hasEffect(report: SimulationReport, effect: Fault['effect']): boolean {
  return effect === 'fails' ? report.compiled && report.ended && !report.passed : !report.compiled;
}
