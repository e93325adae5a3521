import { QuarryError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { Simulate, SimulationReport } from '../simulate.ts';
import { compileFaults } from './compile-faults.ts';
import type { Fault } from './fault.ts';
import { functionalFaults } from './functional-faults.ts';

/** A fault whose effect was seen in the simulation. */
export interface VerifiedFault {
  readonly fault: Fault;
  readonly report: SimulationReport;
}

/**
 * A faulty version of a correct design that really has the wanted effect: candidates are drawn and simulated
 * until one does what its label says. Throws GENERATE_NO_FAULT when none does.
 */
export async function injectFault(
  design: { rtl: string; testbench: string },
  effect: Fault['effect'],
  random: Random,
  simulate: Simulate,
): Promise<VerifiedFault> {
  const candidates = effect === 'fails' ? functionalFaults(design.rtl) : compileFaults(design.rtl);
  for (const fault of random.shuffle(candidates)) {
    const report = await simulate(fault.rtl, design.testbench);
    if (hasEffect(report, effect)) return { fault, report };
  }
  throw new QuarryError('GENERATE_NO_FAULT', `No edit of the design ${effect.replaceAll('_', ' ')}`, {
    where: design.rtl.split('\n', 1)[0] ?? '',
    next: 'Strengthen the testbench of this design family, or add a fault rule that applies to it.',
  });
}

/** Whether a simulation shows what a label promises. */
export function hasEffect(report: SimulationReport, effect: Fault['effect']): boolean {
  return effect === 'fails' ? report.compiled && !report.passed : !report.compiled;
}
