import type { ModuleRegion } from '../module-regions.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import { type DriverContext, OUTERMOST, type RoutineEffects } from './driver-context.ts';
import type { Routine } from './module-structure.ts';
import { readNames } from './names.ts';
import { readStatements, type Statement } from './statement.ts';
import { readStatementDrivers } from './statement-drivers.ts';

/** A routine with its body, for those who look into it. */
export interface RoutineBody extends Routine {
  formals: RoutineEffects['formals'][number][];
  body: Statement[];
}

const ROUTINES = ['function_declaration', 'task_declaration'];
const BODIES = ['function_body_declaration', 'task_body_declaration'];
const IDENTIFIERS = ['simple_identifier', 'escaped_identifier'];

/** The functions and tasks of a module, with what each reads and assigns of the module by all that it calls. */
export function readRoutines(context: DriverContext, region: ModuleRegion): RoutineBody[] {
  const nodes = region.items.flatMap((item) => context.tree.findAll(item, ...ROUTINES));
  const routines = nodes.flatMap((node) => readRoutine(context, node) ?? []);
  spreadCalls(routines);
  return routines;
}

function readRoutine(context: DriverContext, node: SyntaxNode): RoutineBody | undefined {
  const { tree, meaning } = context;
  const bodyNode = tree.child(node, ...BODIES);
  const nameNode = bodyNode < 0 ? -1 : tree.child(bodyNode, ...IDENTIFIERS);
  if (nameNode < 0) return undefined;
  const name = tree.textOf(nameNode);
  const formals = readFormals(context, bodyNode);
  const locals = readLocals(context, bodyNode, [name, ...formals.map((formal) => formal.name)]);
  const body = readStatements(tree, tree.children(bodyNode));
  const inside: DriverContext = { ...context, routines: new Map(), assignments: [] };
  for (const statement of body) readStatementDrivers(inside, OUTERMOST, statement);
  const returned = readNames(tree, tree.findAll(bodyNode, 'jump_statement'), meaning);
  const outside = (names: readonly string[]): string[] => [
    ...new Set(names.filter((one) => !locals.has(one))),
  ];
  return {
    name,
    kind: tree.type(node) === 'task_declaration' ? 'task' : 'function',
    start: tree.start[node]!,
    end: tree.end[node]!,
    reads: outside([...inside.assignments.flatMap((one) => one.uses), ...returned.signals]),
    writes: outside(inside.assignments.flatMap((one) => one.defs)),
    calls: [...new Set([...inside.assignments.flatMap((one) => one.calls), ...returned.calls])],
    formals,
    body,
  };
}

/** `function f(input [3:0] a, b)` or `input a, b;` in the body; a direction holds until the next one. */
function readFormals({ tree }: DriverContext, body: SyntaxNode): RoutineBody['formals'] {
  let direction = 'input';
  return tree.findAll(body, 'tf_port_item', 'tf_port_declaration').flatMap((item) => {
    const written = tree.child(item, 'tf_port_direction');
    if (written >= 0) direction = tree.textOf(written);
    const list = tree.child(item, 'list_of_tf_variable_identifiers');
    const names = tree.childrenOf(list < 0 ? item : list, ...IDENTIFIERS);
    const isInput = direction !== 'output';
    const isOutput = !/input/.test(direction);
    return names.map((name) => ({ name: tree.textOf(name), isInput, isOutput }));
  });
}

function readLocals({ tree }: DriverContext, body: SyntaxNode, known: readonly string[]): Set<string> {
  const locals = new Set(known);
  for (const declarator of tree.findAll(body, 'variable_decl_assignment', 'for_variable_declaration')) {
    const local = tree.child(declarator, ...IDENTIFIERS);
    if (local >= 0) locals.add(tree.textOf(local));
  }
  return locals;
}

/** Adds what called routines read and assign, until nothing changes. */
function spreadCalls(routines: readonly RoutineBody[]): void {
  const byName = new Map(routines.map((routine) => [routine.name, routine]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const routine of routines) {
      for (const called of routine.calls.flatMap((name) => byName.get(name) ?? [])) {
        changed = extend(routine.reads, called.reads) || changed;
        changed = extend(routine.writes, called.writes) || changed;
      }
    }
  }
}

function extend(names: string[], more: readonly string[]): boolean {
  const added = more.filter((name) => !names.includes(name));
  names.push(...added);
  return added.length > 0;
}
