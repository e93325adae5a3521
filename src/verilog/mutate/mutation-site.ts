import type { Node } from 'web-tree-sitter';
import type { MutationFacts } from './mutation-facts.ts';
import type { Mutation, MutationOperator } from './mutation-operators.ts';
import type { ProcessFacts } from './process-facts.ts';

/** What surrounds a node while the tree of a module is walked. */
export interface MutationSite {
  text: string;
  facts: MutationFacts;
  process: ProcessFacts;
  /** In what runs under reset. */
  underReset: boolean;
  /** In the head of a `for`, where only bounds may change: other edits hang the simulator. */
  inLoopHead: boolean;
  /** On the left of an assignment: only its selects may change. */
  inTarget: boolean;
  /** In a port connection, which may be an output: it has to stay assignable. */
  inConnection: boolean;
  /** The signals that the assignment around it drives. */
  targets: readonly string[];
}

/** Finds the mutations of one node; its children are visited by themselves. */
export type MutationRule = (node: Node, site: MutationSite) => Mutation[];

/** The mutation that replaces a node. */
export function replaceNode(operator: MutationOperator, node: Node, replacement: string): Mutation {
  return { operator, start: node.startIndex, end: node.endIndex, replacement };
}

/** The text of a node as it was handed in. */
export function textOf(node: Node, { text }: Pick<MutationSite, 'text'>): string {
  return text.slice(node.startIndex, node.endIndex);
}

/**
 * The node inside of wrappers that have it as their only child: `expression > primary > (literal)`. Parentheses
 * are no wrappers.
 */
export function unwrap(node: Node): Node {
  let inner = node;
  while (inner.childCount === 1) inner = inner.child(0)!;
  return inner;
}

/** The name that an expression consists of, without select or operator. */
export function soleName(node: Node, site: Pick<MutationSite, 'text'>): string | undefined {
  const inner = unwrap(node);
  return inner.type === 'simple_identifier' || inner.type === 'escaped_identifier'
    ? textOf(inner, site)
    : undefined;
}
