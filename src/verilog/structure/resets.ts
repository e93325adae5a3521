import { baseName, type ClockedProcess, unwrapped } from './clocking.ts';
import { type Expression, namesIn } from './expression.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Reset } from './module-structure.ts';
import { readLvalue } from './names.ts';
import { isOtherControlName, isResetName } from './reset-names.ts';
import { readAlternatives, type SignalTest } from './signal-tests.ts';
import type { AssignStatement, IfStatement, Statement } from './statement.ts';

type ResetValue = Reset['values'][number];

/**
 * The resets of a module. Asynchronous: an edge that the leading `if` tests. Synchronous: an `if` at the outermost
 * level (the first, or one behind the rest that overrides it) or a conditional right side that sets registers to
 * constants; how it is called decides only where the form alone cannot.
 */
export function readResets(scope: ModuleScope, clocking: readonly ClockedProcess[]): Reset[] {
  const found = new Map<string, Reset>();
  for (const process of clocking) {
    const clock = process.clocks.length === 1 ? process.clocks[0]!.signal : undefined;
    const note = (test: SignalTest, synchronous: boolean, values: readonly ResetValue[]): void => {
      const key = `${test.signal} ${test.polarity} ${synchronous}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { ...test, synchronous, clock, values: [...values] });
      else {
        if (known.clock !== clock) known.clock = undefined;
        known.values.push(...values);
      }
    };
    for (const { edge, statement } of process.asynchronous) {
      const tests = testsOf(scope, statement).filter(
        (test) => baseName(test.signal) === baseName(edge.signal),
      );
      const polarity = tests[0]?.polarity ?? (edge.edge === 'posedge' ? 'high' : 'low');
      note({ signal: edge.signal, polarity }, false, valuesSet(scope, statement));
    }
    for (const { tests, values } of synchronousResets(scope, process)) {
      for (const test of tests) note(test, true, values);
    }
  }
  return [...found.values()];
}

function synchronousResets(
  scope: ModuleScope,
  process: ClockedProcess,
): { tests: SignalTest[]; values: ResetValue[] }[] {
  return process.clocked.flatMap((statement, position) => {
    if (statement.kind === 'assign') return conditionalReset(scope, statement);
    if (statement.kind !== 'if') return [];
    const tests = testsOf(scope, statement);
    const named = tests.filter((test) => isResetName(test.signal));
    if (named.length > 0) {
      const set = valuesSet(scope, statement);
      return set.length > 0 ? [{ tests: named, values: set }] : [];
    }
    const values = constantValues(scope, statement.whenTrue);
    if (values === undefined) return [];
    const isReset =
      position === 0 && tests.length === 1 && resetsByForm(scope, process, statement, tests[0]!, values);
    return isReset ? [{ tests, values }] : [];
  });
}

/** A neutral input that sets every register of the process to a constant, which otherwise take data. */
function resetsByForm(
  scope: ModuleScope,
  process: ClockedProcess,
  statement: IfStatement,
  test: SignalTest,
  values: readonly ResetValue[],
): boolean {
  const signal = scope.signals.get(test.signal);
  if (signal?.direction !== 'input' || signal.bits !== 1 || isOtherControlName(test.signal)) return false;
  const set = new Set(values.map((value) => value.register));
  if (!process.registers.every((register) => set.has(register))) return false;
  const otherwise = [...unwrapped(statement.whenFalse), ...process.clocked.slice(1)];
  return otherwise.length > 0 && otherwise.some((one) => constantValues(scope, one) === undefined);
}

/** `q <= rst ? 0 : d` */
function conditionalReset(
  scope: ModuleScope,
  statement: AssignStatement,
): { tests: SignalTest[]; values: ResetValue[] }[] {
  if (statement.value < 0) return [];
  const value = scope.read(statement.value);
  if (value.kind !== 'conditional') return [];
  const tests = readAlternatives(value.condition, scope.tree.text, scope.constantOf);
  const [test] = tests.filter((one) => isResetName(one.signal));
  if (test === undefined || tests.length > 1) return [];
  const [whenSet, otherwise] = [value.whenTrue, value.whenFalse];
  const register = readLvalue(scope.tree, statement.target, scope.meaning).defs;
  const valuesOf = (constant: Expression): ResetValue[] =>
    register.map((name) => ({ register: name, value: scope.tree.text.slice(constant.start, constant.end) }));
  if (isConstant(scope, whenSet)) return [{ tests: [test], values: valuesOf(whenSet) }];
  if (!isConstant(scope, otherwise)) return [];
  const polarity = test.polarity === 'high' ? 'low' : 'high';
  return [{ tests: [{ ...test, polarity }], values: valuesOf(otherwise) }];
}

function testsOf(scope: ModuleScope, statement: IfStatement): SignalTest[] {
  return readAlternatives(scope.read(statement.condition), scope.tree.text, scope.constantOf);
}

/** The constants that the branch of a reset sets, beside whatever it does else; an inner test of it counts too. */
function valuesSet(scope: ModuleScope, statement: IfStatement): ResetValue[] {
  const signals = new Set(testsOf(scope, statement).map((test) => test.signal));
  return unwrapped(statement.whenTrue).flatMap((one) => {
    if (one.kind !== 'if') return constantValues(scope, one) ?? [];
    const tests = testsOf(scope, one);
    return tests.length > 0 && tests.every((test) => signals.has(test.signal)) ? valuesSet(scope, one) : [];
  });
}

/** What a statement sets when it only sets constants; undefined when it does anything else, or nothing. */
function constantValues(scope: ModuleScope, statement: Statement | undefined): ResetValue[] | undefined {
  const values: ResetValue[] = [];
  for (const one of unwrapped(statement)) {
    if (one.kind === 'loop') {
      const inside = constantValues(scope, one.body);
      if (inside === undefined) return undefined;
      values.push(...inside);
    } else if (one.kind === 'assign') {
      const value = one.value < 0 ? undefined : scope.read(one.value);
      if (value === undefined || !isConstant(scope, value)) return undefined;
      const text = scope.tree.text.slice(value.start, value.end);
      const { defs } = readLvalue(scope.tree, one.target, scope.meaning);
      values.push(...defs.map((register) => ({ register, value: text })));
    } else if (one.kind === 'if' || one.kind === 'case' || one.kind === 'timing') return undefined;
  }
  return values.length > 0 ? values : undefined;
}

/** No signal in it: literals, parameters and macros. */
function isConstant(scope: ModuleScope, value: Expression): boolean {
  const isKnown = (name: string): boolean => scope.meaning.isConstant(name) || /^`|::/.test(name);
  return value.kind !== 'other' && value.kind !== 'call' && namesIn(value).every(isKnown);
}
