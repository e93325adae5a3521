import type { Node } from 'web-tree-sitter';

/** What a mutation has to know of the process around it. */
export interface ProcessFacts {
  /** `routine`: a function or task; `none`: outside of processes. */
  kind: 'sequential' | 'combinational' | 'initial' | 'routine' | 'none';
  /** Names that the process reads. */
  reads: ReadonlySet<string>;
  /** Edge signals that the first `if` asks for: asynchronous resets. */
  asyncResets: ReadonlySet<string>;
  /** Node id of the `if` that asks for the reset. */
  resetConditional: number | undefined;
}

/** No process, or one of another kind than `always`. */
export function otherProcess(kind: 'initial' | 'routine' | 'none'): ProcessFacts {
  return { kind, reads: new Set(), asyncResets: new Set(), resetConditional: undefined };
}

/** Reads an `always` construct. `resets` are the signals that are known to be resets. */
export function readProcessFacts(
  process: Node,
  resets: ReadonlySet<string>,
  nameOf: (node: Node) => string,
): ProcessFacts {
  const edges = process
    .descendantsOfType('edge_identifier')
    .map((edge) => (edge.parent === null ? '' : nameOf(edge.parent).replace(/^\w+edge\s*/, '')));
  const conditional = process.descendantsOfType('conditional_statement')[0];
  const condition = conditional?.namedChildren.find((child) => child.type === 'cond_predicate');
  const asked = condition?.descendantsOfType('hierarchical_identifier').map(nameOf) ?? [];
  // A process with one edge has a clock, whatever its first `if` asks for.
  const asyncResets = new Set(edges.length > 1 ? asked.filter((name) => edges.includes(name)) : []);
  const asksForReset = asked.length === 1 && (asyncResets.has(asked[0]!) || resets.has(asked[0]!));
  return {
    kind: edges.length > 0 ? 'sequential' : 'combinational',
    reads: namesRead(process, nameOf),
    asyncResets,
    resetConditional: asksForReset && edges.length > 0 ? conditional?.id : undefined,
  };
}

/** The names that a process reads: all of its names but the heads of assignment targets. */
export function namesRead(process: Node, nameOf: (node: Node) => string): Set<string> {
  const names = process
    .descendantsOfType('hierarchical_identifier')
    .filter((node) => node.parent?.type !== 'variable_lvalue')
    .map((node) => nameOf(node.firstNamedChild ?? node));
  return new Set(names);
}
