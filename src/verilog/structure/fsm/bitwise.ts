import { unwrapped } from '../clocking.ts';
import { type Expression, visitExpression } from '../expression.ts';
import type { FsmTransition } from '../module-structure.ts';
import { isStateName } from './candidate.ts';
import { inState, type Machine, type MachineModule } from './machine.ts';
import type { StateSet } from './states.ts';
import type { Transitions } from './transitions.ts';
import { bitIndex, residualText, truthOf } from './under-state.ts';

const MOST_BITS = 64;

interface BitDriver {
  value: Expression;
  start: number;
  end: number;
}

/** A machine whose bits are assigned one by one, each bit a state. */
export interface BitwiseMachine {
  set: StateSet;
  transitions: Transitions;
}

/**
 * Reads a one-hot machine that is written as equations (`next[B] = state[A] & x | ...`): with only bit A set, each
 * equation is true, false, or leaves the condition under which A goes to B. Undefined when the signal is no such
 * machine: only one that is called a state or indexed by named constants can be, since shift registers look the same.
 */
export function readBitwise(module: MachineModule, machine: Machine): BitwiseMachine | undefined {
  const { candidate, tests } = machine;
  const bits = module.scope.signals.get(candidate.register)?.bits ?? null;
  const isCalledSo =
    isStateName(candidate.register) || [...tests.bits.values()].some((name) => name !== undefined);
  if (bits === null || bits < 2 || bits > MOST_BITS || !isCalledSo || tests.bits.size < 2) return undefined;
  const drivers = bitDrivers(module, machine, bits);
  if (drivers.size < 2 || [...drivers.values()].some(({ value }) => computes(value))) return undefined;
  const set = oneHotStates(module, machine, bits);
  const nameOf = (bit: number): string => set.byValue.get(1n << BigInt(bit))!.name;
  const transitions: FsmTransition[] = [];
  const low = lowestIndex(module, candidate.register);
  for (let from = 0; from < bits; from++) {
    const at = inState(module, machine, set.byValue.get(1n << BigInt(from))!.constant, new Map());
    for (const [bit, { value, start, end }] of drivers) {
      const truth = truthOf(at, value);
      if (truth === false || bit < low || bit - low >= bits) continue;
      const condition = truth === true ? '' : residualText(at, value);
      transitions.push({ from: nameOf(from), to: nameOf(bit - low), condition, start, end });
    }
  }
  const leaving = new Set(transitions.filter((one) => one.from !== one.to).map((one) => one.from));
  if (leaving.size < 2) return undefined;
  const incomplete = new Set(drivers.size < bits ? set.states.map((state) => state.name) : []);
  return { set, transitions: { transitions, incomplete, dependOnState: true } };
}

/** The equation of each bit of the next state, by its index as written. */
function bitDrivers(
  { scope, drivers }: MachineModule,
  machine: Machine,
  bits: number,
): Map<number, BitDriver> {
  const found = new Map<number, BitDriver>();
  const note = (target: Expression, value: Expression, start: number, end: number): void => {
    if (target.kind !== 'name' || !machine.candidate.names.includes(target.name)) return;
    const bit = bitIndex(scope, target.selects);
    if (bit !== undefined) found.set(bit, { value, start, end });
    else if (target.selects.length === 0 && value.kind === 'concatenation' && value.parts.length === bits) {
      value.parts.forEach((part, index) => {
        found.set(bits - 1 - index, { value: part, start: part.start, end: part.end });
      });
    }
  };
  for (const name of machine.candidate.names) {
    for (const { target, value, start, end } of drivers.continuous.get(name) ?? []) {
      note(scope.read(target), scope.read(value), start, end);
    }
    for (const { process, statement } of drivers.procedural.get(name) ?? []) {
      const outermost = drivers.statementsOf(process);
      // Under a condition it is no equation.
      const isPlain = outermost
        .flatMap((one) => (one.kind === 'if' ? unwrapped(one.whenFalse) : [one]))
        .includes(statement);
      if (isPlain && statement.value >= 0) {
        note(scope.read(statement.target), scope.read(statement.value), statement.start, statement.end);
      }
    }
  }
  return found;
}

/** Feedback registers (LFSR, CRC) add bits; the equations of a machine only choose among them. */
function computes(equation: Expression): boolean {
  let found = false;
  visitExpression(equation, (part) => {
    if (part.kind === 'binary' && /^(?:~?\^~?|[-+*/%]|<<<?|>>>?)$/.test(part.operator)) found = true;
  });
  return found;
}

function oneHotStates({ scope }: MachineModule, { candidate, tests }: Machine, bits: number): StateSet {
  const low = lowestIndex({ scope }, candidate.register);
  const states = Array.from({ length: bits }, (_, bit) => {
    const value = 1n << BigInt(bit);
    const name = tests.bits.get(bit + low) ?? `${candidate.register}[${bit + low}]`;
    return { name, value, constant: { value, bits } };
  });
  const byValue = new Map(states.map((state) => [state.value, state]));
  return { states, byValue, standIns: new Map() };
}

/** 1 for `[6:1]`. */
function lowestIndex({ scope }: Pick<MachineModule, 'scope'>, name: string): number {
  const [, left, right] = /^\[\s*(\d+)\s*:\s*(\d+)\s*\]/.exec(scope.signals.get(name)?.width ?? '') ?? [];
  return left === undefined || right === undefined ? 0 : Math.min(Number(left), Number(right));
}
