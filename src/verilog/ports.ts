import type { Node } from 'web-tree-sitter';
import type { ModulePort, PortDirection } from './modules.ts';
import { nodeText, type VerilogTree } from './parser.ts';

const BODY_DECLARATIONS = ['input_declaration', 'output_declaration', 'inout_declaration', 'ref_declaration'];

/** The ports of a module in the order of its head, from either style of declaration. */
export function readPorts(tree: VerilogTree, module: Node, header: Node): ModulePort[] {
  return header.type === 'module_ansi_header'
    ? readHeadPorts(tree, header)
    : readBodyPorts(tree, module, header);
}

/** `input [3:0] a, b`: a port without direction takes the one before it, its width too. */
function readHeadPorts(tree: VerilogTree, header: Node): ModulePort[] {
  let direction: PortDirection = 'inout';
  let width = '';
  return header.descendantsOfType('ansi_port_declaration').map((node) => {
    const head = node.namedChildren.find((child) => child.type.endsWith('_port_header'));
    if (head !== undefined) {
      const written = head.descendantsOfType('port_direction')[0];
      if (head.type === 'interface_port_header') direction = 'interface';
      else if (written !== undefined) direction = nodeText(tree, written) as PortDirection;
      width = packedRange(tree, head);
    }
    const name = node.childForFieldName('port_name');
    return { name: name === null ? '' : nodeText(tree, name), direction, width };
  });
}

function readBodyPorts(tree: VerilogTree, module: Node, header: Node): ModulePort[] {
  const declared = new Map<string, ModulePort>();
  for (const node of module.descendantsOfType(BODY_DECLARATIONS)) {
    const direction = node.type.replace('_declaration', '') as PortDirection;
    const width = packedRange(tree, node);
    const lists = node.namedChildren.filter((child) =>
      /^list_of_(?:variable_)?port_identifiers$/.test(child.type),
    );
    for (const name of lists.flatMap((list) => list.namedChildren.filter(isIdentifier))) {
      declared.set(nodeText(tree, name), { name: nodeText(tree, name), direction, width });
    }
  }
  const listed = header
    .descendantsOfType('port')
    .map((port) => nodeText(tree, port).replace(/^\.|[\s(].*$/gs, ''));
  const unknown = (name: string): ModulePort => ({ name, direction: 'unknown', width: '' });
  return listed.filter((name) => name !== '').map((name) => declared.get(name) ?? unknown(name));
}

/** The packed dimensions in front of the names; unpacked ones stand behind a name and are not among them. */
function packedRange(tree: VerilogTree, node: Node): string {
  return node
    .descendantsOfType('packed_dimension')
    .map((dimension) => nodeText(tree, dimension))
    .join('');
}

function isIdentifier(node: Node): boolean {
  return node.type === 'simple_identifier' || node.type === 'escaped_identifier';
}
