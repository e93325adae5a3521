import type { Constant } from '../evaluate.ts';
import type { ModuleScope } from '../module-scope.ts';
import type { Fsm } from '../module-structure.ts';
import { type Candidate, keyOf } from './candidate.ts';
import type { StateTests } from './state-tests.ts';

/** A state with what stands for its value while transitions are looked for. */
export interface State {
  name: string;
  value: bigint | null;
  constant: Constant;
}

/** The states of a machine, found by value or by name. */
export interface StateSet {
  states: State[];
  byValue: Map<bigint, State>;
  /** Values that another file gives: each name has a value that no real state has. */
  standIns: ReadonlyMap<string, Constant>;
}

/** Below every value of a real state. */
const FIRST_STAND_IN = -1_000_000n;
const MOST_STATES = 512;

/** The states that are assigned or asked for, named as they are written, in the order of declaration where they have one. */
export function readStates(scope: ModuleScope, candidate: Candidate, tests: StateTests): StateSet {
  const bits = scope.signals.get(candidate.register)?.bits ?? null;
  const standIns = new Map<string, Constant>();
  const byKey = new Map<string, State>();
  const members = candidate.names.flatMap((name) => scope.types.get(name)?.members ?? []);
  const note = (name: string, value: bigint | null, key: string, isName: boolean): void => {
    const known = byKey.get(key);
    if (known !== undefined) {
      // `IDLE` says more than `2'b00`, which may have come first.
      if (isName && /^[\d']/.test(known.name)) known.name = name;
      return;
    }
    if (byKey.size >= MOST_STATES) return;
    const constant = {
      value: value ?? FIRST_STAND_IN - BigInt(byKey.size),
      bits: value === null ? null : bits,
    };
    if (value === null) standIns.set(name, constant);
    byKey.set(key, { name, value, constant });
  };
  for (const member of new Set(members)) {
    const value = scope.constants.scope(member)?.value;
    if (value !== undefined) note(member, value, String(value), true);
  }
  for (const one of [...tests.labels, ...tests.compared, ...candidate.constants]) {
    const key = keyOf(scope, one);
    if (key === undefined) continue;
    const value = scope.constantOf(one)?.value ?? null;
    const inRange = value === null || bits === null ? value : BigInt.asUintN(bits, value);
    const isName = one.kind === 'name' && one.selects.length === 0;
    const text = isName ? one.path.join('.') : scope.tree.text.slice(one.start, one.end).replace(/\s+/g, '');
    note(text, inRange, inRange === null ? key : String(inRange), isName);
  }
  const states = [...byKey.values()];
  sortStates(scope, states);
  const byValue = new Map(states.map((state) => [state.constant.value, state]));
  return { states, byValue, standIns };
}

/** The state of a constant that the machine computes (`state + 1`): one of the known, or a new one. */
export function stateOf(scope: ModuleScope, set: StateSet, value: bigint, bits: number | null): State {
  const inRange = bits === null || value < 0n ? value : BigInt.asUintN(bits, value);
  const known = set.byValue.get(inRange);
  if (known !== undefined) return known;
  const name = siblingName(scope, set, inRange) ?? String(inRange);
  const state = { name, value: inRange, constant: { value: inRange, bits } };
  set.states.push(state);
  set.byValue.set(inRange, state);
  return state;
}

/** The parameter of that value that is declared next to the states that are known. */
function siblingName(scope: ModuleScope, set: StateSet, value: bigint): string | undefined {
  const order = [...scope.constants.names];
  const places = set.states.map((state) => order.indexOf(state.name)).filter((place) => place >= 0);
  const distance = (place: number): number => Math.min(...places.map((one) => Math.abs(one - place)));
  const siblings = order.flatMap((name, place) =>
    scope.constants.values.get(name)?.value === value && distance(place) <= 2 ? [{ name, place }] : [],
  );
  return siblings.sort((a, b) => distance(a.place) - distance(b.place))[0]?.name;
}

/** Sorts states as they are declared, those without a name behind them by value. */
export function sortStates(scope: ModuleScope, states: State[]): void {
  const order = new Map([...scope.constants.names].map((name, index) => [name, index]));
  const place = (state: State): number => order.get(state.name) ?? order.size;
  states.sort((a, b) => place(a) - place(b) || Number((a.value ?? 0n) - (b.value ?? 0n)));
}

/** How the states are encoded: two states 0 and 1 are binary, not gray. */
export function encodingOf(
  states: readonly { value: bigint | null }[],
  bits: number | null,
): Fsm['encoding'] {
  const values = states.map((state) => state.value);
  if (values.length === 0 || values.includes(null)) return 'other';
  const known = values as bigint[];
  const isOneHot = known.every((value) => value > 0n && (value & (value - 1n)) === 0n);
  if (isOneHot && known.length >= 2 && (known.length > 2 || bits === known.length)) return 'one_hot';
  const isCounting = known.every((value) => value < BigInt(known.length));
  const sequence = known.every((value, at) => at === 0 || isPower(value ^ known[at - 1]!));
  if (sequence && known.length > 2) return 'gray';
  if (isCounting) return 'binary';
  const needed = BigInt(2 ** Math.ceil(Math.log2(known.length)));
  return known.every((value) => value < needed) ? 'binary' : 'other';
}

function isPower(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}
