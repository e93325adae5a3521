import { instanceName } from '../instances.ts';
import type { ModuleRegion } from '../module-regions.ts';
import type { PortDeclaration } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type ConstantTable, readConstants } from './constants.ts';
import { readTypes } from './data-types.ts';
import { type Constant, evaluate } from './evaluate.ts';
import { type Expression, readExpression } from './expression.ts';
import type { FileScope } from './file-scope.ts';
import type { NameMeaning } from './names.ts';
import { type DeclaredSignals, readSignals } from './signals.ts';

/** Nodes whose child is the name of a formal argument or local variable. */
const DECLARING = [
  'tf_port_item',
  'list_of_tf_variable_identifiers',
  'variable_decl_assignment',
  'for_variable_declaration',
];

/** What the names in a module stand for. */
export interface ModuleScope extends DeclaredSignals {
  tree: SyntaxTree;
  region: ModuleRegion;
  ports: readonly PortDeclaration[];
  constants: ConstantTable;
  meaning: NameMeaning;
  /** Reads the expression of a node; each is read once. */
  read: (node: SyntaxNode) => Expression;
  /** The value of a constant expression. */
  constantOf: (expression: Expression) => Constant | undefined;
}

/** Reads the declarations of a module. */
export function readModuleScope(
  tree: SyntaxTree,
  region: ModuleRegion,
  ports: readonly PortDeclaration[],
  file: FileScope,
): ModuleScope {
  const nodes = [region.header, ...region.items].filter((node) => node >= 0);
  const constants = readConstants(tree, nodes, file.constants.scope);
  const types = readTypes(tree, nodes, constants.scope, file.types);
  const declared = readSignals(tree, region, ports, constants.scope, types);
  const instances = nodes.flatMap((node) => tree.findAll(node, 'hierarchical_instance', 'udp_instance'));
  const known = new Set([
    ...file.constants.names,
    ...types.keys(),
    ...instances.map((instance) => instanceName(tree, instance)),
  ]);
  // A signal hides what has its name outside of the module.
  for (const name of declared.signals.keys()) known.delete(name);
  for (const name of constants.names) known.add(name);
  const isForeign = foreignNames(tree, nodes, declared);
  const meaning: NameMeaning = {
    isConstant: (name) => known.has(name) || isForeign(name),
    blocks: readBlockNames(tree, nodes),
    macros: file.macros.names,
    lvalues: new Map(),
  };
  const expressions = new Map<SyntaxNode, Expression>();
  const read = (node: SyntaxNode): Expression => {
    const known = expressions.get(node);
    if (known !== undefined) return known;
    const expression = readExpression(tree, node);
    expressions.set(node, expression);
    return expression;
  };
  return {
    ...declared,
    read,
    tree,
    region,
    ports,
    constants,
    meaning,
    constantOf: (expression) => evaluate(expression, constants.scope),
  };
}

/**
 * Names that a module uses without declaring them, when it imports packages: states and sizes of another file. In a
 * text with errors they may be signals whose declaration was lost.
 */
function foreignNames(
  tree: SyntaxTree,
  nodes: readonly SyntaxNode[],
  declared: DeclaredSignals,
): (name: string) => boolean {
  if (tree.hasError || tree.find(0, 'package_import_declaration') < 0) return () => false;
  const routines = nodes.flatMap((node) => tree.findAll(node, 'function_declaration', 'task_declaration'));
  const names = routines.flatMap((routine) => tree.findAll(routine, ...DECLARING));
  const local = new Set(
    names.flatMap((node) => tree.childrenOf(node, 'simple_identifier')).map((name) => tree.textOf(name)),
  );
  return (name) => !declared.signals.has(name) && !local.has(name);
}

function readBlockNames(tree: SyntaxTree, nodes: readonly SyntaxNode[]): Set<string> {
  const names = new Set<string>();
  for (const block of nodes.flatMap((node) => tree.findAll(node, 'generate_block', 'seq_block'))) {
    const [, colon, name] = tree.children(block);
    if (colon !== undefined && name !== undefined && tree.type(colon) === ':') names.add(tree.textOf(name));
  }
  return names;
}
