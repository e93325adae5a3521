import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type ConstantTable, readConstants } from './constants.ts';
import { readTypes, type TypeTable } from './data-types.ts';
import type { Constant, ConstantScope } from './evaluate.ts';
import { type MacroTable, readMacros } from './macros.ts';

/** What a file declares outside of its modules, its packages included. */
export interface FileScope {
  macros: MacroTable;
  constants: ConstantTable;
  types: TypeTable;
}

const UNITS: ReadonlySet<string> = new Set([
  'module_declaration',
  'interface_declaration',
  'program_declaration',
  'package_declaration',
  'class_declaration',
]);

/** Reads macros, constants and types; members of packages are known by `pkg::name` and, as if imported, by name. */
export function readFileScope(tree: SyntaxTree): FileScope {
  const macros = readMacros(tree.text);
  const outside = tree.children(0).filter((node) => !UNITS.has(tree.type(node)));
  const own = readConstants(tree, outside, macros.scope);
  const names = new Set(own.names);
  const values = new Map(own.values);
  const scope: ConstantScope = (name) => values.get(name) ?? macros.scope(name);
  let types = readTypes(tree, outside, scope, new Map());
  for (const node of tree.findAll(0, 'package_declaration')) {
    const prefix = `${packageName(tree, node)}::`;
    const table = readConstants(tree, [node], scope);
    types = readTypes(tree, [node], table.scope, types);
    for (const name of table.names) {
      noteBoth(names, values, name, prefix, table.values.get(name));
    }
  }
  return { macros, constants: { names, values, scope }, types };
}

/** The name of a `package_declaration`; empty when an error swallowed it. */
function packageName(tree: SyntaxTree, node: SyntaxNode): string {
  const name = tree.child(node, 'simple_identifier', 'escaped_identifier');
  return name < 0 ? '' : tree.textOf(name);
}

function noteBoth(
  names: Set<string>,
  values: Map<string, Constant>,
  name: string,
  prefix: string,
  value: Constant | undefined,
): void {
  for (const one of [name, prefix + name]) {
    names.add(one);
    if (value !== undefined && !values.has(one)) values.set(one, value);
  }
}
