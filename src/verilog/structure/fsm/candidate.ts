import type { Expression } from '../expression.ts';
import type { ModuleScope } from '../module-scope.ts';
import type { Assignment } from '../module-structure.ts';
import type { RoutineBody } from '../routines.ts';
import type { Statement } from '../statement.ts';
import { type DriversByName, innerStatements } from './drivers-by-name.ts';
import { plainValue } from './next-values.ts';
import type { StateTests } from './state-tests.ts';

/** A signal that may hold the state of a machine. */
export interface Candidate {
  register: string;
  /** The register and all signals that it is copied from. */
  names: string[];
  /** Constants that are assigned to any of them, those in resets and initial values too. */
  constants: Expression[];
  /** What else is assigned. */
  others: Expression[];
  /** Some bit alone is assigned. */
  bitwise: boolean;
}

/** A name that says so: `state`, `cs`, `fsm_q`, `present`. */
const STATE_NAME = /state|fsm|(?:^|_)(?:st|cs|ns|ps|sm|current|curr|present|phase|stage)(?:_|\d|$)/i;
const MOST_NAMES = 6;
/** Wires between the state and its next value. */
const MOST_WIRES = 200;

/** Whether a signal is called like a state. */
export function isStateName(name: string): boolean {
  return STATE_NAME.test(name);
}

/** What is assigned to a register and to the signals that it is copied from. */
export function readCandidate(
  scope: ModuleScope,
  drivers: DriversByName,
  routines: ReadonlyMap<string, RoutineBody>,
  register: string,
): Candidate {
  const candidate: Candidate = { register, names: [register], constants: [], others: [], bitwise: false };
  const note = (target: Expression, written: Expression): void => {
    if (target.kind !== 'name' || target.selects.length > 0) {
      candidate.bitwise = true;
      return;
    }
    for (const value of alternatives(written)) {
      const name = value.kind === 'name' && value.selects.length === 0 ? value.name : undefined;
      if (scope.constantOf(value) !== undefined || isUnknownConstant(scope, value))
        candidate.constants.push(value);
      else if (name !== undefined && candidate.names.includes(name)) continue;
      else if (name !== undefined && candidate.names.length < MOST_NAMES && isDriven(drivers, name)) {
        candidate.names.push(name);
      } else if (value.kind === 'call' && routines.has(value.name)) {
        visitAssigned(scope, routines.get(value.name)!.body, value.name, note);
      } else if (!isDontCare(value)) candidate.others.push(value);
    }
  };
  for (const name of candidate.names) {
    for (const { statement } of drivers.procedural.get(name) ?? []) {
      if (statement.value >= 0) note(nameTarget(scope, statement.target, name), scope.read(statement.value));
      else candidate.others.push(scope.read(statement.target));
    }
    for (const { target, value } of drivers.continuous.get(name) ?? []) {
      note(scope.read(target), scope.read(value));
    }
  }
  return candidate;
}

/** Whether the next value depends on the register itself, by wires too. */
export function dependsOnItself(candidate: Candidate, byDef: ReadonlyMap<string, Assignment[]>): boolean {
  const seen = new Set(candidate.names);
  for (const name of seen) {
    for (const assignment of byDef.get(name) ?? []) {
      if (assignment.uses.includes(candidate.register)) return true;
      // Through a register the dependence takes a clock more: another machine's business.
      if (assignment.kind === 'nonblocking' && !candidate.names.includes(name)) continue;
      for (const used of assignment.uses) if (seen.size < MOST_WIRES) seen.add(used);
    }
  }
  return false;
}

/**
 * Whether a candidate is a state machine: it goes to at least two constant values, and is asked which of them it
 * has. Counting or shifting registers are none, unless their values have names and they are called a state.
 */
export function isMachine(scope: ModuleScope, candidate: Candidate, tests: StateTests | undefined): boolean {
  const next = new Set(candidate.constants.map((constant) => keyOf(scope, constant)));
  next.delete(undefined);
  if (next.size < 2 || tests === undefined || candidate.bitwise) return false;
  const asked = [...tests.labels, ...tests.compared].filter((one) => keyOf(scope, one) !== undefined);
  const values = new Set(asked.map((one) => keyOf(scope, one)));
  const named = new Set(
    [...asked, ...candidate.constants].filter((one) => one.kind === 'name').map((one) => keyOf(scope, one)),
  );
  const called = candidate.names.some(isStateName);
  if (candidate.others.length > 0) {
    // Data may be loaded into it, or it counts: then both its name and those of its values must say what it is.
    return called && named.size >= 2;
  }
  const bits = scope.signals.get(candidate.register)?.bits ?? null;
  if (bits === 1) return (values.size > 0 && (named.size >= 2 || called)) || tests.labels.length >= 2;
  if (values.size >= 2) return true;
  return (
    (tests.bits.size >= 2 || tests.inConcatenation > 0 || values.size === 1) && (called || named.size >= 2)
  );
}

/** What tells constants apart: the value, or the text of a macro of another file. */
export function keyOf(scope: ModuleScope, constant: Expression): string | undefined {
  const value = scope.constantOf(constant)?.value;
  if (value !== undefined) {
    const bits = constant.kind === 'number' ? null : (scope.constantOf(constant)?.bits ?? null);
    return String(bits === null || value >= 0n ? value : BigInt.asUintN(bits, value));
  }
  return isUnknownConstant(scope, constant) && constant.kind === 'name' ? constant.path.join('.') : undefined;
}

/** A constant whose value another file says: a macro, a parameter of a package. */
function isUnknownConstant(scope: ModuleScope, value: Expression): boolean {
  if (value.kind !== 'name' || value.selects.length > 0) return false;
  return /^`|::/.test(value.name) || scope.meaning.isConstant(value.name);
}

/** `'x`, `{3{1'bx}}` */
function isDontCare(value: Expression): boolean {
  return value.kind === 'number' || (value.kind === 'replication' && isDontCare(value.part));
}

function alternatives(written: Expression): Expression[] {
  const value = plainValue(written);
  if (value.kind !== 'conditional') return [value];
  return [...alternatives(value.whenTrue), ...alternatives(value.whenFalse)];
}

/** `{state, count} <= ...` sets all of `state`. */
function nameTarget(scope: ModuleScope, target: number, name: string): Expression {
  const written = scope.read(target);
  const isPart = (one: Expression): boolean =>
    one.kind === 'name' && one.name === name && one.selects.length === 0;
  return written.kind === 'concatenation' ? (written.parts.find(isPart) ?? written) : written;
}

function isDriven(drivers: DriversByName, name: string): boolean {
  return drivers.procedural.has(name) || drivers.continuous.has(name);
}

function visitAssigned(
  scope: ModuleScope,
  body: readonly Statement[],
  name: string,
  note: (target: Expression, value: Expression) => void,
): void {
  for (const statement of body) {
    if (statement.kind === 'assign' && statement.value >= 0) {
      const target = scope.read(statement.target);
      if (target.kind === 'name' && target.name === name) note(target, scope.read(statement.value));
    }
    if (statement.kind === 'return') {
      const value = scope.read(statement.value);
      note({ kind: 'name', name, path: [name], selects: [], start: value.start, end: value.end }, value);
    }
    visitAssigned(scope, innerStatements(statement), name, note);
  }
}
