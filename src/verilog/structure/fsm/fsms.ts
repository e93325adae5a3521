import type { ClockedProcess } from '../clocking.ts';
import type { ModuleScope } from '../module-scope.ts';
import type { Assignment, Fsm, Reset, Signal } from '../module-structure.ts';
import type { ProcessBody } from '../process.ts';
import type { RoutineBody } from '../routines.ts';
import { readBitwise } from './bitwise.ts';
import { type Candidate, dependsOnItself, isMachine, isStateName, readCandidate } from './candidate.ts';
import { driversByName } from './drivers-by-name.ts';
import type { Machine, MachineModule } from './machine.ts';
import { outputKind } from './outputs.ts';
import { readResetState } from './reset-state.ts';
import { readStateTests, type StateTests } from './state-tests.ts';
import { encodingOf, readStates, type StateSet } from './states.ts';
import { readTransitions, type Transitions } from './transitions.ts';

/** What finding the machines of a module takes. */
export interface FsmInput {
  scope: ModuleScope;
  processes: readonly ProcessBody[];
  clocking: readonly ClockedProcess[];
  assignments: readonly Assignment[];
  routines: readonly RoutineBody[];
  resets: readonly Reset[];
}

/** The machines of a module, and resets that only their next-state logic knows. */
export interface FoundFsms {
  fsms: Fsm[];
  resets: Reset[];
}

/**
 * The state machines of a module. A register is one when its next value depends on itself, takes at least two
 * constants and is asked which it has; the transitions are found by running the next-state logic once for each
 * state. Machines whose logic alone is here, the state coming in by a port, are told by `stored: false`.
 */
export function readFsms(input: FsmInput): FoundFsms {
  const { scope } = input;
  const found: FoundFsms = { fsms: [], resets: [] };
  const registers = new Set(input.clocking.flatMap((process) => process.registers));
  const states = stateInputs(scope);
  if (registers.size === 0 && states.length === 0) return found;
  const module: MachineModule = {
    ...input,
    byDef: groupByDef(input.assignments),
    routines: new Map(input.routines.map((routine) => [routine.name, routine])),
    drivers: driversByName(scope, input.processes, input.clocking),
  };
  let tests: Map<string, StateTests> | undefined;
  const testsOf = (name: string): StateTests | undefined => {
    tests ??= readStateTests(scope, module.drivers);
    return tests.get(name);
  };
  for (const machine of [...storedMachines(module, registers), ...portMachines(module, states)]) {
    const ownTests = testsOf(machine.candidate.register);
    if (ownTests === undefined) continue;
    const fsm = describe(module, { ...machine, tests: ownTests }, found.resets);
    if (fsm !== undefined) found.fsms.push(fsm);
  }
  return found;
}

type Untested = Omit<Machine, 'tests'>;

function storedMachines(module: MachineModule, registers: ReadonlySet<string>): Untested[] {
  return [...registers].flatMap((register) => {
    if (!canHoldState(module.scope, register)) return [];
    const candidate = readCandidate(module.scope, module.drivers, module.routines, register);
    if (!dependsOnItself(candidate, module.byDef)) return [];
    return [{ candidate, next: register, stored: true }];
  });
}

function stateInputs(scope: ModuleScope): Signal[] {
  return [...scope.signals.values()].filter(
    (signal) => signal.direction === 'input' && isStateName(signal.name),
  );
}

/** `input [1:0] state, output [1:0] next_state`: the logic of a machine without its register. */
function portMachines(module: MachineModule, states: readonly Signal[]): Untested[] {
  const ports = [...module.scope.signals.values()].filter((signal) => signal.kind === 'port');
  return states.flatMap((state) => {
    const next = ports.find(
      (port) =>
        port.direction === 'output' &&
        port.bits === state.bits &&
        /next|^ns(?:_|$)|_n(?:s|xt)/i.test(port.name),
    );
    if (next === undefined) return [];
    const driven = readCandidate(module.scope, module.drivers, module.routines, next.name);
    const candidate: Candidate = { ...driven, register: state.name, names: [state.name, ...driven.names] };
    return dependsOnItself(candidate, module.byDef) ? [{ candidate, next: next.name, stored: false }] : [];
  });
}

function canHoldState(scope: ModuleScope, name: string): boolean {
  const signal = scope.signals.get(name);
  if (signal === undefined || signal.elements !== 1) return false;
  return signal.type !== 'integer' || isStateName(name);
}

function describe(module: MachineModule, machine: Machine, resets: Reset[]): Fsm | undefined {
  const { scope } = module;
  const { candidate, tests } = machine;
  const bits = scope.signals.get(candidate.register)?.bits ?? null;
  const isCoded = isMachine(scope, candidate, tests);
  const bitwise = isCoded ? undefined : readBitwise(module, machine);
  if (!isCoded && bitwise === undefined) return undefined;
  const set = bitwise?.set ?? readStates(scope, candidate, tests);
  const { state: resetState, found } = readResetState(module, machine, set);
  if (found !== undefined) resets.push(found);
  const withReset = { ...module, resets: [...module.resets, ...resets] };
  const transitions = bitwise?.transitions ?? readTransitions(withReset, machine, set);
  const isDead =
    transitions.incomplete.size === 0 && !transitions.transitions.some((one) => one.from !== one.to);
  if (isDead || !transitions.dependOnState) return undefined;
  const reachable = reachableStates(set, transitions, resetState?.name);
  return {
    stateRegister: candidate.register,
    nextState: candidate.names[1],
    stored: machine.stored,
    bits,
    encoding: bitwise === undefined ? encodingOf(set.states, bits) : 'one_hot',
    states: set.states.map(({ name, value }) => ({ name, value })),
    resetState: resetState?.name,
    transitions: transitions.transitions,
    reachable,
    complete: !reachable.some((name) => transitions.incomplete.has(name)),
    kind: outputKind(candidate.names, scope.signals, module.byDef, module.processes, withReset.resets),
  };
}

function reachableStates(set: StateSet, { transitions }: Transitions, reset: string | undefined): string[] {
  if (reset === undefined) return set.states.map((state) => state.name);
  const reached = new Set([reset]);
  for (const state of reached) {
    for (const { from, to } of transitions) if (from === null || from === state) reached.add(to);
  }
  return set.states.map((state) => state.name).filter((name) => reached.has(name));
}

function groupByDef(assignments: readonly Assignment[]): Map<string, Assignment[]> {
  const byDef = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    for (const name of assignment.defs) {
      const list = byDef.get(name);
      if (list === undefined) byDef.set(name, [assignment]);
      else list.push(assignment);
    }
  }
  return byDef;
}
