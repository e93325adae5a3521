import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type NumberLiteral, readNumber } from './number-literal.ts';

/** A bit or range taken of a name. `mode` `bit` has one bound. */
export interface Select {
  mode: 'bit' | ':' | '+:' | '-:';
  bounds: readonly Expression[];
}

/** An expression, parentheses and wrappers of the grammar taken off. Offsets are those of the text. */
export type Expression = { start: number; end: number } & (
  | { kind: 'number'; literal: NumberLiteral; text: string }
  /** `path` is the dotted name; macros keep their grave accent, package members are `pkg::name`. */
  | { kind: 'name'; name: string; path: readonly string[]; selects: readonly Select[] }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'conditional'; condition: Expression; whenTrue: Expression; whenFalse: Expression }
  | { kind: 'concatenation'; parts: readonly Expression[] }
  | { kind: 'replication'; count: Expression; part: Expression }
  | { kind: 'call'; name: string; args: readonly Expression[] }
  | { kind: 'cast'; type: string; operand: Expression }
  | { kind: 'inside'; operand: Expression; ranges: readonly (readonly Expression[])[] }
  | { kind: 'other' }
);

/** Generated code nests deeper than a stack holds; nothing that is looked for is so deep. */
const DEEPEST = 400;

/** Reads an expression node of any kind. What the analyses do not know, and what nests too deep, is `other`. */
export function readExpression(tree: SyntaxTree, node: SyntaxNode, depth = 0): Expression {
  const place = { start: tree.start[node]!, end: tree.end[node]! };
  if (depth > DEEPEST) return { ...place, kind: 'other' };
  const read = (child: SyntaxNode): Expression => readExpression(tree, child, depth + 1);
  const children = tree.children(node);
  const [first] = children;
  switch (tree.type(node)) {
    case 'primary_literal':
    case 'integral_number': {
      const text = tree.textOf(node);
      return { ...place, kind: 'number', literal: readNumber(text), text };
    }
    case 'simple_identifier':
    case 'escaped_identifier':
      return nameOf(tree, node, [node], []);
    case 'text_macro_usage': {
      const name = `\`${tree.textOf(tree.child(node, 'simple_identifier'))}`;
      return { ...place, kind: 'name', name, path: [name], selects: [] };
    }
    case 'conditional_expression':
      return readConditional(tree, children, place, read);
    case 'concatenation':
    case 'constant_concatenation':
      return { ...place, kind: 'concatenation', parts: operands(tree, children).map(read) };
    case 'multiple_concatenation':
    case 'constant_multiple_concatenation':
      return readReplication(tree, children, place, read);
    case 'cast':
    case 'constant_cast':
      return {
        ...place,
        kind: 'cast',
        type: first === undefined ? '' : tree.textOf(first),
        operand: read(children.at(-1)!),
      };
    case 'inside_expression':
      return {
        ...place,
        kind: 'inside',
        operand: first === undefined ? { ...place, kind: 'other' } : read(first),
        ranges: tree
          .findAll(node, 'value_range')
          .map((range) => operands(tree, tree.children(range)).map(read)),
      };
    case 'tf_call':
    case 'system_tf_call':
      return readCall(tree, node, place, read);
    case 'method_call':
      return readPackageMember(tree, node, place);
    default:
      return readWrapped(tree, node, children, place, read);
  }
}

type Reader = (node: SyntaxNode) => Expression;
type Place = { start: number; end: number };

/** A wrapper, an operation, or a name with selects behind it. */
function readWrapped(
  tree: SyntaxTree,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
  place: Place,
  read: Reader,
): Expression {
  const [first, second, third] = children;
  if (first === undefined) return { ...place, kind: 'other' };
  const type = tree.type(node);
  if (type === 'hierarchical_identifier') return nameOf(tree, node, children, []);
  if (children.length === 1) return read(first);
  if (tree.type(first) === 'unary_operator') {
    return { ...place, kind: 'unary', operator: tree.textOf(first), operand: read(children.at(-1)!) };
  }
  if (/select$/.test(tree.type(second!)) || tree.type(second!) === 'packed_dimension') {
    const isName = /identifier$/.test(tree.type(first));
    const path = tree.type(first) === 'hierarchical_identifier' ? tree.children(first) : [first];
    return isName ? nameOf(tree, node, path, children.slice(1)) : { ...place, kind: 'other' };
  }
  if (children.length === 5 && tree.type(second!) === '?')
    return readConditional(tree, children, place, read);
  if (children.length === 3 && /expression$/.test(type)) {
    return {
      ...place,
      kind: 'binary',
      operator: tree.textOf(second!),
      left: read(first),
      right: read(third!),
    };
  }
  return { ...place, kind: 'other' };
}

function nameOf(
  tree: SyntaxTree,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  selectNodes: readonly SyntaxNode[],
): Expression {
  const path: string[] = [];
  const selects: Select[] = [];
  const member = /^(?:simple|escaped)_identifier$/;
  for (const part of [...parts, ...selectNodes]) {
    if (member.test(tree.type(part))) path.push(tree.textOf(part));
    else if (tree.type(part) !== '.') {
      path.push(
        ...tree
          .children(part)
          .filter((one) => member.test(tree.type(one)))
          .map((one) => tree.textOf(one)),
      );
      selects.push(...readSelects(tree, part));
    }
  }
  return {
    start: tree.start[node]!,
    end: tree.end[node]!,
    kind: 'name',
    name: path[0] ?? '',
    path,
    selects,
  };
}

/** `[3]`, `[7:0]`, `[i +: 4]`, one after another. */
function readSelects(tree: SyntaxTree, node: SyntaxNode): Select[] {
  const type = tree.type(node);
  if (/range$/.test(type)) {
    const mode = /\+:/.test(tree.textOf(node)) ? '+:' : /-:/.test(tree.textOf(node)) ? '-:' : ':';
    const bounds = operands(tree, tree.children(node)).map((bound) => readExpression(tree, bound));
    return [{ mode, bounds }];
  }
  if (/expression$/.test(type)) return [{ mode: 'bit', bounds: [readExpression(tree, node)] }];
  return tree.children(node).flatMap((child) => readSelects(tree, child));
}

function readConditional(
  tree: SyntaxTree,
  children: readonly SyntaxNode[],
  place: Place,
  read: Reader,
): Expression {
  const [condition, whenTrue, whenFalse] = operands(tree, children).map(read);
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) {
    return { ...place, kind: 'other' };
  }
  return { ...place, kind: 'conditional', condition, whenTrue, whenFalse };
}

function readReplication(
  tree: SyntaxTree,
  children: readonly SyntaxNode[],
  place: Place,
  read: Reader,
): Expression {
  const [count, part] = operands(tree, children).map(read);
  if (count === undefined || part === undefined) return { ...place, kind: 'other' };
  return { ...place, kind: 'replication', count, part };
}

function readCall(tree: SyntaxTree, node: SyntaxNode, place: Place, read: Reader): Expression {
  const called = tree.child(node, 'hierarchical_identifier', 'system_tf_identifier');
  const list = tree.child(node, 'list_of_arguments');
  const args = list < 0 ? [] : tree.childrenOf(list, 'expression', 'data_type').map(read);
  return { ...place, kind: 'call', name: called < 0 ? '' : tree.textOf(called), args };
}

/** The grammar takes `pkg::NAME` for the call of a method. */
function readPackageMember(tree: SyntaxTree, node: SyntaxNode, place: Place): Expression {
  const text = tree.textOf(node);
  if (!/^[\w$]+\s*::\s*[\w$]+$/.test(text)) return { ...place, kind: 'other' };
  const name = text.replace(/\s+/g, '');
  return { ...place, kind: 'name', name, path: [name], selects: [] };
}

/** Children that are expressions: punctuation and operators are no named types. */
function operands(tree: SyntaxTree, children: readonly SyntaxNode[]): SyntaxNode[] {
  return children.filter((child) => /^[a-z]/.test(tree.type(child)));
}

/** The names that an expression reads as values, first parts of dotted ones, in order, each once. */
export function namesIn(expression: Expression): string[] {
  const found = new Set<string>();
  visitExpression(expression, (part) => {
    if (part.kind === 'name') found.add(part.name);
  });
  return [...found];
}

/** Calls `visit` for the expression and all its parts, from the outside in. */
export function visitExpression(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) visitExpression(part, visit);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'name':
      return expression.selects.flatMap((select) => select.bounds);
    case 'unary':
    case 'cast':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'concatenation':
      return expression.parts;
    case 'replication':
      return [expression.count, expression.part];
    case 'call':
      return expression.args;
    case 'inside':
      return [expression.operand, ...expression.ranges.flat()];
    default:
      return [];
  }
}
