import type { ModuleRegion } from '../module-regions.ts';
import type { PortDeclaration } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type DataType, readDataType, readUnpacked, type TypeTable } from './data-types.ts';
import type { ConstantScope } from './evaluate.ts';
import type { Signal } from './module-structure.ts';

/** Declarations in these belong to another scope. */
const SCOPES = [
  'function_declaration',
  'task_declaration',
  'class_declaration',
  'module_declaration',
  'checker_declaration',
  'property_declaration',
  'sequence_declaration',
];
const DECLARATIONS = [
  'net_declaration',
  'data_declaration',
  'for_variable_declaration',
  'list_of_genvar_identifiers',
];
const DECLARATORS = ['net_decl_assignment', 'variable_decl_assignment'];
const NO_TYPE: DataType = { name: '', width: '', bits: 1, signed: false, members: [] };

/** What is declared in a module: signals, and for each the type behind it. */
export interface DeclaredSignals {
  signals: Map<string, Signal>;
  types: Map<string, DataType>;
}

/** Reads ports, nets, variables and genvars, in the order of the text; those of functions and tasks are not among them. */
export function readSignals(
  tree: SyntaxTree,
  region: ModuleRegion,
  ports: readonly PortDeclaration[],
  scope: ConstantScope,
  types: TypeTable,
): DeclaredSignals {
  const declared: DeclaredSignals = { signals: new Map(), types: new Map() };
  for (const port of ports) notePort(tree, port, scope, types, declared);
  const isScope = tree.mask(SCOPES);
  const isDeclaration = tree.mask(DECLARATIONS);
  for (const item of region.items) {
    const end = tree.next[item]!;
    for (let at = item; at < end; at++) {
      const number = tree.typeNumbers[at]!;
      if (isScope[number] === 1) at = tree.next[at]! - 1;
      else if (isDeclaration[number] === 1) noteNames(tree, at, scope, types, declared);
    }
  }
  return declared;
}

function notePort(
  tree: SyntaxTree,
  port: PortDeclaration,
  scope: ConstantScope,
  types: TypeTable,
  declared: DeclaredSignals,
): void {
  if (port.name === '') return;
  const type =
    port.typeNode < 0
      ? { ...NO_TYPE, bits: port.direction === 'unknown' ? null : 1 }
      : readDataType(tree, port.typeNode, scope, types);
  const { text, elements } = readUnpacked(tree, port.declarator, scope);
  declared.types.set(port.name, type);
  declared.signals.set(port.name, {
    name: port.name,
    kind: 'port',
    direction: port.direction,
    type: type.name,
    width: port.width,
    bits: port.direction === 'interface' ? null : type.bits,
    unpacked: text,
    elements,
    signed: type.signed,
    start: tree.start[port.declarator]!,
    end: tree.end[port.declarator]!,
  });
}

function noteNames(
  tree: SyntaxTree,
  node: SyntaxNode,
  scope: ConstantScope,
  types: TypeTable,
  declared: DeclaredSignals,
): void {
  const type = tree.type(node);
  if (type === 'for_variable_declaration') {
    note(tree, node, node, 'variable', readDataType(tree, node, scope, types), scope, declared);
  } else if (type === 'list_of_genvar_identifiers') {
    for (const name of tree.childrenOf(node, 'simple_identifier')) {
      note(tree, name, name, 'genvar', NO_TYPE, scope, declared);
    }
  } else noteDeclaration(tree, node, scope, types, declared);
}

function noteDeclaration(
  tree: SyntaxTree,
  declaration: SyntaxNode,
  scope: ConstantScope,
  types: TypeTable,
  declared: DeclaredSignals,
): void {
  const lists = tree.childrenOf(
    declaration,
    'list_of_net_decl_assignments',
    'list_of_variable_decl_assignments',
  );
  if (lists.length === 0) return;
  const type = readDataType(tree, declaration, scope, types);
  const isNet = tree.child(declaration, 'net_type') >= 0;
  for (const declarator of lists.flatMap((list) => tree.childrenOf(list, ...DECLARATORS))) {
    const name = tree.children(declarator)[0];
    if (name !== undefined) {
      note(tree, name, declarator, isNet ? 'net' : 'variable', type, scope, declared);
    }
  }
}

/** A second declaration of a port (`output q; reg q;`) adds its type; that of another scope changes nothing. */
function note(
  tree: SyntaxTree,
  nameNode: SyntaxNode,
  declarator: SyntaxNode,
  kind: Signal['kind'],
  type: DataType,
  scope: ConstantScope,
  declared: DeclaredSignals,
): void {
  const identifier = tree.find(nameNode, 'simple_identifier', 'escaped_identifier');
  if (identifier < 0) return;
  const name = tree.textOf(identifier);
  const { text, elements } = readUnpacked(tree, declarator, scope);
  const known = declared.signals.get(name);
  if (known !== undefined) {
    if (known.kind !== 'port' || known.type !== '') return;
    known.type = type.name;
    if (known.width === '') {
      known.width = type.width;
      known.bits = type.bits;
    }
    declared.types.set(name, type);
    return;
  }
  declared.types.set(name, type);
  declared.signals.set(name, {
    name,
    kind,
    direction: null,
    type: type.name,
    width: type.width,
    bits: type.bits,
    unpacked: text,
    elements,
    signed: type.signed,
    start: tree.start[declarator]!,
    end: tree.end[declarator]!,
  });
}
