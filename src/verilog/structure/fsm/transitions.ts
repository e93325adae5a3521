import { evaluate } from '../evaluate.ts';
import type { FsmTransition } from '../module-structure.ts';
import { inState, type Machine, type MachineModule } from './machine.ts';
import { type NextValue, nextValues } from './next-values.ts';
import { type StateSet, stateOf } from './states.ts';
import { negated, type Situation } from './under-state.ts';

/** The transitions of a machine, and from which states not all of them could be found. */
export interface Transitions {
  transitions: FsmTransition[];
  incomplete: ReadonlySet<string>;
}

const MOST_STATES = 512;

/** Runs the next-state logic for each state; states that are only computed (`state + 1`) are run as they turn up. */
export function readTransitions(module: MachineModule, machine: Machine, set: StateSet): Transitions {
  const transitions: FsmTransition[] = [];
  const incomplete = new Set<string>();
  const bits = module.scope.signals.get(machine.candidate.register)?.bits ?? null;
  for (let index = 0; index < set.states.length && index < MOST_STATES; index++) {
    const state = set.states[index]!;
    const at = inState(module, machine, state.constant, set.standIns);
    const { values, complete } = nextValues(at, module.drivers, module.routines, machine.next);
    if (!complete) incomplete.add(state.name);
    for (const next of values) {
      const conditions = feasible(next.conditions);
      if (next.value === undefined || conditions === undefined) continue;
      const to = targetOf(at, machine, next, state.constant.value);
      if (to === 'unknown') incomplete.add(state.name);
      else if (to !== 'any') {
        const condition = conditions
          .map((one) => (/\|\|/.test(one) && conditions.length > 1 ? `(${one})` : one))
          .join(' && ');
        const { start, end } = next;
        transitions.push({ from: state.name, to: stateOf(set, to, bits).name, condition, start, end });
      }
    }
  }
  return { transitions: fromAnywhere(distinct(transitions), set), incomplete };
}

/** `any`: unknown bits, which say that it does not matter. */
function targetOf(
  at: Situation,
  machine: Machine,
  next: NextValue,
  current: bigint,
): bigint | 'any' | 'unknown' {
  const value = next.value!;
  if (value.kind === 'name' && value.selects.length === 0 && value.name === machine.candidate.register)
    return current;
  const constant = evaluate(value, at.known);
  if (constant !== undefined) return constant.value;
  return value.kind === 'number' || value.kind === 'replication' ? 'any' : 'unknown';
}

/** Each condition once; undefined when one of them excludes another. */
function feasible(conditions: readonly string[]): string[] | undefined {
  const distinctOnes = [...new Set(conditions.filter((one) => one !== ''))];
  return distinctOnes.some((one) => distinctOnes.includes(negated(one))) ? undefined : distinctOnes;
}

function distinct(transitions: readonly FsmTransition[]): FsmTransition[] {
  const byKey = new Map(
    transitions.map((one) => [`${one.from} ${one.to} ${one.start} ${one.condition}`, one]),
  );
  return [...byKey.values()];
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
