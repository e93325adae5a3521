import type { SyntaxNode } from '../../syntax-tree.ts';
import { type ClockedProcess, unwrapped } from '../clocking.ts';
import type { Expression } from '../expression.ts';
import type { ModuleScope } from '../module-scope.ts';
import { readLvalue } from '../names.ts';
import type { ProcessBody } from '../process.ts';
import type { AssignStatement, Statement } from '../statement.ts';

/** A continuous assignment or the initialiser of a net. */
interface ContinuousDriver {
  target: SyntaxNode;
  value: SyntaxNode;
  start: number;
  end: number;
}

/** An assignment in a process. */
interface ProcessDriver {
  process: number;
  statement: AssignStatement;
}

/** Where each signal gets its value, in the form that finding state machines needs. */
export interface DriversByName {
  continuous: ReadonlyMap<string, ContinuousDriver[]>;
  procedural: ReadonlyMap<string, ProcessDriver[]>;
  processes: readonly ProcessBody[];
  /** What a process does, its outermost blocks opened; of a clocked one what it does on the clock. */
  statementsOf: (process: number) => readonly Statement[];
  /** The expression of a wire with one driver for the whole of it. */
  definitionOf: (name: string) => Expression | undefined;
  /** The names that a statement assigns somewhere inside. */
  assignedIn: (statement: Statement) => ReadonlySet<string>;
}

/** Stands for what a function returns: no signal is called so. */
export const RETURNED = 'return';

/** Sorts the drivers of a module by what they drive. */
export function driversByName(
  scope: ModuleScope,
  processes: readonly ProcessBody[],
  clocking: readonly ClockedProcess[],
): DriversByName {
  const continuous = readContinuousDrivers(scope);
  const procedural = new Map<string, ProcessDriver[]>();
  processes.forEach((process, index) => {
    visitAssignments(process.body, (statement) => {
      for (const name of targetsOf(scope, statement)) push(procedural, name, { process: index, statement });
    });
  });
  const definitionOf = (name: string): Expression | undefined => {
    const [only, ...others] = continuous.get(name) ?? [];
    if (only === undefined || others.length > 0 || procedural.has(name)) return undefined;
    const target = scope.read(only.target);
    const isWhole = target.kind === 'name' && target.selects.length === 0;
    return isWhole ? scope.read(only.value) : undefined;
  };
  return {
    continuous,
    procedural,
    processes,
    statementsOf: rememberStatements(processes, clocking),
    definitionOf,
    assignedIn: rememberAssigned(scope),
  };
}

function readContinuousDrivers(scope: ModuleScope): Map<string, ContinuousDriver[]> {
  const { tree } = scope;
  const drivers = new Map<string, ContinuousDriver[]>();
  const wanted = ['net_assignment', 'variable_assignment', 'net_decl_assignment'];
  for (const item of scope.region.items) {
    if (/^(?:always|initial|final)_construct$|^(?:function|task)_declaration$/.test(tree.type(item)))
      continue;
    for (const node of tree.findAll(item, ...wanted)) noteContinuous(scope, node, drivers);
  }
  return drivers;
}

function noteContinuous(
  scope: ModuleScope,
  node: SyntaxNode,
  drivers: Map<string, ContinuousDriver[]>,
): void {
  const { tree } = scope;
  const [target, ...rest] = tree.children(node);
  const value = rest.at(-1);
  if (target === undefined || value === undefined || tree.type(value) !== 'expression') return;
  const driver = {
    target,
    value,
    start: tree.start[node]!,
    end: tree.end[node]!,
  };
  for (const name of readLvalue(tree, target, scope.meaning).defs) push(drivers, name, driver);
}

function visitAssignments(statement: Statement | undefined, visit: (one: AssignStatement) => void): void {
  if (statement === undefined) return;
  if (statement.kind === 'assign') visit(statement);
  for (const inner of innerStatements(statement)) visitAssignments(inner, visit);
}

/** The statements directly inside one. */
export function innerStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'block':
      return statement.body;
    case 'if':
      return [statement.whenTrue, statement.whenFalse].filter((one) => one !== undefined);
    case 'case':
      return statement.items.map((item) => item.body).filter((one) => one !== undefined);
    case 'loop':
    case 'timing':
      return statement.body === undefined ? [] : [statement.body];
    default:
      return [];
  }
}

function rememberStatements(
  processes: readonly ProcessBody[],
  clocking: readonly ClockedProcess[],
): DriversByName['statementsOf'] {
  const known = new Map<number, readonly Statement[]>(clocking.map(({ index, clocked }) => [index, clocked]));
  return (process) => {
    const statements = known.get(process) ?? unwrapped(processes[process]?.body);
    known.set(process, statements);
    return statements;
  };
}

function rememberAssigned(scope: ModuleScope): DriversByName['assignedIn'] {
  const known = new Map<Statement, ReadonlySet<string>>();
  const assignedIn = (statement: Statement): ReadonlySet<string> => {
    const found = known.get(statement);
    if (found !== undefined) return found;
    const names = new Set(statement.kind === 'assign' ? targetsOf(scope, statement) : []);
    if (statement.kind === 'return') names.add(RETURNED);
    for (const inner of innerStatements(statement)) for (const name of assignedIn(inner)) names.add(name);
    known.set(statement, names);
    return names;
  };
  return assignedIn;
}

function targetsOf(scope: ModuleScope, statement: AssignStatement): readonly string[] {
  return readLvalue(scope.tree, statement.target, scope.meaning).defs;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
