import { evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import type { Reset } from '../module-structure.ts';
import { isResetName } from '../reset-names.ts';
import { inState, type Machine, type MachineModule } from './machine.ts';
import { nextValues } from './next-values.ts';
import type { State, StateSet } from './states.ts';

/** Where a machine starts, and by which reset when no register's own `if` shows one. */
export interface ResetState {
  state: State | undefined;
  /** A reset that only the next-state logic knows. */
  found: Reset | undefined;
}

/** The state that a reset sets; without one that of the initial value. */
export function readResetState(module: MachineModule, machine: Machine, set: StateSet): ResetState {
  const { register, names } = machine.candidate;
  for (const reset of module.resets) {
    const written = reset.values.find((one) => names.includes(one.register))?.value;
    const state = written === undefined ? undefined : stateWritten(module, machine, set, written);
    if (state !== undefined) return { state, found: undefined };
  }
  for (const signal of resetInputs(module)) {
    for (const polarity of ['high', 'low'] as const) {
      const state = stateUnder(module, machine, set, signal, polarity);
      if (state === undefined) continue;
      const values = [{ register, value: state.name }];
      return { state, found: { signal, polarity, synchronous: true, clock: undefined, values } };
    }
  }
  const initial = initialValue(module, register);
  return {
    state: initial === undefined ? undefined : stateWritten(module, machine, set, initial),
    found: undefined,
  };
}

/** The one state that all states go to when the signal has this level; undefined when there is none. */
function stateUnder(
  module: MachineModule,
  machine: Machine,
  set: StateSet,
  signal: string,
  polarity: Reset['polarity'],
): State | undefined {
  const level = { value: polarity === 'high' ? 1n : 0n, bits: 1 };
  let found: bigint | undefined;
  for (const state of set.states) {
    const at = inState(module, machine, state.constant, new Map([...set.standIns, [signal, level]]));
    const { values, complete } = nextValues(at, module.drivers, module.routines, machine.next);
    const [only, ...others] = values;
    if (!complete || only?.value === undefined || others.length > 0) return undefined;
    const value = evaluate(only.value, at.known)?.value;
    if (value === undefined || (found !== undefined && found !== value)) return undefined;
    found = value;
  }
  return found === undefined || set.states.length < 2 ? undefined : set.byValue.get(found);
}

function resetInputs({ scope, resets }: MachineModule): string[] {
  const known = new Set(resets.map((reset) => reset.signal));
  return [...scope.signals.values()]
    .filter((signal) => signal.direction === 'input' && isResetName(signal.name) && !known.has(signal.name))
    .map((signal) => signal.name);
}

/** Resets and initial values are known as text; the same text among the machine's constants has a value. */
function stateWritten(
  { scope }: MachineModule,
  { candidate }: Machine,
  set: StateSet,
  written: string,
): State | undefined {
  const same = (one: Expression): boolean => scope.tree.text.slice(one.start, one.end) === written;
  const constant = candidate.constants.find(same);
  const value =
    constant === undefined ? scope.constants.scope(written)?.value : scope.constantOf(constant)?.value;
  if (value === undefined) return set.states.find((state) => state.name === written);
  const bits = scope.signals.get(candidate.register)?.bits ?? null;
  return set.byValue.get(bits === null ? value : BigInt.asUintN(bits, value));
}

/** `reg [1:0] state = IDLE;` or the same in an `initial`. */
function initialValue({ scope, byDef, processes }: MachineModule, register: string): string | undefined {
  for (const { kind, process, start, end } of byDef.get(register) ?? []) {
    const isInitial = process !== null && processes[process]?.kind === 'initial';
    if (kind !== 'declaration' && !isInitial) continue;
    const written = /=\s*([^;,]+)/.exec(scope.tree.text.slice(start, end))?.[1]?.trim();
    if (written !== undefined) return written;
  }
  return undefined;
}
