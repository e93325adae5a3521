import type { ClockedProcess } from '../clocking.ts';
import type { Constant } from '../evaluate.ts';
import type { ModuleScope } from '../module-scope.ts';
import type { Assignment, Reset } from '../module-structure.ts';
import type { ProcessBody } from '../process.ts';
import type { RoutineBody } from '../routines.ts';
import type { Candidate } from './candidate.ts';
import type { DriversByName } from './drivers-by-name.ts';
import type { StateTests } from './state-tests.ts';
import { type Situation, situation } from './under-state.ts';

/** What is known of a module when its machines are looked for. */
export interface MachineModule {
  scope: ModuleScope;
  processes: readonly ProcessBody[];
  clocking: readonly ClockedProcess[];
  byDef: ReadonlyMap<string, Assignment[]>;
  routines: ReadonlyMap<string, RoutineBody>;
  resets: readonly Reset[];
  drivers: DriversByName;
}

/** A signal that was found to hold the state of a machine. */
export interface Machine {
  candidate: Candidate;
  tests: StateTests;
  /** The signal whose values are the next states: the register itself, or where the state comes in by a port, its sibling. */
  next: string;
  stored: boolean;
}

/** The module while a machine is in a state; resets are off, but for those in `also`. */
export function inState(
  module: MachineModule,
  machine: Machine,
  state: Constant,
  also: ReadonlyMap<string, Constant>,
): Situation {
  const values = new Map<string, Constant>(also);
  for (const { signal, polarity } of module.resets) {
    if (!values.has(signal)) values.set(signal, { value: polarity === 'high' ? 0n : 1n, bits: 1 });
  }
  const bits = module.scope.signals.get(machine.candidate.register)?.bits ?? state.bits;
  values.set(machine.candidate.register, { value: state.value, bits });
  return situation(module.scope, values, module.drivers.definitionOf);
}
