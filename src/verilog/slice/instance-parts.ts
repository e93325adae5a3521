import { hasWildcard, instanceName, instancesOf, instantiatedName, readConnections } from '../instances.ts';
import { concatenated } from '../structure/instance-drivers.ts';
import { readLvalue, readNames } from '../structure/names.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Part, SliceConnection, SliceInstance } from './part.ts';
import type { PartContext } from './statement-parts.ts';

/** Reads an instantiation: one part an instance, in a list where there are several. */
export function instantiationPart(context: PartContext, node: SyntaxNode): Part | undefined {
  const { tree } = context;
  const place = { start: tree.start[node]!, end: tree.end[node]! };
  const nodes = instancesOf(tree, node);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const placeOf = (one: SyntaxNode): { start: number; end: number } =>
    nodes.length === 1 ? place : { start: tree.start[one]!, end: tree.end[one]! };
  const parts = nodes.map((one): Part => {
    const instance = readInstance(context, node, one, placeOf(one));
    return { kind: 'instance', instance, ...placeOf(one) };
  });
  if (parts.length === 1) return parts[0];
  const [headEnd, tailStart] = [tree.start[first]!, tree.end[last]!];
  return { kind: 'list', ...place, headEnd, tailStart, headNames: [], parts };
}

function readInstance(
  context: PartContext,
  instantiation: SyntaxNode,
  node: SyntaxNode,
  place: { start: number; end: number },
): SliceInstance {
  const { tree } = context;
  return {
    ...place,
    name: instanceName(tree, node),
    moduleName: instantiatedName(tree, instantiation),
    connections: readConnections(tree, node).map(({ port, node: expression }) =>
      readConnection(context, port, expression),
    ),
    wildcard: hasWildcard(tree, node),
  };
}

function readConnection(
  { tree, meaning }: PartContext,
  port: string | null,
  node: SyntaxNode,
): SliceConnection {
  const nothing = { defs: [], targetUses: [], uses: [] };
  if (node < 0) return { port, start: -1, end: -1, isImplicit: false, ...nothing };
  const place = { start: tree.start[node]!, end: tree.end[node]! };
  const isImplicit = /identifier$/.test(tree.type(node));
  const uses = readNames(tree, [node], meaning).signals;
  const parts = concatenated(tree, node).map((part) => readLvalue(tree, part, meaning));
  const defs = parts.flatMap((part) => part.defs).filter((name) => !meaning.isConstant(name));
  return { port, ...place, isImplicit, defs, targetUses: parts.flatMap((part) => part.uses), uses };
}
