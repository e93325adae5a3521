import type { Node } from 'web-tree-sitter';
import type { MutationOperator } from './mutation-operators.ts';
import { type MutationRule, type MutationSite, replaceNode, textOf, unwrap } from './mutation-site.ts';
import { formatLiteral, parseLiteral, type VerilogLiteral } from './verilog-literal.ts';

const RELATIONAL = /^(?:[<>]=?|[=!]==?)$/;

/** An integer becomes its neighbours, zero, or itself with the top bit flipped. */
export const literalRule: MutationRule = (node, site) => {
  if (site.inTarget || isIndex(node)) return [];
  const text = textOf(node, site);
  const literal = parseLiteral(text);
  if (literal === undefined)
    return patternMutations(text).map((pattern) =>
      replaceNode(operatorFor(node, site, false), node, pattern),
    );
  const near = neighbours(literal);
  const far = site.inLoopHead ? [] : farValues(literal);
  return [...new Set([...near, ...far])]
    .filter((value) => value !== literal.value)
    .map((value) =>
      replaceNode(operatorFor(node, site, near.includes(value)), node, formatLiteral(literal, value)),
    );
};

/** The value of a parameter that is no width: `LIMIT = 9` becomes 8 and 10. */
export const parameterRule: MutationRule = (node, site) => {
  const [name, value] = node.namedChildren;
  if (name == null || value == null || !site.facts.isPlainParameter(textOf(name, site))) return [];
  const literal = parseLiteral(textOf(value, site));
  if (literal === undefined) return [];
  return neighbours(literal).map((other) => replaceNode('constant', value, formatLiteral(literal, other)));
};

function farValues({ size, value }: VerilogLiteral): bigint[] {
  return size !== null && size > 1 ? [0n, value ^ (1n << BigInt(size - 1))] : [0n];
}

/** One less and one more, wrapped inside the width as hardware would; an unsized zero has no lower neighbour. */
function neighbours({ size, value }: VerilogLiteral): bigint[] {
  if (size === null) return value === 0n ? [1n] : [value + 1n, value - 1n];
  const modulus = 1n << BigInt(size);
  return [...new Set([(value + 1n) % modulus, (value + modulus - 1n) % modulus])];
}

/** `'0` for `'1`; of a pattern with don't-cares the first and the last known bit, and the first unknown one. */
function patternMutations(text: string): string[] {
  if (text === "'0") return ["'1"];
  if (text === "'1") return ["'0"];
  const match = /^(.*'s?b)([01xz?_]+)$/i.exec(text);
  if (match === null) return [];
  const [, head, digits] = match as unknown as [string, string, string];
  const flipped = (at: number): string[] =>
    at < 0 ? [] : [`${head}${digits.slice(0, at)}${digits[at] === '1' ? '0' : '1'}${digits.slice(at + 1)}`];
  const known = [digits.search(/[01]/), digits.search(/[01][^01]*$/)];
  return [...new Set([...known, digits.search(/[z?]/i)].flatMap(flipped))];
}

function operatorFor(node: Node, site: MutationSite, isNeighbour: boolean): MutationOperator {
  if (site.underReset) return 'reset_value';
  return isNeighbour && (site.inLoopHead || isCompared(node)) ? 'off_by_one' : 'constant';
}

function isCompared(node: Node): boolean {
  let inner = node;
  while (inner.parent !== null && inner.parent.childCount === 1) inner = inner.parent;
  const operator = inner.parent?.childForFieldName('operator');
  return operator != null && RELATIONAL.test(operator.type);
}

/** `[3]` is met by the rules of selects, which know the range. */
function isIndex(node: Node): boolean {
  let inner = node;
  while (inner.parent !== null && inner.parent.childCount === 1) inner = inner.parent;
  const around = inner.parent;
  return around !== null && /bit_select$/.test(around.type) && unwrap(inner).id === unwrap(node).id;
}
