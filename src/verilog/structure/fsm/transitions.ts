import { evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import type { FsmTransition } from '../module-structure.ts';
import { anyOf, feasible } from './conditions.ts';
import { inState, type Machine, type MachineModule } from './machine.ts';
import { type NextValue, nextValues } from './next-values.ts';
import { type StateSet, sortStates, stateOf } from './states.ts';
import type { Situation } from './under-state.ts';

/** The transitions of a machine, and from which states not all of them could be found. */
export interface Transitions {
  transitions: FsmTransition[];
  incomplete: ReadonlySet<string>;
  /** Some state goes elsewhere than another does: without that a register only takes what its inputs say. */
  dependOnState: boolean;
}

/** One way through the next-state logic. */
interface Way {
  from: string;
  to: string;
  conditions: readonly string[];
  start: number;
  end: number;
}

const MOST_STATES = 512;

/** Runs the next-state logic for each state; states that are only computed (`state + 1`) are run as they turn up. */
export function readTransitions(module: MachineModule, machine: Machine, set: StateSet): Transitions {
  const ways: Way[] = [];
  const behaviours = new Set<string>();
  const incomplete = new Set<string>();
  const bits = module.scope.signals.get(machine.candidate.register)?.bits ?? null;
  for (let index = 0; index < set.states.length && index < MOST_STATES; index++) {
    const state = set.states[index]!;
    const at = inState(module, machine, state.constant, set.standIns);
    const { values, complete } = nextValues(at, module.drivers, module.routines, machine.next);
    if (!complete) incomplete.add(state.name);
    const behaviour = new Set<string>();
    for (const next of values) {
      const conditions = feasible(next.conditions);
      if (conditions === undefined) continue;
      const keeps = next.value === undefined || isRegister(machine, next.value);
      const to = keeps ? state.constant.value : targetOf(at, next);
      if (to === 'unknown') incomplete.add(state.name);
      if (to === 'unknown' || to === 'any') continue;
      const name = stateOf(module.scope, set, to, bits).name;
      behaviour.add(`${keeps ? '' : name} ${conditions.join(' && ')}`);
      const { start, end } = next;
      if (next.value !== undefined) ways.push({ from: state.name, to: name, conditions, start, end });
    }
    behaviours.add([...behaviour].sort().join('\n'));
  }
  sortStates(module.scope, set.states);
  const order = new Map(set.states.map((state, index) => [state.name, index]));
  ways.sort((a, b) => order.get(a.from)! - order.get(b.from)!);
  const transitions = fromAnywhere(joined(ways), set);
  return { transitions, incomplete, dependOnState: behaviours.size > 1 };
}

/** `any`: unknown bits, which say that it does not matter. */
function targetOf(at: Situation, next: NextValue): bigint | 'any' | 'unknown' {
  const value = next.value!;
  const constant = evaluate(value, at.known);
  if (constant !== undefined) return constant.value;
  return value.kind === 'number' || value.kind === 'replication' ? 'any' : 'unknown';
}

function isRegister({ candidate }: Machine, value: Expression): boolean {
  return value.kind === 'name' && value.selects.length === 0 && value.name === candidate.register;
}

/** What one assignment does from one state to another is one transition. */
function joined(ways: readonly Way[]): FsmTransition[] {
  const groups = Map.groupBy(ways, (way) => `${way.from} ${way.to} ${way.start}`);
  return [...groups.values()].map((group) => {
    const { from, to, start, end } = group[0]!;
    return { from, to, condition: anyOf(group.map((way) => way.conditions)), start, end };
  });
}

/** One assignment that takes every state to the same one under the same condition is one transition from any. */
function fromAnywhere(transitions: readonly FsmTransition[], set: StateSet): FsmTransition[] {
  const groups = Map.groupBy(transitions, (one) => `${one.to} ${one.start} ${one.condition}`);
  const merged: FsmTransition[] = [];
  for (const group of groups.values()) {
    const isFromAll =
      set.states.length > 2 && group.length === set.states.length && group[0]!.condition !== '';
    if (isFromAll) merged.push({ ...group[0]!, from: null });
    else merged.push(...group);
  }
  return merged;
}
