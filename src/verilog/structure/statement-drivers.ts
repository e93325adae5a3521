import type { SyntaxNode } from '../syntax-tree.ts';
import { type DriverContext, noteDriver, type Surroundings, within } from './driver-context.ts';
import type { Assignment, Enclosing } from './module-structure.ts';
import { readLvalue, readNames } from './names.ts';
import type { AssignStatement, CaseStatement, IfStatement, Statement } from './statement.ts';

/** System tasks that write to an argument, and which. */
const WRITING_TASKS: Readonly<Record<string, number>> = {
  $readmemh: 1,
  $readmemb: 1,
  $fread: 0,
  $value$plusargs: 1,
};

/** Notes the drivers in a statement and in all that it holds. */
export function readStatementDrivers(
  context: DriverContext,
  around: Surroundings,
  statement: Statement | undefined,
): void {
  if (statement === undefined) return;
  const { start, end } = statement;
  switch (statement.kind) {
    case 'block': {
      const { headEnd, tailStart } = statement;
      const inner = within(context, around, { kind: 'begin', start, headEnd, tailStart, end });
      for (const one of statement.body) readStatementDrivers(context, inner, one);
      break;
    }
    case 'if':
      readIfDrivers(context, around, statement);
      break;
    case 'case':
      readCaseDrivers(context, around, statement);
      break;
    case 'loop': {
      const inner = within(context, around, plain('loop', statement, statement.headEnd), statement.head);
      for (const step of statement.steps) readAssignDriver(context, inner, step);
      readStatementDrivers(context, inner, statement.body);
      break;
    }
    case 'timing': {
      const inner = within(context, around, plain('timing', statement, statement.headEnd), [
        statement.control,
      ]);
      readStatementDrivers(context, inner, statement.body);
      break;
    }
    case 'assign':
      readAssignDriver(context, around, statement);
      break;
    case 'declaration':
      readDeclarationDrivers(context, around, statement.node);
      break;
    case 'call':
      readCallDriver(context, around, statement.call, { start, end });
      break;
    default:
      break;
  }
}

/** `wire a = b, c;`, `reg q = 0;`: the names that get a value where they are declared. */
export function readDeclarationDrivers(
  context: DriverContext,
  around: Surroundings,
  declaration: SyntaxNode,
): void {
  const { tree } = context;
  const declarators = tree.findAll(declaration, 'net_decl_assignment', 'variable_decl_assignment');
  const place = { start: tree.start[declaration]!, end: tree.end[declaration]! };
  const list: Enclosing = {
    kind: 'list',
    ...place,
    headEnd: tree.start[declarators[0] ?? declaration]!,
    tailStart: tree.end[declarators.at(-1) ?? declaration]!,
  };
  const inList = declarators.length > 1 ? within(context, around, list) : around;
  for (const declarator of declarators) {
    const [name] = tree.children(declarator);
    const value = tree.child(declarator, 'expression', 'dynamic_array_new', 'class_new');
    if (name === undefined || value < 0) continue;
    noteDriver(context, inList, {
      kind: 'declaration',
      defs: [tree.textOf(name)],
      values: [value],
      start: declarators.length > 1 ? tree.start[declarator]! : place.start,
      end: declarators.length > 1 ? tree.end[declarator]! : place.end,
    });
  }
}

function readIfDrivers(context: DriverContext, around: Surroundings, statement: IfStatement): void {
  const head = [statement.condition];
  const whenTrue = within(context, around, plain('if', statement, statement.headEnd), head);
  readStatementDrivers(context, whenTrue, statement.whenTrue);
  const { whenFalse, elseStart } = statement;
  if (whenFalse === undefined || elseStart === undefined) return;
  const inner = within(context, whenTrue, {
    kind: 'else',
    start: elseStart,
    headEnd: whenFalse.start,
    tailStart: whenFalse.end,
    end: whenFalse.end,
  });
  readStatementDrivers(context, inner, whenFalse);
}

/** All labels decide which item is taken, so each item reads those of the ones in front of it too. */
function readCaseDrivers(context: DriverContext, around: Surroundings, statement: CaseStatement): void {
  const { start, end, headEnd, tailStart } = statement;
  const labels = statement.items.flatMap((item) => item.labels);
  const inner = within(context, around, { kind: 'case', start, headEnd, tailStart, end }, [
    statement.subject,
    ...labels,
  ]);
  for (const item of statement.items) {
    const inItem = within(context, inner, plain('case_item', item, item.headEnd));
    readStatementDrivers(context, inItem, item.body);
  }
}

function readAssignDriver(context: DriverContext, around: Surroundings, statement: AssignStatement): void {
  const { operator, target, value, start, end } = statement;
  const lvalue = readLvalue(context.tree, target, context.meaning);
  const updates = !['=', '<=', 'declare'].includes(operator);
  noteDriver(context, around, {
    kind: assignmentKind(operator),
    defs: lvalue.defs,
    values: value < 0 ? [] : [value],
    uses: updates ? [...lvalue.uses, ...lvalue.defs] : lvalue.uses,
    calls: lvalue.calls,
    start,
    end,
  });
}

function assignmentKind(operator: string): Assignment['kind'] {
  if (operator === '<=') return 'nonblocking';
  if (operator === 'declare') return 'declaration';
  return operator === '=' ? 'blocking' : 'operator';
}

/** A task assigns its output arguments and what of the module it assigns itself. */
function readCallDriver(
  context: DriverContext,
  around: Surroundings,
  node: SyntaxNode,
  place: { start: number; end: number },
): void {
  const { tree, meaning } = context;
  const call = tree.find(node, 'tf_call', 'system_tf_call');
  if (call < 0) return;
  const called = tree.child(call, 'hierarchical_identifier', 'system_tf_identifier');
  const name = called < 0 ? '' : tree.textOf(called);
  const list = tree.child(call, 'list_of_arguments');
  const args = tree.childrenOf(list, 'expression');
  const routine = context.routines.get(name);
  const isOutput = (index: number): boolean =>
    routine?.formals[index]?.isOutput ?? WRITING_TASKS[name] === index;
  const written = args.flatMap((arg, index) => (isOutput(index) ? readLvalue(tree, arg, meaning).defs : []));
  const defs = [...new Set([...written, ...(routine?.writes ?? [])])];
  if (defs.length === 0) return;
  const onlyOutput = (index: number): boolean => isOutput(index) && routine?.formals[index]?.isInput !== true;
  const values = args.filter((_, index) => !onlyOutput(index));
  const indices = args.flatMap((arg, index) =>
    onlyOutput(index) ? readLvalue(tree, arg, meaning).uses : [],
  );
  const uses = [...readNames(tree, values, meaning).signals, ...indices];
  noteDriver(context, around, { kind: 'call', defs, uses, calls: [name], ...place });
}

function plain(
  kind: Enclosing['kind'],
  { start, end }: { start: number; end: number },
  headEnd: number,
): Enclosing {
  return { kind, start, headEnd, tailStart: end, end };
}
