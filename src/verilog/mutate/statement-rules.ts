import type { Node } from 'web-tree-sitter';
import { invertedValue } from './expression-rules.ts';
import type { Mutation } from './mutation-operators.ts';
import {
  type MutationRule,
  type MutationSite,
  replaceNode,
  soleName,
  textOf,
  unwrap,
} from './mutation-site.ts';

const COMPARISON = /^(?:[<>]=?|[=!]==?)$/;

/** `q <= d;` left out, as blocking, or with the value inverted. */
export const nonblockingRule: MutationRule = (node, site) => {
  const arrow = childOfType(node, '<=');
  const kind = arrow !== undefined && valueIsRead(site) ? [replaceNode('assignment_kind', arrow, '=')] : [];
  return [...deletion(node, site), ...kind, ...valueInversion(node, site)];
};

/** `q = d;` left out or as nonblocking. In combinational logic that differs only where the value is read again. */
export const blockingRule: MutationRule = (node, site) => {
  const assignment = node.firstNamedChild;
  if (site.inLoopHead || assignment === null) return [];
  const equals = childOfType(assignment, 'assignment_operator');
  const { kind: process, reads } = site.process;
  const mayBeNonblocking =
    process === 'combinational'
      ? site.targets.some((target) => reads.has(target))
      : process === 'sequential' && valueIsRead(site);
  const kind =
    equals !== undefined && textOf(equals, site) === '=' && mayBeNonblocking
      ? [replaceNode('assignment_kind', equals, '<=')]
      : [];
  return [...deletion(node, site), ...kind];
};

/** `x += y` becomes `x -= y`; the value of a plain assignment is inverted. */
export const operatorAssignmentRule: MutationRule = (node, site) => {
  const operator = childOfType(node, 'assignment_operator');
  const other = operator === undefined ? undefined : COMPOUND[textOf(operator, site)];
  if (operator !== undefined && other !== undefined && !site.inLoopHead)
    return [replaceNode('arithmetic_operator', operator, other)];
  return valueInversion(node, site);
};

const COMPOUND: Readonly<Record<string, string>> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
  '&=': '|=',
  '|=': '&=',
  '^=': '&=',
  '<<=': '>>=',
  '>>=': '<<=',
};

/** `assign y = a` becomes `assign y = ~a`. */
export const continuousRule: MutationRule = valueInversion;

/** `x++` becomes `x--`. */
export const incrementRule: MutationRule = (node, site) => {
  if (site.inLoopHead) return [];
  return [replaceNode('arithmetic_operator', node, textOf(node, site) === '++' ? '--' : '++')];
};

/** The conditions of an `if` chain: negated, or stuck; that of a reset: at the other level, or never. */
export const conditionRule: MutationRule = (node, site) => {
  const conditions = node.namedChildren.filter((child) => child.type === 'cond_predicate');
  const mutations = conditions.flatMap((condition, index) => {
    const isReset = index === 0 && site.process.resetConditional === node.id;
    return conditionMutations(condition, isReset, site);
  });
  return [...mutations, ...elseDeletions(node)];
};

function conditionMutations(condition: Node, isReset: boolean, site: MutationSite): Mutation[] {
  const inverted = invertedCondition(condition, isReset, site);
  const negation = isReset ? 'reset_polarity' : 'condition_negation';
  const negated = inverted === undefined ? [] : [replaceNode(negation, condition, inverted)];
  if (isReset) return [...negated, replaceNode('reset_removed', condition, "1'b0")];
  return [...negated, ...["1'b1", "1'b0"].map((value) => replaceNode('condition_stuck', condition, value))];
}

/** Undefined where an operator rule does the same: `a == b` has its own opposite. */
function invertedCondition(condition: Node, isReset: boolean, site: MutationSite): string | undefined {
  const inner = unwrap(condition);
  const operator = inner.childForFieldName('operator');
  const text = textOf(condition, site);
  if (operator === null) return `!${/^[\w$.[\]:]+$/.test(text) ? text : `(${text})`}`;
  const argument = inner.childForFieldName('argument');
  if (argument !== null && /^[!~]$/.test(textOf(operator, site))) {
    return isReset ? textOf(argument, site) : undefined;
  }
  return COMPARISON.test(operator.type) && !isReset ? undefined : `!(${text})`;
}

/** All from an `else` on; a single assignment there is left out by its own rule. */
function elseDeletions(node: Node): Mutation[] {
  return node.children
    .filter((child, at) => child?.type === 'else' && isLarge(node, at))
    .map((keyword) => ({
      operator: 'statement_deletion',
      start: keyword!.startIndex,
      end: node.endIndex,
      replacement: '',
    }));
}

function isLarge(node: Node, keywordAt: number): boolean {
  const next = node.child(keywordAt + 1);
  return next !== null && (next.type === 'if' || /^(?:begin|if|case)/.test(next.text));
}

/** Case items: labels of neighbours swapped, items left out. */
export const caseRule: MutationRule = (node, site) => {
  const items = node.namedChildren
    .filter((child) => child.type === 'case_item')
    .map((item) => caseItem(item, site));
  const labelled = items.filter((item) => item.labels !== undefined);
  const fallback = items.find((item) => item.labels === undefined)?.body;
  const deleted = labelled
    .filter((item) => items.length > 1 && item.body !== fallback)
    .map(({ node: item }) => replaceNode('case_deletion', item, ''));
  return [
    ...deleted,
    ...labelled.slice(1).flatMap((item, index) => swappedLabels(labelled[index]!, item, site)),
  ];
};

interface CaseItem {
  node: Node;
  /** Offsets of the labels; undefined for `default`. */
  labels: { start: number; end: number } | undefined;
  body: string;
}

function caseItem(node: Node, site: MutationSite): CaseItem {
  const labels = node.namedChildren.filter((child) => child.type === 'case_item_expression');
  const [first, last] = [labels.at(0), labels.at(-1)];
  return {
    node,
    labels: first && last ? { start: first.startIndex, end: last.endIndex } : undefined,
    body: node.lastNamedChild === null ? '' : textOf(node.lastNamedChild, site),
  };
}

function swappedLabels(one: CaseItem, other: CaseItem, { text }: MutationSite): Mutation[] {
  if (one.labels === undefined || other.labels === undefined || one.body === other.body) return [];
  const label = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  const replacement =
    label(other.labels) + text.slice(one.labels.end, other.labels.start) + label(one.labels);
  return [{ operator: 'case_swap', start: one.labels.start, end: other.labels.end, replacement }];
}

/** `posedge` for `negedge`; an asynchronous reset may also leave the list. */
export const edgeRule: MutationRule = (node, site) => {
  const edge = childOfType(node, 'edge_identifier');
  const signal = node.namedChildren.find((child) => child.type === 'expression');
  if (edge === undefined || signal === undefined || site.process.kind !== 'sequential') return [];
  const isReset = site.process.asyncResets.has(textOf(signal, site));
  const other = textOf(edge, site) === 'posedge' ? 'negedge' : 'posedge';
  const swapped = replaceNode(isReset ? 'reset_edge' : 'clock_edge', edge, other);
  return isReset ? [swapped, ...withoutEvent(node)] : [swapped];
};

function withoutEvent(node: Node): Mutation[] {
  const [before, after] = [node.previousSibling, node.nextSibling];
  const isSeparator = (sibling: Node | null): sibling is Node =>
    sibling !== null && (sibling.type === 'or' || sibling.type === ',');
  if (isSeparator(before))
    return [{ operator: 'reset_edge', start: before.startIndex, end: node.endIndex, replacement: '' }];
  if (!isSeparator(after)) return [];
  return [{ operator: 'reset_edge', start: node.startIndex, end: after.endIndex, replacement: '' }];
}

/** The assignment left out; its semicolon stays as an empty statement. */
function deletion(node: Node, site: MutationSite): Mutation[] {
  if (site.inLoopHead || !mayBeEmpty(node)) return [];
  const semicolon = node.lastChild?.type === ';' ? node.lastChild : node.nextSibling;
  const end = semicolon?.type === ';' ? semicolon.startIndex : node.endIndex;
  return [{ operator: 'statement_deletion', start: node.startIndex, end, replacement: '' }];
}

/** `initial ;` and `always_comb ;` are no Verilog. */
function mayBeEmpty(assignment: Node): boolean {
  let statement: Node | null = assignment;
  while (statement !== null && statement.type !== 'statement') statement = statement.parent;
  const around = statement?.parent;
  if (around?.type === 'function_statement') return true;
  return around?.type === 'statement_or_null' && around.parent?.type !== 'initial_construct';
}

function valueInversion(node: Node, site: MutationSite): Mutation[] {
  const value = node.namedChildren.findLast((child) => child.type === 'expression');
  if (value === undefined) return [];
  const name = soleName(value, site);
  return name !== undefined && site.facts.statesOf(name) !== undefined ? [] : invertedValue(value, site);
}

function valueIsRead({ targets, process, facts }: MutationSite): boolean {
  return targets.some((target) => process.reads.has(target) || facts.readBetweenProcesses.has(target));
}

function childOfType(node: Node, type: string): Node | undefined {
  return node.children.find((child) => child?.type === type) ?? undefined;
}
