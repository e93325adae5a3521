import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';

interface Span {
  start: number;
  end: number;
}

/**
 * A procedural statement without the wrappers of the grammar. Expressions stay nodes of the tree, to be read when
 * asked for. `headEnd` is where what is in front of the (first) inner statement ends.
 */
export type Statement = Span &
  (
    | { kind: 'block'; headEnd: number; tailStart: number; body: Statement[] }
    | IfStatement
    | CaseStatement
    | LoopStatement
    | AssignStatement
    | { kind: 'call'; call: SyntaxNode }
    | { kind: 'declaration'; node: SyntaxNode }
    | { kind: 'return'; value: SyntaxNode }
    | { kind: 'timing'; control: SyntaxNode; headEnd: number; body: Statement | undefined }
    | { kind: 'other'; node: SyntaxNode }
  );

export interface IfStatement extends Span {
  kind: 'if';
  headEnd: number;
  condition: SyntaxNode;
  whenTrue: Statement | undefined;
  /** Start of the keyword `else`; the branch may be empty. */
  elseStart: number | undefined;
  whenFalse: Statement | undefined;
}

interface CaseItem extends Span {
  headEnd: number;
  /** Empty for `default`. */
  labels: SyntaxNode[];
  body: Statement | undefined;
}

export interface CaseStatement extends Span {
  kind: 'case';
  keyword: string;
  inside: boolean;
  headEnd: number;
  tailStart: number;
  subject: SyntaxNode;
  items: CaseItem[];
}

interface LoopStatement extends Span {
  kind: 'loop';
  headEnd: number;
  /** Everything in the head: initialisation, condition, step, or the count of `repeat`. */
  head: SyntaxNode[];
  /** The assignments among them. */
  steps: AssignStatement[];
  body: Statement | undefined;
}

export interface AssignStatement extends Span {
  kind: 'assign';
  /** `=`, `<=`, `+=`, `++`; `declare` for the variable of a loop. */
  operator: string;
  target: SyntaxNode;
  /** -1 for `++`, `--`, `deassign` and `release`. */
  value: SyntaxNode;
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'statement_or_null',
  'statement',
  'statement_item',
  'function_statement_or_null',
  'function_statement',
  'block_item_declaration',
  'tf_item_declaration',
]);
const ASSIGNMENTS: ReadonlySet<string> = new Set([
  'operator_assignment',
  'inc_or_dec_expression',
  'variable_assignment',
  'nonblocking_assignment',
  'for_variable_declaration',
]);
/** Blocks nested deeper than this are no design; what is inside them is not read. */
const DEEPEST = 500;

/** Reads a statement; undefined for an empty one (`;`). */
export function readStatement(tree: SyntaxTree, node: SyntaxNode, depth = 0): Statement | undefined {
  const span = { start: tree.start[node]!, end: tree.end[node]! };
  let inner = node;
  while (WRAPPERS.has(tree.type(inner))) {
    const children = tree.children(inner).filter((child) => isContent(tree, child));
    if (children.length === 0) return undefined;
    inner = children.at(-1)!;
  }
  if (depth > DEEPEST) return { ...span, kind: 'other', node: inner };
  switch (tree.type(inner)) {
    case 'seq_block':
    case 'par_block':
      return readBlock(tree, inner, span, depth);
    case 'conditional_statement':
      return readIf(tree, tree.children(inner), span, depth);
    case 'case_statement':
      return readCase(tree, inner, span, depth);
    case 'loop_statement':
      return readLoop(tree, inner, span, depth);
    case 'procedural_timing_control_statement':
    case 'wait_statement':
      return readTiming(tree, inner, span, depth);
    case 'subroutine_call_statement':
      return { ...span, kind: 'call', call: inner };
    case 'jump_statement': {
      const value = tree.child(inner, 'expression');
      return value < 0 ? { ...span, kind: 'other', node: inner } : { ...span, kind: 'return', value };
    }
    case 'data_declaration':
      return { ...span, kind: 'declaration', node: inner };
    default:
      return readAssignment(tree, inner, span) ?? { ...span, kind: 'other', node: inner };
  }
}

/** The statements under error nodes are statements too: a broken file gives what can be had. */
export function readStatements(tree: SyntaxTree, nodes: readonly SyntaxNode[], depth = 0): Statement[] {
  return nodes.flatMap((node) => {
    if (tree.type(node) === 'ERROR') {
      return depth > DEEPEST ? [] : readStatements(tree, tree.children(node), depth + 1);
    }
    if (!WRAPPERS.has(tree.type(node))) return [];
    const statement = readStatement(tree, node, depth + 1);
    return statement === undefined ? [] : [statement];
  });
}

function isContent(tree: SyntaxTree, node: SyntaxNode): boolean {
  const type = tree.type(node);
  return (
    /^[a-z]/.test(type) && type !== 'attribute_instance' && !/^(?:simple|escaped)_identifier$/.test(type)
  );
}

function readBlock(tree: SyntaxTree, node: SyntaxNode, span: Span, depth: number): Statement {
  const children = tree.children(node);
  const closing = children.findLast((child) => /^(?:end|join_keyword)$/.test(tree.type(child)));
  const label = tree.type(children[1] ?? 0) === ':' ? children[2] : undefined;
  const headEnd = tree.end[label ?? children[0]!]!;
  const tailStart = closing === undefined ? span.end : tree.start[closing]!;
  return { ...span, kind: 'block', headEnd, tailStart, body: readStatements(tree, children, depth) };
}

/** The grammar puts a whole `else if` chain into one node; it is read as the nested statements that it means. */
function readIf(
  tree: SyntaxTree,
  children: readonly SyntaxNode[],
  span: Span,
  depth: number,
): Statement | undefined {
  const conditionAt = children.findIndex((child) => tree.type(child) === 'cond_predicate');
  const condition = children[conditionAt];
  if (condition === undefined) return undefined;
  const rest = children.slice(conditionAt + 1);
  const elseAt = rest.findIndex((child) => tree.type(child) === 'else');
  const branch = (elseAt < 0 ? rest : rest.slice(0, elseAt)).find((child) => WRAPPERS.has(tree.type(child)));
  const statement: IfStatement = {
    ...span,
    kind: 'if',
    condition,
    headEnd: branch === undefined ? tree.end[condition]! : tree.start[branch]!,
    whenTrue: branch === undefined ? undefined : readStatement(tree, branch, depth + 1),
    elseStart: undefined,
    whenFalse: undefined,
  };
  if (elseAt < 0) return statement;
  statement.elseStart = tree.start[rest[elseAt]!]!;
  const after = rest.slice(elseAt + 1);
  if (after[0] !== undefined && tree.type(after[0]) === 'if') {
    const inner = { start: tree.start[after[0]]!, end: span.end };
    statement.whenFalse = depth > DEEPEST ? undefined : readIf(tree, after, inner, depth + 1);
  } else if (after[0] !== undefined) {
    statement.whenFalse = readStatement(tree, after[0], depth + 1);
  }
  return giveElseToInnermost(statement);
}

/** `if (a) if (b) x; else y;`: the grammar gives the `else` to the first `if`, the language to the second. */
function giveElseToInnermost(statement: IfStatement): IfStatement {
  const path = openIfPath(statement.whenTrue);
  const inner = path.at(-1);
  if (statement.elseStart === undefined || inner?.kind !== 'if') return statement;
  inner.elseStart = statement.elseStart;
  inner.whenFalse = statement.whenFalse;
  for (const one of path) one.end = statement.end;
  return { ...statement, elseStart: undefined, whenFalse: undefined };
}

/** From a statement to the `if` at its end that an `else` behind it belongs to; empty when there is none. */
function openIfPath(statement: Statement | undefined): Statement[] {
  switch (statement?.kind) {
    case 'if': {
      const deeper = openIfPath(statement.elseStart === undefined ? statement.whenTrue : statement.whenFalse);
      if (deeper.length > 0) return [statement, ...deeper];
      return statement.elseStart === undefined ? [statement] : [];
    }
    case 'loop':
    case 'timing': {
      const deeper = openIfPath(statement.body);
      return deeper.length > 0 ? [statement, ...deeper] : [];
    }
    default:
      return [];
  }
}

function readCase(tree: SyntaxTree, node: SyntaxNode, span: Span, depth: number): Statement {
  const children = tree.children(node);
  const items = tree
    .childrenOf(node, 'case_item', 'case_inside_item', 'case_pattern_item')
    .map((item) => readCaseItem(tree, item, depth));
  const closing = children.findLast((child) => tree.type(child) === 'endcase');
  const keyword = tree.child(node, 'case_keyword');
  const subject = tree.child(node, 'case_expression');
  const tailStart = closing === undefined ? span.end : tree.start[closing]!;
  return {
    ...span,
    kind: 'case',
    keyword: keyword < 0 ? 'case' : tree.textOf(keyword),
    inside: tree.child(node, 'inside') >= 0,
    subject: subject < 0 ? node : subject,
    headEnd: items[0]?.start ?? tailStart,
    tailStart,
    items,
  };
}

function readCaseItem(tree: SyntaxTree, item: SyntaxNode, depth: number): CaseItem {
  const body = tree.children(item).find((child) => WRAPPERS.has(tree.type(child)));
  return {
    start: tree.start[item]!,
    end: tree.end[item]!,
    headEnd: body === undefined ? tree.end[item]! : tree.start[body]!,
    labels: [
      ...tree.childrenOf(item, 'case_item_expression'),
      ...tree.findAll(tree.child(item, 'range_list'), 'value_range'),
    ],
    body: body === undefined ? undefined : readStatement(tree, body, depth + 1),
  };
}

function readLoop(tree: SyntaxTree, node: SyntaxNode, span: Span, depth: number): Statement {
  const children = tree.children(node);
  const body = children.find((child) => WRAPPERS.has(tree.type(child)));
  const head = children.filter(
    (child) => child !== body && /^[a-z_]+_[a-z_]+$|^expression$/.test(tree.type(child)),
  );
  const steps = head.flatMap((part) =>
    tree.findAll(part, ...ASSIGNMENTS).flatMap((one) => {
      const place = { start: tree.start[one]!, end: tree.end[one]! };
      return readAssignment(tree, one, place) ?? [];
    }),
  );
  return {
    ...span,
    kind: 'loop',
    head,
    steps,
    headEnd: body === undefined ? span.end : tree.start[body]!,
    body: body === undefined ? undefined : readStatement(tree, body, depth + 1),
  };
}

function readTiming(tree: SyntaxTree, node: SyntaxNode, span: Span, depth: number): Statement {
  const children = tree.children(node);
  const body = children.find((child) => WRAPPERS.has(tree.type(child)));
  const control = children.find((child) =>
    /^(?:event_control|delay_control|expression)$/.test(tree.type(child)),
  );
  return {
    ...span,
    kind: 'timing',
    control: control ?? node,
    headEnd: body === undefined ? span.end : tree.start[body]!,
    body: body === undefined ? undefined : readStatement(tree, body, depth + 1),
  };
}

function readAssignment(tree: SyntaxTree, node: SyntaxNode, span: Span): AssignStatement | undefined {
  let inner = node;
  let operator = '';
  if (/^(?:blocking_assignment|procedural_continuous_assignment)$/.test(tree.type(node))) {
    const nested = tree.child(node, ...ASSIGNMENTS);
    if (nested >= 0) inner = nested;
  }
  const type = tree.type(inner);
  if (type === 'for_variable_declaration') {
    const target = tree.child(inner, 'simple_identifier', 'escaped_identifier');
    const value = tree.child(inner, 'expression');
    return target < 0 ? undefined : { ...span, kind: 'assign', operator: 'declare', target, value };
  }
  const target = tree.child(inner, 'variable_lvalue');
  if (target < 0) return undefined;
  for (const child of tree.children(inner)) {
    if (/^(?:<=|=)$/.test(tree.type(child))) operator = tree.type(child);
    if (/operator$/.test(tree.type(child))) operator = tree.textOf(child);
  }
  const value = tree.children(inner).findLast((child) => child !== target && isValue(tree, child)) ?? -1;
  return { ...span, kind: 'assign', operator: operator === '' ? '=' : operator, target, value };
}

function isValue(tree: SyntaxTree, node: SyntaxNode): boolean {
  return /expression$|^dynamic_array_new$|^class_new$|^text_macro_usage$/.test(tree.type(node));
}
