import type { Node } from 'web-tree-sitter';
import { nodeText, type VerilogTree, withTree } from './parser.ts';

/** Nodes whose first identifier declares or names a unit, and whose identifier after the end keyword repeats it. */
const UNIT_PARENTS: ReadonlySet<string> = new Set([
  'module_ansi_header',
  'module_nonansi_header',
  'module_declaration',
  'module_instantiation',
  'udp_declaration',
  'udp_ansi_declaration',
  'udp_nonansi_declaration',
  'udp_instantiation',
  'interface_ansi_header',
  'interface_nonansi_header',
  'interface_declaration',
  'interface_port_header',
  'program_ansi_header',
  'program_nonansi_header',
  'program_declaration',
  'package_declaration',
  'bind_target_scope',
]);

const UNIT_DECLARATIONS = [
  'module_declaration',
  'udp_declaration',
  'interface_declaration',
  'program_declaration',
  'package_declaration',
];

/** Declarations that stand outside of all units, where two designs in one compile could meet. */
const ROOT_DECLARATIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'task_declaration',
  'class_declaration',
  'data_declaration',
  'local_parameter_declaration',
  'parameter_declaration',
]);

const IDENTIFIERS = ['simple_identifier', 'escaped_identifier'];

/** A place of a text that names a unit: `[start, end)` in UTF-16 indices. */
export interface UnitMention {
  start: number;
  end: number;
  name: string;
}

/**
 * Renames, in the files of one design, every module, interface, program, package and primitive that they define, and
 * every function, task, type and constant outside of these, wherever the syntax tree names them. Strings, comments
 * and other names that merely contain one stay. Needs `loadParser()`.
 * @param keep names that stay, e.g. ports that are called from outside
 * @returns the files in order, or undefined when the parser's deadline passed
 */
export function renameUnits(
  texts: readonly string[],
  rename: (name: string) => string,
  keep: ReadonlySet<string> = new Set(),
): string[] | undefined {
  const mentions = unitMentions(texts, keep);
  return mentions && texts.map((text, at) => renameMentions(text, mentions[at]!, rename));
}

/** The places that `renameUnits` rewrites, text by text and in order. Undefined when the parser's deadline passed. */
export function unitMentions(
  texts: readonly string[],
  keep: ReadonlySet<string> = new Set(),
): UnitMention[][] | undefined {
  const units = new Set<string>();
  const roots = new Set<string>();
  for (const text of texts) {
    const declared = withTree(text, (tree) => ({ units: unitNames(tree), roots: rootNames(tree) }));
    if (declared === undefined) return undefined;
    for (const name of declared.units) units.add(name);
    for (const name of declared.roots) if (!keep.has(name)) roots.add(name);
  }
  const mentions = texts.map((text) => withTree(text, (tree) => mentionsIn(tree, units, roots)));
  return mentions.every((some) => some !== undefined) ? mentions : undefined;
}

/** Gives the mentioned units of a text other names. */
export function renameMentions(
  text: string,
  mentions: readonly UnitMention[],
  rename: (name: string) => string,
): string {
  let renamed = '';
  let position = 0;
  for (const { start, end, name } of mentions) {
    renamed += text.slice(position, start) + rename(name);
    position = end;
  }
  return renamed + text.slice(position);
}

function unitNames(tree: VerilogTree): string[] {
  return tree.root.descendantsOfType(UNIT_DECLARATIONS).flatMap((unit) => {
    const name = firstIdentifier(unit);
    return name === undefined ? [] : [nodeText(tree, name)];
  });
}

/** The first identifier of a declaration, which may lie in its header. */
function firstIdentifier(unit: Node): Node | undefined {
  const header = unit.namedChildren.find((child) =>
    /_(?:header|ansi_declaration|nonansi_declaration)$/.test(child.type),
  );
  const own = (node: Node): Node | undefined =>
    node.namedChildren.find((child) => IDENTIFIERS.includes(child.type));
  return (header === undefined ? undefined : own(header)) ?? own(unit);
}

function rootNames(tree: VerilogTree): string[] {
  return tree.root.namedChildren
    .flatMap((child) => (child.type === 'package_item' ? child.namedChildren : [child]))
    .filter((child) => ROOT_DECLARATIONS.has(child.type))
    .flatMap((child) => declaredNames(tree, child));
}

const DECLARES: ReadonlySet<string> = new Set([
  'function_body_declaration',
  'task_body_declaration',
  'class_declaration',
  'type_declaration',
  'param_assignment',
  'variable_decl_assignment',
  'enum_name_declaration',
]);

function declaredNames(tree: VerilogTree, declaration: Node): string[] {
  const isBody = /^(?:function|task|class)_declaration$/.test(declaration.type);
  const holders = isBody
    ? [declaration, ...declaration.namedChildren]
    : [declaration, ...declaration.descendantsOfType([...DECLARES])];
  return holders
    .filter((node) => DECLARES.has(node.type))
    .flatMap((node) => {
      // A type's name stands last, behind what it means.
      const own = node.namedChildren.filter((child) => IDENTIFIERS.includes(child.type));
      const name = node.type === 'type_declaration' ? own.at(-1) : own[0];
      return name === undefined ? [] : [nodeText(tree, name)];
    });
}

function mentionsIn(
  tree: VerilogTree,
  units: ReadonlySet<string>,
  roots: ReadonlySet<string>,
): UnitMention[] {
  return tree.root.descendantsOfType(IDENTIFIERS).flatMap((node) => {
    const name = nodeText(tree, node);
    const isScope = /^\s*::/.test(tree.text.slice(node.endIndex, node.endIndex + 8));
    const isMember = /::\s*$/.test(tree.text.slice(Math.max(0, node.startIndex - 8), node.startIndex));
    const isUnit = units.has(name) && (isScope || namesUnit(node));
    const isNamed = isUnit || (roots.has(name) && !isMember && !isConnectedPort(node));
    return isNamed ? [{ start: node.startIndex, end: node.endIndex, name }] : [];
  });
}

/** In place of a unit's name, or at the head of a dotted path. */
function namesUnit(node: Node): boolean {
  const { parent } = node;
  if (parent === null) return false;
  const isFirst = parent.namedChildren.find((child) => IDENTIFIERS.includes(child.type))?.id === node.id;
  if (parent.type === 'hierarchical_identifier') return isFirst && parent.namedChildCount > 1;
  if (!UNIT_PARENTS.has(parent.type)) return false;
  // `bus.modport port`: only the first is a unit. Behind an end keyword the unit comes again.
  return isFirst || /^(?:module|interface|program|package|udp)_declaration$/.test(parent.type);
}

function isConnectedPort(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'named_port_connection' && parent.childForFieldName('port_name')?.id === node.id;
}
