import type { Node } from 'web-tree-sitter';
import type { NameResolver } from './check-expression.ts';
import { readInstances } from './instances.ts';
import { nodeText, type VerilogTree } from './parser.ts';
import { readSubroutine, type Subroutine } from './subroutines.ts';
import { SyntaxTree } from './syntax-tree.ts';

/** Id of any value inside the design under test that the testbench reads by a dotted name. */
export const INSIDE_DESIGN = '@design';

const UNIT_TYPES = [
  'module_declaration',
  'interface_declaration',
  'program_declaration',
  'class_declaration',
  'package_declaration',
];
const SUBROUTINE_TYPES = ['task_declaration', 'function_declaration', 'class_constructor_declaration'];

/** What the names of a testbench mean: variables by unit and subroutine, instances, subroutines, constants. */
export interface CheckNames {
  /** Names of the units that the text defines. */
  defined: ReadonlySet<string>;
  /** Instance name to module name, by unit. */
  instances: ReadonlyMap<string, ReadonlyMap<string, string>>;
  subroutines: readonly Subroutine[];
  subroutineOf(node: Node): Subroutine | undefined;
  /** A resolver for the names seen from a unit and, when given, from inside a subroutine. */
  resolver(unit: string, within: Subroutine | undefined): NameResolver;
}

/** Collects the declarations of a testbench. */
export function readCheckNames(tree: VerilogTree): CheckNames {
  const defined = new Set<string>();
  const interfaces = new Set<string>();
  const instances = new Map<string, Map<string, string>>();
  const byNode = new Map<number, Subroutine>();
  const copy = new SyntaxTree(tree);
  const copiedUnits = copy.findAll(0, ...UNIT_TYPES);
  for (const [index, unit] of tree.root.descendantsOfType(UNIT_TYPES).entries()) {
    const name = unitName(tree, unit);
    defined.add(name);
    if (unit.type === 'interface_declaration') interfaces.add(name);
    const inside = new Map(
      readInstances(copy, copiedUnits[index]!).map((one) => [one.instanceName, one.moduleName]),
    );
    instances.set(name, inside);
  }
  for (const node of tree.root.descendantsOfType(SUBROUTINE_TYPES)) {
    byNode.set(node.id, readSubroutine(tree, node, enclosingUnit(tree, node)));
  }
  const subroutines = [...byNode.values()];
  const constants = readConstants(tree);
  // Handles pass objects between classes in ways that names do not show: there one name is one variable.
  const oneNamespace = tree.root.descendantsOfType('class_declaration').length > 0;

  const resolver = (unit: string, within: Subroutine | undefined): NameResolver => {
    const idOf = (name: string): string => {
      if (within?.locals.has(name) === true) return `${within.id}.${name}`;
      if (within?.name === name) return within.id;
      return oneNamespace ? name : `${unit}.${name}`;
    };
    return {
      text: (node) => nodeText(tree, node),
      ids: (path) => {
        const [root, second] = path;
        if (root === undefined || (path.length === 1 && constants.has(root))) return [];
        if (path.length === 1 || second === undefined) return [idOf(root)];
        const moduleName = instances.get(unit)?.get(root);
        if (oneNamespace) return [idOf(root), idOf(path.at(-1)!)];
        if (moduleName === undefined) return [idOf(root)];
        if (interfaces.has(moduleName)) return [idOf(root)];
        if (defined.has(moduleName)) return [`${moduleName}.${second}`];
        return [INSIDE_DESIGN, idOf(root)];
      },
      result: (path) => {
        const called = findSubroutine(subroutines, path.at(-1) ?? '', unit);
        return called === undefined ? [] : [called.id];
      },
    };
  };
  return { defined, instances, subroutines, subroutineOf: (node) => byNode.get(node.id), resolver };
}

/** A subroutine by name: the unit's own, or else any with that name (of a package, class or interface). */
export function findSubroutine(
  all: readonly Subroutine[],
  name: string,
  unit: string,
): Subroutine | undefined {
  return all.find((one) => one.id === `${unit}.${name}()`) ?? all.find((one) => one.name === name);
}

/** The name of a module, interface, program, class or package; empty when the tree has none. */
export function unitName(tree: VerilogTree, unit: Node): string {
  const named =
    unit.childForFieldName('name') ??
    unit.namedChildren.find((child) => child.type.endsWith('_header'))?.childForFieldName('name');
  return named == null ? '' : nodeText(tree, named);
}

/** Whether a node is a module, interface, program, class or package. */
export function isUnit(node: Node): boolean {
  return UNIT_TYPES.includes(node.type);
}

function enclosingUnit(tree: VerilogTree, node: Node): string {
  for (let at = node.parent; at !== null; at = at.parent) if (isUnit(at)) return unitName(tree, at);
  return '';
}

/** Parameters, enum values and genvars: comparing with one is comparing with a constant. */
function readConstants(tree: VerilogTree): Set<string> {
  const nodes = tree.root.descendantsOfType([
    'param_assignment',
    'enum_name_declaration',
    'genvar_initialization',
  ]);
  return new Set(
    nodes.flatMap((node) => node.namedChildren.slice(0, 1).map((child) => nodeText(tree, child))),
  );
}
