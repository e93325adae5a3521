import type { ModuleInstance, PortConnection } from './modules.ts';
import type { SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** A connection with the node of its expression; -1 for an open or implicit one. */
export interface ConnectionNode extends PortConnection {
  node: SyntaxNode;
}

/** The module instances under a node, gate primitives left out. */
export function readInstances(tree: SyntaxTree, within: SyntaxNode): ModuleInstance[] {
  return tree.findAll(within, 'module_instantiation').flatMap((node) => {
    const moduleName = instantiatedName(tree, node);
    return tree.childrenOf(node, 'hierarchical_instance').map((instance) => {
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

/** The module that a `module_instantiation` names. */
export function instantiatedName(tree: SyntaxTree, instantiation: SyntaxNode): string {
  return tree.textOf(tree.children(instantiation)[0]!);
}

/** The name of a `hierarchical_instance`; empty when it has none. */
export function instanceName(tree: SyntaxTree, instance: SyntaxNode): string {
  const name = tree.child(instance, 'name_of_instance');
  return name < 0 ? '' : tree.textOf(tree.children(name)[0]!);
}

/** Whether a `hierarchical_instance` connects ports by `.*`. */
export function hasWildcard(tree: SyntaxTree, instance: SyntaxNode): boolean {
  return tree.find(instance, '.*') >= 0;
}

/** The connections of a `hierarchical_instance` in order; one by position that is left empty has an empty text. */
export function readConnections(tree: SyntaxTree, instance: SyntaxNode): ConnectionNode[] {
  const list = tree.child(instance, 'list_of_port_connections');
  const connections: ConnectionNode[] = [];
  let isOpen = true;
  for (const node of tree.children(list)) {
    const type = tree.type(node);
    if (type === ',') {
      if (isOpen) connections.push({ port: null, expression: '', node: -1 });
      isOpen = true;
    } else if (type === 'ordered_port_connection') {
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
