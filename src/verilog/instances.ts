import type { ModuleInstance, PortConnection } from './modules.ts';
import type { SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** A connection with the node of its expression; -1 for an open or implicit one. */
export interface ConnectionNode extends PortConnection {
  node: SyntaxNode;
}

/**
 * Instances whose ports are connected by position look like those of a primitive or of a checker: which they are depends
 * on what the name stands for, which the grammar cannot know.
 */
const INSTANTIATIONS = ['module_instantiation', 'udp_instantiation', 'checker_instantiation'] as const;

/** The instances of an instantiation. */
export function instancesOf(tree: SyntaxTree, instantiation: SyntaxNode): SyntaxNode[] {
  return tree.childrenOf(instantiation, 'hierarchical_instance', 'udp_instance', 'checker_instance');
}

/** The module instances under a node, gate primitives left out. */
export function readInstances(tree: SyntaxTree, within: SyntaxNode): ModuleInstance[] {
  return tree.findAll(within, ...INSTANTIATIONS).flatMap((node) => {
    const moduleName = instantiatedName(tree, node);
    return instancesOf(tree, node).map((instance) => {
      const connections = readConnections(tree, instance);
      return {
        moduleName,
        instanceName: instanceName(tree, instance),
        start: tree.start[instance]!,
        end: tree.end[instance]!,
        connections: connections.map(({ port, expression }) => ({ port, expression })),
        wildcard: hasWildcard(tree, instance),
      };
    });
  });
}

/** The module that an instantiation names. */
export function instantiatedName(tree: SyntaxTree, instantiation: SyntaxNode): string {
  return tree.textOf(tree.children(instantiation)[0]!);
}

/** The name of an instance; empty when it has none. */
export function instanceName(tree: SyntaxTree, instance: SyntaxNode): string {
  const name = tree.child(instance, 'name_of_instance');
  return name < 0 ? '' : tree.textOf(tree.children(name)[0]!);
}

/** Whether an instance connects ports by `.*`. */
export function hasWildcard(tree: SyntaxTree, instance: SyntaxNode): boolean {
  return tree.find(instance, '.*') >= 0;
}

/** The connections of an instance in order; one by position that is left empty has an empty text. */
export function readConnections(tree: SyntaxTree, instance: SyntaxNode): ConnectionNode[] {
  const named = tree.child(instance, 'list_of_port_connections');
  // Those of a primitive stand without a list around them.
  const list = named < 0 && tree.child(instance, 'output_terminal') >= 0 ? instance : named;
  const connections: ConnectionNode[] = [];
  let isOpen = true;
  for (const node of tree.children(list)) {
    const type = tree.type(node);
    if (type === ',') {
      if (isOpen) connections.push({ port: null, expression: '', node: -1 });
      isOpen = true;
    } else if (
      type === 'ordered_port_connection' ||
      type === 'output_terminal' ||
      type === 'input_terminal'
    ) {
      connections.push({ port: null, expression: tree.textOf(node).trim(), node });
      isOpen = false;
    } else if (type === 'named_port_connection') {
      const connection = readNamed(tree, node);
      if (connection !== undefined) connections.push(connection);
      isOpen = false;
    }
  }
  return connections;
}

/** Undefined for `.*`. `.clk` alone connects the signal of the same name, `.clk()` none. */
function readNamed(tree: SyntaxTree, node: SyntaxNode): ConnectionNode | undefined {
  const [name, connection] = tree.children(node).filter((child) => tree.type(child) !== '.');
  if (name === undefined || tree.type(name) === '.*') return undefined;
  const port = tree.textOf(name);
  if (connection !== undefined) return { port, expression: tree.textOf(connection), node: connection };
  const isImplicit = !tree.textOf(node).includes('(');
  return { port, expression: isImplicit ? port : '', node: isImplicit ? name : -1 };
}
