import type { Node } from 'web-tree-sitter';
import type { Mutation, MutationOperator } from './mutation-operators.ts';
import {
  type MutationRule,
  type MutationSite,
  replaceNode,
  soleName,
  textOf,
  unwrap,
} from './mutation-site.ts';

/** A binary operator's replacements, with the name of the mistake that they are. */
const BINARY: Readonly<Record<string, readonly (readonly [MutationOperator, string])[]>> = {
  '+': [['arithmetic_operator', '-']],
  '-': [['arithmetic_operator', '+']],
  '*': [['arithmetic_operator', '+']],
  '/': [['arithmetic_operator', '*']],
  '%': [['arithmetic_operator', '/']],
  '**': [['arithmetic_operator', '*']],
  '&': bitwise('|', '^'),
  '|': bitwise('&', '^'),
  '^': bitwise('~^', '&', '|'),
  '~^': bitwise('^'),
  '^~': bitwise('^'),
  '&&': [['logical_operator', '||']],
  '||': [['logical_operator', '&&']],
  '==': [['relational_operator', '!=']],
  '!=': [['relational_operator', '==']],
  '===': [['relational_operator', '!==']],
  '!==': [['relational_operator', '===']],
  '<': bound('<=', '>=', '>'),
  '<=': bound('<', '>', '>='),
  '>': bound('>=', '<=', '<'),
  '>=': bound('>', '<', '<='),
  '<<': [['shift_operator', '>>']],
  '>>': [['shift_operator', '<<']],
  '<<<': [['shift_operator', '>>']],
  '>>>': [
    ['shift_operator', '>>'],
    ['shift_operator', '<<'],
  ],
};

const REDUCTIONS: Readonly<Record<string, readonly string[]>> = {
  '&': ['|', '^'],
  '|': ['&', '^'],
  '^': ['~^', '|'],
  '~&': ['&', '~|'],
  '~|': ['|', '~&'],
  '~^': ['^'],
  '^~': ['^'],
};

const NON_COMMUTATIVE: ReadonlySet<string> = new Set(['-', '/', '%', '<<', '>>', '<<<', '>>>', '**']);
const TAKES_INVERSIONS: ReadonlySet<string> = new Set(['+', '-', '*', '&', '|', '^', '~^', '^~', '&&', '||']);
const DELETES_OPERANDS: ReadonlySet<string> = new Set(['+', '-', '*', '&', '|', '^', '&&', '||']);
/** In a loop's head only these keep the number of rounds finite. */
const LOOP_BOUNDS: ReadonlySet<string> = new Set(['off_by_one']);

/** Binary and unary operators, and inversions on their operands. */
export const operatorRule: MutationRule = (node, site) => {
  const operator = node.childForFieldName('operator');
  if (operator === null) return [];
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left !== null && right !== null) return binaryMutations({ node, operator, left, right }, site);
  const argument = node.childForFieldName('argument');
  return argument === null || site.inLoopHead ? [] : unaryMutations(node, operator, argument, site);
};

interface Binary {
  node: Node;
  operator: Node;
  left: Node;
  right: Node;
}

function binaryMutations({ node, operator, left, right }: Binary, site: MutationSite): Mutation[] {
  const symbol = textOf(operator, site);
  const replaced = (BINARY[symbol] ?? []).map(([name, other]) => replaceNode(name, operator, other));
  if (site.inLoopHead) return replaced.filter((mutation) => LOOP_BOUNDS.has(mutation.operator));
  const swapped = NON_COMMUTATIVE.has(symbol)
    ? [replaceNode('operand_swap', node, swapAround(node, left, right, site))]
    : [];
  const inverted = TAKES_INVERSIONS.has(symbol)
    ? [left, right].flatMap((operand) =>
        inversion(operand, symbol.length === 2 && symbol !== '~^' && symbol !== '^~' ? '!' : '~', site),
      )
    : [];
  const single = DELETES_OPERANDS.has(symbol)
    ? [left, right].map((operand) => replaceNode('operand_deletion', node, textOf(operand, site)))
    : [];
  return [...replaced, ...swapped, ...inverted, ...single];
}

function swapAround(node: Node, left: Node, right: Node, site: MutationSite): string {
  const between = site.text.slice(left.endIndex, right.startIndex);
  const wrap = (operand: Node): string => {
    const text = textOf(operand, site);
    return operand.childForFieldName('operator') === null ? text : `(${text})`;
  };
  const before = site.text.slice(node.startIndex, left.startIndex);
  return before + wrap(right) + between + wrap(left);
}

/** An inversion in front of a plain operand; one that has an operator is met by its own rules. */
function inversion(operand: Node, sign: '!' | '~', site: MutationSite): Mutation[] {
  const inner = operand.type === 'expression' && operand.childCount === 1 ? operand.child(0)! : operand;
  const plain = inner.type === 'primary' && /^[\w$.\\[\]:' +-]+$/.test(textOf(inner, site));
  if (!plain || unwrap(inner).type.endsWith('number')) return [];
  return [
    { operator: 'unary_insertion', start: operand.startIndex, end: operand.startIndex, replacement: sign },
  ];
}

function unaryMutations(node: Node, operator: Node, argument: Node, site: MutationSite): Mutation[] {
  const symbol = textOf(operator, site);
  if (symbol === '~' || symbol === '!' || symbol === '-') {
    return [
      { operator: 'unary_deletion', start: node.startIndex, end: argument.startIndex, replacement: '' },
    ];
  }
  return (REDUCTIONS[symbol] ?? []).map((other) => replaceNode('reduction_operator', operator, other));
}

/** `q <= d` becomes `q <= ~d`: an inversion of all that is assigned, where that is one operand. */
export function invertedValue(value: Node, site: MutationSite): Mutation[] {
  return site.inLoopHead ? [] : inversion(value, '~', site);
}

/** `{a, b}` becomes `{b, a}`. */
export const concatenationRule: MutationRule = (node, site) => {
  if (site.inTarget) return [];
  const parts = node.namedChildren.filter((child) => child.type === 'expression');
  return parts.slice(1).map((part, index) => {
    const before = parts[index]!;
    const between = site.text.slice(before.endIndex, part.startIndex);
    const replacement = textOf(part, site) + between + textOf(before, site);
    return { operator: 'operand_swap', start: before.startIndex, end: part.endIndex, replacement };
  });
};

/** `c ? a : b`: branches swapped, or always one of them. */
export const conditionalExpressionRule: MutationRule = (node, site) => {
  if (site.inLoopHead) return [];
  const question = node.children.findIndex((child) => child?.type === '?');
  const colon = node.children.findLastIndex((child) => child?.type === ':');
  const [yes, no] = [node.child(question + 1), node.child(colon + 1)];
  if (question < 0 || colon < question || yes === null || no === null) return [];
  const whole = (replacement: string): Mutation => replaceNode('condition_stuck', node, replacement);
  const swapped = textOf(no, site) + site.text.slice(yes.endIndex, no.startIndex) + textOf(yes, site);
  return [
    {
      operator: 'ternary_swap',
      start: yes.startIndex,
      end: no.endIndex,
      replacement: parenthesised(swapped, no, site),
    },
    whole(`(${textOf(yes, site)})`),
    whole(`(${textOf(no, site)})`),
  ];
};

/** A nested `c ? a : b` that moves in front of the colon is put into parentheses, lest it takes the wrong colon. */
function parenthesised(swapped: string, no: Node, site: MutationSite): string {
  const text = textOf(no, site);
  return no.descendantsOfType('conditional_expression').length === 0
    ? swapped
    : `(${text})${swapped.slice(text.length)}`;
}

/** `$signed` for `$unsigned` and back. */
export const signCastRule: MutationRule = (node, site) => {
  const name = textOf(node, site);
  if (name === '$signed') return [replaceNode('signedness', node, '$unsigned')];
  return name === '$unsigned' ? [replaceNode('signedness', node, '$signed')] : [];
};

const GATES: Readonly<Record<string, readonly string[]>> = {
  and: ['or', 'nand'],
  or: ['and', 'nor'],
  nand: ['and', 'nor'],
  nor: ['or', 'nand'],
  xor: ['xnor', 'or'],
  xnor: ['xor'],
  buf: ['not'],
  not: ['buf'],
};

/** `and` for `or`, `buf` for `not`. */
export const gateRule: MutationRule = (node, site) =>
  (GATES[textOf(node, site)] ?? []).map((other) => replaceNode('bitwise_operator', node, other));

/** A state that an expression names becomes another one; in an assignment to the state that is a wrong transition. */
export const stateNameRule: MutationRule = (node, site) => {
  const name = soleName(node, site);
  if (name === undefined || site.inTarget) return [];
  const states = site.facts.statesOf(name);
  if (states === undefined) return [];
  const assigned = site.targets.some((target) => site.facts.stateSignals.has(target));
  const operator = site.underReset ? 'reset_value' : assigned ? 'state_transition' : 'state_reference';
  const at = states.indexOf(name);
  const others = [1, 2].map((step) => states[(at + step) % states.length]!);
  return [...new Set(others)]
    .filter((other) => other !== name)
    .map((other) => replaceNode(operator, node, other));
};

function bitwise(...others: string[]): (readonly [MutationOperator, string])[] {
  return others.map((other) => ['bitwise_operator', other] as const);
}

function bound(neighbour: string, ...others: string[]): (readonly [MutationOperator, string])[] {
  return [['off_by_one', neighbour], ...others.map((other) => ['relational_operator', other] as const)];
}
