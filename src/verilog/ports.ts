import type { ModuleRegion } from './module-regions.ts';
import type { ModulePort, PortDirection } from './modules.ts';
import type { SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** A port where it is declared. */
export interface PortDeclaration extends ModulePort {
  /** What gives the type: the header in front of the name, or the declaration in the body; -1 without one. */
  typeNode: SyntaxNode;
  /** What declares the name, with its unpacked ranges and default; the entry in the head when nothing else does. */
  declarator: SyntaxNode;
}

const BODY_DECLARATIONS = ['input_declaration', 'output_declaration', 'inout_declaration', 'ref_declaration'];
const IDENTIFIERS = ['simple_identifier', 'escaped_identifier'];

/** The ports of a module in the order of its head, from either style of declaration. */
export function readPorts(tree: SyntaxTree, { header, items }: ModuleRegion): PortDeclaration[] {
  // Without a head (an error swallowed it) its ports lie among the items.
  const heads = header >= 0 ? [header] : items;
  const inHead = heads.flatMap((head) => tree.findAll(head, 'ansi_port_declaration'));
  return inHead.length > 0 ? readHeadPorts(tree, inHead) : readBodyPorts(tree, header, items);
}

/** `input [3:0] a, b`: a port without direction takes the one before it, its width too. */
function readHeadPorts(tree: SyntaxTree, declarations: readonly SyntaxNode[]): PortDeclaration[] {
  let direction: PortDirection = 'inout';
  let width = '';
  let typeNode = -1;
  return declarations.map((node) => {
    const head = tree.child(node, 'variable_port_header', 'net_port_header', 'interface_port_header');
    if (head >= 0) {
      const written = tree.find(head, 'port_direction');
      if (tree.type(head) === 'interface_port_header') direction = 'interface';
      else if (written >= 0) direction = tree.textOf(written) as PortDirection;
      width = packedRange(tree, head);
      typeNode = head;
    }
    // The name stands behind the header; a default value may follow.
    const name = tree.child(node, ...IDENTIFIERS);
    return { name: name < 0 ? '' : tree.textOf(name), direction, width, typeNode, declarator: node };
  });
}

function readBodyPorts(
  tree: SyntaxTree,
  header: SyntaxNode,
  items: readonly SyntaxNode[],
): PortDeclaration[] {
  const declared = new Map<string, PortDeclaration>();
  for (const node of items.flatMap((item) => tree.findAll(item, ...BODY_DECLARATIONS))) {
    const direction = tree.type(node).replace('_declaration', '') as PortDirection;
    const width = packedRange(tree, node);
    const lists = tree.childrenOf(node, 'list_of_port_identifiers', 'list_of_variable_port_identifiers');
    for (const declarator of lists.flatMap((list) => tree.childrenOf(list, ...IDENTIFIERS))) {
      const name = tree.textOf(declarator);
      declared.set(name, { name, direction, width, typeNode: node, declarator });
    }
  }
  return tree.findAll(header, 'port').flatMap((declarator) => {
    const name = tree.textOf(declarator).replace(/^\.|[\s(].*$/gs, '');
    if (name === '') return [];
    return [declared.get(name) ?? { name, direction: 'unknown', width: '', typeNode: -1, declarator }];
  });
}

/** The packed dimensions in front of the names; unpacked ones stand behind a name and are not among them. */
function packedRange(tree: SyntaxTree, node: SyntaxNode): string {
  return tree
    .findAll(node, 'packed_dimension')
    .map((dimension) => tree.textOf(dimension))
    .join('');
}
