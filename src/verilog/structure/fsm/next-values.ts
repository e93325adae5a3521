import { type Constant, evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import type { RoutineBody } from '../routines.ts';
import type { AssignStatement, CaseStatement, Statement } from '../statement.ts';
import { type DriversByName, RETURNED } from './drivers-by-name.ts';
import {
  digitsOf,
  matchLabel,
  negated,
  residualText,
  type Situation,
  situation,
  truthOf,
} from './under-state.ts';

/** One value that a signal can get, and under which conditions. */
export interface NextValue {
  conditions: readonly string[];
  /** Undefined: it keeps the value it had. */
  value: Expression | undefined;
  /** The assignment. */
  start: number;
  end: number;
}

/** The values of a signal, and whether all of them were found. */
export interface NextValues {
  values: NextValue[];
  complete: boolean;
}

type Assigned = Omit<NextValue, 'conditions'>;
interface Path {
  conditions: readonly string[];
  values: ReadonlyMap<string, Assigned>;
}
interface Run {
  at: Situation;
  drivers: DriversByName;
  targets: readonly string[];
  complete: boolean;
}

/** Conditions that split independently double the paths; with more, not all are followed. */
const MOST_PATHS = 256;
/** `state` from `next`, from `next_if_enabled`, from a function: this far. */
const DEEPEST = 5;

/**
 * The values that a signal can get in a situation: its process is run with every condition that is not known tried
 * both ways, so that defaults, overriding assignments and priorities count as they do in simulation. A value that is
 * just another signal is followed to that signal's own driver.
 */
export function nextValues(
  at: Situation,
  drivers: DriversByName,
  routines: ReadonlyMap<string, RoutineBody>,
  name: string,
  depth = 0,
): NextValues {
  const direct = directValues(at, drivers, name);
  const values: NextValue[] = [];
  let { complete } = direct;
  for (const one of direct.values) {
    const value = one.value === undefined ? undefined : plainValue(one.value);
    const source = value?.kind === 'name' && value.selects.length === 0 ? value.name : undefined;
    const followed =
      depth >= DEEPEST || value === undefined
        ? undefined
        : value.kind === 'call'
          ? valuesOfCall(at, drivers, routines, value)
          : source !== undefined &&
              source !== name &&
              at.known(source) === undefined &&
              hasDriver(drivers, source)
            ? nextValues(at, drivers, routines, source, depth + 1)
            : undefined;
    if (followed === undefined) {
      values.push({ ...one, value });
      continue;
    }
    complete &&= followed.complete;
    for (const inner of followed.values) {
      // What the source keeps is the value that it has: a latch, or a wire that nothing sets here.
      if (inner.value === undefined) complete = false;
      else values.push({ ...inner, conditions: [...one.conditions, ...inner.conditions] });
    }
  }
  return { values, complete };
}

/** Casts and signs taken off. */
export function plainValue(value: Expression): Expression {
  if (value.kind === 'cast') return plainValue(value.operand);
  const [argument] = value.kind === 'call' && /^\$(?:un)?signed$/.test(value.name) ? value.args : [];
  return argument === undefined ? value : plainValue(argument);
}

function hasDriver(drivers: DriversByName, name: string): boolean {
  return drivers.continuous.has(name) || drivers.procedural.has(name);
}

function directValues(at: Situation, drivers: DriversByName, name: string): NextValues {
  const definition = drivers.definitionOf(name);
  if (definition !== undefined) {
    const [driver] = drivers.continuous.get(name)!;
    const { start, end } = driver!;
    const values = splitValue(at, definition).map((one) => ({ ...one, start, end }));
    return { values, complete: true };
  }
  const processes = new Set(
    (drivers.procedural.get(name) ?? [])
      .map((one) => one.process)
      .filter((index) => drivers.processes[index]?.kind !== 'initial'),
  );
  const [index, ...others] = processes;
  if (index === undefined || others.length > 0 || drivers.continuous.has(name)) {
    return { values: [], complete: false };
  }
  return runFor(at, drivers, drivers.statementsOf(index), name);
}

function runFor(
  at: Situation,
  drivers: DriversByName,
  statements: readonly Statement[],
  name: string,
): NextValues {
  const run: Run = { at, drivers, targets: followedWith(at, drivers, statements, name), complete: true };
  const paths = runAll(run, statements, [{ conditions: [], values: new Map() }]);
  const values = paths.map((path) => ({
    conditions: path.conditions,
    ...(path.values.get(RETURNED) ?? path.values.get(name) ?? { value: undefined, start: 0, end: 0 }),
  }));
  return { values, complete: run.complete };
}

/** The signals to follow with one: what it is copied from, and what a function returns. Known for each state after the first. */
const FOLLOWED = new WeakMap<readonly Statement[], Map<string, readonly string[]>>();

function followedWith(
  at: Situation,
  drivers: DriversByName,
  statements: readonly Statement[],
  name: string,
): readonly string[] {
  const known = FOLLOWED.get(statements) ?? new Map<string, readonly string[]>();
  FOLLOWED.set(statements, known);
  let followed = known.get(name);
  if (followed === undefined) {
    const isAssigned = (one: string): boolean =>
      statements.some((statement) => drivers.assignedIn(statement).has(one));
    followed = [...new Set([name, RETURNED, ...copiedFrom(at, statements, name)])].filter(isAssigned);
    known.set(name, followed);
  }
  return followed;
}

/** `state = next;` in the process that sets `next`. */
function copiedFrom(at: Situation, statements: readonly Statement[], name: string): string[] {
  const sources: string[] = [];
  const visit = (statement: Statement | undefined): void => {
    if (statement?.kind === 'assign' && statement.value >= 0) {
      const target = at.scope.read(statement.target);
      const value = plainValue(at.scope.read(statement.value));
      if (target.kind === 'name' && target.name === name && value.kind === 'name') sources.push(value.name);
    } else if (statement?.kind === 'if') {
      visit(statement.whenTrue);
      visit(statement.whenFalse);
    } else if (statement?.kind === 'block') statement.body.forEach(visit);
  };
  statements.forEach(visit);
  return sources;
}

function runAll(run: Run, statements: readonly Statement[], paths: readonly Path[]): readonly Path[] {
  return statements.reduce<readonly Path[]>((before, statement) => runOne(run, statement, before), paths);
}

function runOne(run: Run, statement: Statement | undefined, paths: readonly Path[]): readonly Path[] {
  if (statement === undefined) return paths;
  const assigned = run.drivers.assignedIn(statement);
  if (!run.targets.some((target) => assigned.has(target))) return paths;
  const ended = paths.filter((path) => path.values.has(RETURNED));
  if (ended.length > 0) {
    const open = paths.filter((path) => !path.values.has(RETURNED));
    return open.length === 0 ? paths : [...ended, ...runOne(run, statement, open)];
  }
  switch (statement.kind) {
    case 'block':
      return runAll(run, statement.body, paths);
    case 'timing':
      return runOne(run, statement.body, paths);
    case 'assign':
      return bounded(run, assign(run, statement, paths));
    case 'return': {
      const split = splitValue(run.at, run.at.scope.read(statement.value));
      return bounded(run, store(paths, RETURNED, split, statement));
    }
    case 'if': {
      const condition = run.at.scope.read(statement.condition);
      const truth = truthOf(run.at, condition);
      if (truth !== undefined) return runOne(run, truth ? statement.whenTrue : statement.whenFalse, paths);
      const text = residualText(run.at, condition);
      return bounded(run, [
        ...runOne(run, statement.whenTrue, under(paths, text)),
        ...runOne(run, statement.whenFalse, under(paths, negated(text))),
      ]);
    }
    case 'case':
      return bounded(run, runCase(run, statement, paths));
    default:
      run.complete = false;
      return paths;
  }
}

function runCase(run: Run, statement: CaseStatement, paths: readonly Path[]): readonly Path[] {
  const { scope } = run.at;
  const subject = scope.read(statement.subject);
  const digits = digitsOf(run.at, subject);
  const wildcards = statement.keyword !== 'case' || statement.inside;
  const subjectText = scope.tree.text.slice(subject.start, subject.end);
  const results: Path[] = [];
  const refused: string[] = [];
  for (const item of [...statement.items].sort(
    (a, b) => Number(a.labels.length === 0) - Number(b.labels.length === 0),
  )) {
    const labels = item.labels.map((label) => scope.read(label));
    const matches = labels.map((label) => caseMatch(run, subject, digits, label, wildcards));
    if (labels.length === 0 || matches.includes('yes')) {
      return [
        ...results,
        ...runOne(
          run,
          item.body,
          refused.reduce((all, text) => under(all, text), paths),
        ),
      ];
    }
    const texts = labels.flatMap((label, at) =>
      matches[at] === 'perhaps' ? [caseCondition(run, subject, subjectText, label)] : [],
    );
    if (texts.length === 0) continue;
    results.push(...runOne(run, item.body, under(paths, texts.join(' || '))));
    refused.push(negated(texts.join(' || ')));
  }
  return [...results, ...refused.reduce((all, text) => under(all, text), paths)];
}

/** `case (1'b1)` tests its labels. */
function caseMatch(
  run: Run,
  subject: Expression,
  digits: string | undefined,
  label: Expression,
  wildcards: boolean,
): 'yes' | 'perhaps' | 'no' {
  if (run.at.scope.constantOf(subject) === undefined) {
    const [value, wanted] = [subject, label].map((one) => evaluate(one, run.at.known)?.value);
    // Values that another file gives have no bits, but can be told apart.
    if (digits === undefined && value !== undefined && wanted !== undefined)
      return value === wanted ? 'yes' : 'no';
    return matchLabel(run.at, digits, label, wildcards);
  }
  const truth = truthOf(run.at, label);
  if (truth === undefined) return 'perhaps';
  return truth === (run.at.scope.constantOf(subject)!.value !== 0n) ? 'yes' : 'no';
}

function caseCondition(run: Run, subject: Expression, subjectText: string, label: Expression): string {
  if (run.at.scope.constantOf(subject) !== undefined) return residualText(run.at, label);
  return `${subjectText} == ${run.at.scope.tree.text.slice(label.start, label.end)}`;
}

function assign(run: Run, statement: AssignStatement, paths: readonly Path[]): Path[] {
  const { scope } = run.at;
  const target = scope.read(statement.target);
  if (target.kind !== 'name' || target.selects.length > 0 || statement.value < 0) {
    run.complete = false;
    return [...paths];
  }
  return store(paths, target.name, splitValue(run.at, scope.read(statement.value)), statement);
}

/** Each path with each value; a value that is a signal set on the path is what that was set to. */
function store(
  paths: readonly Path[],
  name: string,
  split: readonly Split[],
  { start, end }: { start: number; end: number },
): Path[] {
  return paths.flatMap((path) =>
    split.map(({ conditions, value }) => {
      const isName = value.kind === 'name' && value.selects.length === 0;
      const copied = isName ? path.values.get(value.name) : undefined;
      const values = new Map(path.values).set(name, copied ?? { value, start, end });
      return { conditions: [...path.conditions, ...conditions], values };
    }),
  );
}

/** One of the values that an expression can have. */
interface Split {
  conditions: string[];
  value: Expression;
}

/** `a ? x : y` is two values. */
function splitValue(at: Situation, written: Expression): Split[] {
  const value = plainValue(written);
  if (value.kind !== 'conditional') return [{ conditions: [], value }];
  const truth = truthOf(at, value.condition);
  if (truth !== undefined) return splitValue(at, truth ? value.whenTrue : value.whenFalse);
  const text = residualText(at, value.condition);
  const branch = (inner: Expression, condition: string) =>
    splitValue(at, inner).map((one) => ({ ...one, conditions: [condition, ...one.conditions] }));
  return [...branch(value.whenTrue, text), ...branch(value.whenFalse, negated(text))].slice(0, MOST_PATHS);
}

/** The body of a function, its formals standing for the arguments. */
function valuesOfCall(
  at: Situation,
  drivers: DriversByName,
  routines: ReadonlyMap<string, RoutineBody>,
  call: Extract<Expression, { kind: 'call' }>,
): NextValues | undefined {
  const routine = routines.get(call.name);
  if (routine === undefined) return undefined;
  const actuals = new Map(routine.formals.map(({ name }, index) => [name, call.args[index]]));
  const values = new Map<string, Constant>();
  for (const [name, actual] of actuals) {
    const constant = actual?.kind === 'name' ? at.known(actual.name) : undefined;
    if (constant !== undefined) values.set(name, constant);
  }
  const inside = situation(at.scope, values, (name) => actuals.get(name) ?? drivers.definitionOf(name));
  const known = (name: string) => (actuals.has(name) ? inside.known(name) : at.known(name));
  return runFor({ scope: at.scope, known }, drivers, routine.body, routine.name);
}

function under(paths: readonly Path[], condition: string): Path[] {
  return paths.map((path) => ({ ...path, conditions: [...path.conditions, condition] }));
}

function bounded(run: Run, paths: readonly Path[]): readonly Path[] {
  if (paths.length <= MOST_PATHS) return paths;
  run.complete = false;
  return paths.slice(0, MOST_PATHS);
}
