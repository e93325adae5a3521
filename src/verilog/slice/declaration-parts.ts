import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { DeclaratorPart, Part } from './part.ts';

const IDENTIFIERS = ['simple_identifier', 'escaped_identifier'];
const LISTS = [
  'list_of_net_decl_assignments',
  'list_of_variable_decl_assignments',
  'list_of_param_assignments',
  'list_of_genvar_identifiers',
];
const DECLARATORS = ['net_decl_assignment', 'variable_decl_assignment', 'param_assignment', ...IDENTIFIERS];

/** A declaration of nets, variables, parameters, types or imports; undefined for what declares nothing. */
export function declarationPart(tree: SyntaxTree, node: SyntaxNode): Part | undefined {
  const place = { start: tree.start[node]!, end: tree.end[node]! };
  if (tree.child(node, 'package_import_declaration') >= 0 || tree.type(node) === 'package_import_declaration')
    return { kind: 'fixed', names: [], ...place };
  const type = tree.child(node, 'type_declaration');
  if (type >= 0) {
    const names = [...tree.childrenOf(type, ...IDENTIFIERS), ...enumMembers(tree, type)];
    return { kind: 'declaration', role: 'frame', names: names.map((name) => tree.textOf(name)), ...place };
  }
  const list = tree.child(node, ...LISTS);
  if (list < 0) return undefined;
  const declarators = tree.childrenOf(list, ...DECLARATORS);
  const [first, last] = [declarators[0], declarators.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    kind: 'list',
    ...place,
    headEnd: tree.start[first]!,
    tailStart: tree.end[last]!,
    headNames: enumMembers(tree, node).map((name) => tree.textOf(name)),
    parts: declarators.map((one) => declarator(tree, one, declarators.length === 1 ? node : one)),
  };
}

function declarator(tree: SyntaxTree, node: SyntaxNode, chosenBy: SyntaxNode): DeclaratorPart {
  const [start, end] = [tree.start[node]!, tree.end[node]!];
  const isName = IDENTIFIERS.includes(tree.type(node));
  const name = isName ? node : tree.child(node, ...IDENTIFIERS);
  const equals = isName || tree.type(node) === 'param_assignment' ? -1 : tree.child(node, '=');
  return {
    kind: 'declarator',
    start,
    end,
    name: name < 0 ? '' : tree.textOf(name),
    valueStart: equals < 0 ? end : tree.start[equals]!,
    chosenBy: tree.start[chosenBy]!,
  };
}

function enumMembers(tree: SyntaxTree, node: SyntaxNode): SyntaxNode[] {
  return tree
    .findAll(node, 'enum_name_declaration')
    .flatMap((member) => tree.childrenOf(member, ...IDENTIFIERS));
}
