import { instanceName } from '../instances.ts';
import type { ModuleRegion } from '../module-regions.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type ConstantTable, readConstants } from './constants.ts';
import { readTypes } from './data-types.ts';
import { type Constant, evaluate } from './evaluate.ts';
import { type Expression, readExpression } from './expression.ts';
import type { FileScope } from './file-scope.ts';
import type { NameMeaning } from './names.ts';
import { type DeclaredSignals, readSignals } from './signals.ts';

/** What the names in a module stand for. */
export interface ModuleScope extends DeclaredSignals {
  tree: SyntaxTree;
  region: ModuleRegion;
  constants: ConstantTable;
  meaning: NameMeaning;
  /** Reads the expression of a node; each is read once. */
  read: (node: SyntaxNode) => Expression;
  /** The value of a constant expression. */
  constantOf: (expression: Expression) => Constant | undefined;
}

/** Reads the declarations of a module. */
export function readModuleScope(tree: SyntaxTree, region: ModuleRegion, file: FileScope): ModuleScope {
  const nodes = [region.header, ...region.items].filter((node) => node >= 0);
  const constants = readConstants(tree, nodes, file.constants.scope);
  const types = readTypes(tree, nodes, constants.scope, file.types);
  const declared = readSignals(tree, region, constants.scope, types);
  const instances = nodes.flatMap((node) => tree.findAll(node, 'hierarchical_instance'));
  const known = new Set([
    ...file.constants.names,
    ...types.keys(),
    ...instances.map((instance) => instanceName(tree, instance)),
  ]);
  // A signal hides what has its name outside of the module.
  for (const name of declared.signals.keys()) known.delete(name);
  const meaning = {
    constants: new Set([...known, ...constants.names]),
    blocks: readBlockNames(tree, nodes),
    macros: file.macros.names,
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
    constants,
    meaning,
    constantOf: (expression) => evaluate(expression, constants.scope),
  };
}

function readBlockNames(tree: SyntaxTree, nodes: readonly SyntaxNode[]): Set<string> {
  const names = new Set<string>();
  for (const block of nodes.flatMap((node) => tree.findAll(node, 'generate_block', 'seq_block'))) {
    const [, colon, name] = tree.children(block);
    if (colon !== undefined && name !== undefined && tree.type(colon) === ':') names.add(tree.textOf(name));
  }
  return names;
}
