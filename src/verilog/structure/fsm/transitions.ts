import { evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import type { FsmTransition } from '../module-structure.ts';
import { inState, type Machine, type MachineModule } from './machine.ts';
import { type NextValue, nextValues } from './next-values.ts';
import { type StateSet, stateOf } from './states.ts';
import { negated, type Situation } from './under-state.ts';

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
/** More ways from one state to another by one assignment are told by what they have in common. */
const MOST_WAYS = 4;

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
      const name = stateOf(set, to, bits).name;
      behaviour.add(`${keeps ? '' : name} ${conditions.join(' && ')}`);
      const { start, end } = next;
      if (next.value !== undefined) ways.push({ from: state.name, to: name, conditions, start, end });
    }
    behaviours.add([...behaviour].sort().join('\n'));
  }
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

/** Each condition once; undefined when one of them excludes another. */
function feasible(conditions: readonly string[]): string[] | undefined {
  const once = [...new Set(conditions.filter((one) => one !== ''))];
  return once.some((one) => once.includes(negated(one))) ? undefined : once;
}

/** What one assignment does from one state to another is one transition. */
function joined(ways: readonly Way[]): FsmTransition[] {
  const groups = Map.groupBy(ways, (way) => `${way.from} ${way.to} ${way.start}`);
  return [...groups.values()].map((group) => {
    const { from, to, start, end } = group[0]!;
    return { from, to, condition: anyOf(group.map((way) => way.conditions)), start, end };
  });
}

function anyOf(alternatives: readonly (readonly string[])[]): string {
  const texts = [...new Set(alternatives.map((conditions) => allOf(conditions)))];
  if (texts.includes('')) return '';
  if (texts.length === 1) return texts[0]!;
  const [first, ...others] = alternatives;
  const shared = first!.filter((condition) => others.every((one) => one.includes(condition)));
  if (texts.length > MOST_WAYS) return allOf(shared);
  const rest = alternatives.map((conditions) => allOf(conditions.filter((one) => !shared.includes(one))));
  if (rest.includes('') || (rest.length === 2 && areOpposite(rest[0]!, rest[1]!))) return allOf(shared);
  return allOf([...shared, [...new Set(rest)].map((one) => grouped(one)).join(' || ')]);
}

function areOpposite(one: string, other: string): boolean {
  return one === negated(other) || other === negated(one);
}

function allOf(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions[0]! : conditions.map(grouped).join(' && ');
}

function grouped(condition: string): string {
  return /\|\||\?|&&/.test(condition) ? `(${condition})` : condition;
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
