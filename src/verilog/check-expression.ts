import type { Node } from 'web-tree-sitter';

/** What an expression says about the values in it, as far as the question "is this compared?" needs it. */
export type CheckExpression =
  | { kind: 'names'; ids: readonly string[] }
  /** A comparison; `inequality` is true for `!=` and its kin. */
  | { kind: 'compare'; inequality: boolean; sides: readonly CheckExpression[] }
  | { kind: 'xor'; sides: readonly CheckExpression[] }
  | { kind: 'choose'; condition: CheckExpression; branches: readonly CheckExpression[] }
  | { kind: 'mix'; parts: readonly CheckExpression[] };

/** Gives the ids a name stands for; none for constants. `path` is the dotted name, `task` a called subroutine. */
export interface NameResolver {
  ids(path: readonly string[]): readonly string[];
  result(path: readonly string[]): readonly string[];
  text(node: Node): string;
}

const COMPARISONS = /^(?:[!=]==?|[!=]=\?|<=?|>=?)$/;
const IDENTIFIERS: ReadonlySet<string> = new Set(['simple_identifier', 'escaped_identifier']);

/** Nothing: a constant. */
export const CONSTANT: CheckExpression = { kind: 'mix', parts: [] };

/** Reads an expression node of any kind; constants and text give nothing. */
export function readExpression(node: Node, names: NameResolver): CheckExpression {
  switch (node.type) {
    case 'expression':
    case 'constant_expression':
    case 'property_expr':
    case 'sequence_expr':
      return readOperation(node, names);
    case 'conditional_expression': {
      const [condition, ...branches] = node.namedChildren.map((child) => readExpression(child, names));
      return { kind: 'choose', condition: condition ?? CONSTANT, branches };
    }
    case 'inside_expression':
      return { kind: 'compare', inequality: false, sides: readChildren(node, names) };
    case 'hierarchical_identifier':
      return {
        kind: 'mix',
        parts: [{ kind: 'names', ids: names.ids(dottedPath(node, names)) }, ...selects(node, names)],
      };
    case 'simple_identifier':
    case 'escaped_identifier':
      return { kind: 'names', ids: names.ids([names.text(node)]) };
    case 'tf_call': {
      const called = node.namedChildren.find((child) => child.type === 'hierarchical_identifier');
      const result = called === undefined ? [] : names.result(dottedPath(called, names));
      const args = node.namedChildren
        .filter((child) => child !== called)
        .map((child) => readExpression(child, names));
      // A known function's arguments reach its result through its body; an unknown one may return anything of them.
      return result.length > 0 ? { kind: 'names', ids: result } : { kind: 'mix', parts: args };
    }
    case 'clocking_event':
    case 'event_control':
      return CONSTANT;
    default:
      return mixed(readChildren(node, names));
  }
}

/** The dotted name of a `hierarchical_identifier`, selects left out. */
export function dottedPath(node: Node, names: NameResolver): string[] {
  return node.namedChildren.filter((child) => IDENTIFIERS.has(child.type)).map((child) => names.text(child));
}

/** The root ids that an lvalue assigns to; the names in its selects are only read. */
export function readTargets(node: Node, names: NameResolver): string[] {
  if (node.type === 'hierarchical_identifier') return [...names.ids(dottedPath(node, names))];
  if (IDENTIFIERS.has(node.type)) return [...names.ids([names.text(node)])];
  if (/select|range|dimension/.test(node.type)) return [];
  return node.namedChildren.flatMap((child) => readTargets(child, names));
}

/** Every id in an expression. */
export function expressionIds(expression: CheckExpression): string[] {
  switch (expression.kind) {
    case 'names':
      return [...expression.ids];
    case 'choose':
      return [expression.condition, ...expression.branches].flatMap(expressionIds);
    case 'mix':
      return expression.parts.flatMap(expressionIds);
    default:
      return expression.sides.flatMap(expressionIds);
  }
}

function readOperation(node: Node, names: NameResolver): CheckExpression {
  const sides = readChildren(node, names);
  const operator = node.childForFieldName('operator')?.type ?? '';
  if (sides.length === 2 && COMPARISONS.test(operator)) {
    return { kind: 'compare', inequality: operator.startsWith('!'), sides };
  }
  if (sides.length === 2 && /^(?:\^|~\^|\^~)$/.test(operator)) return { kind: 'xor', sides };
  return mixed(sides);
}

function readChildren(node: Node, names: NameResolver): CheckExpression[] {
  return node.namedChildren
    .filter((child) => child.type !== 'unary_operator' && child.type !== 'string_literal')
    .map((child) => readExpression(child, names));
}

function selects(node: Node, names: NameResolver): CheckExpression[] {
  return node.namedChildren
    .filter((child) => !IDENTIFIERS.has(child.type))
    .map((child) => readExpression(child, names));
}

function mixed(parts: readonly CheckExpression[]): CheckExpression {
  return parts.length === 1 ? parts[0]! : { kind: 'mix', parts };
}
