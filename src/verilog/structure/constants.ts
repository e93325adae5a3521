import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { readDataType } from './data-types.ts';
import { type Constant, type ConstantScope, evaluate } from './evaluate.ts';
import { readExpression } from './expression.ts';

/** Parameters, local parameters, enumeration members and genvars. */
export interface ConstantTable {
  /** Every name that is constant, whether its value could be found or not; type parameters too. */
  names: ReadonlySet<string>;
  /** Those with a value; parameters with their defaults. */
  values: ReadonlyMap<string, Constant>;
  /** The values of this table and of the scopes around it. */
  scope: ConstantScope;
}

const DECLARATIONS = [
  'parameter_declaration',
  'local_parameter_declaration',
  'data_type',
  'list_of_genvar_identifiers',
  'genvar_initialization',
];
/** More members than any real enumeration with a range (`S[4]`) has. */
const MOST_MEMBERS = 4096;

type Note = (name: string, value: Constant | undefined) => void;

/** Reads the constants declared under the nodes, in the order of the text; `outer` is asked for other names. */
export function readConstants(
  tree: SyntaxTree,
  nodes: readonly SyntaxNode[],
  outer: ConstantScope,
): ConstantTable {
  const names = new Set<string>();
  const values = new Map<string, Constant>();
  const scope: ConstantScope = (name) => values.get(name) ?? (names.has(name) ? undefined : outer(name));
  const note: Note = (name, value) => {
    // A second declaration is that of another generate branch or function.
    if (names.has(name)) return;
    names.add(name);
    if (value !== undefined) values.set(name, value);
  };
  for (const node of nodes) {
    for (const found of tree.findAll(node, ...DECLARATIONS)) {
      const type = tree.type(found);
      if (type === 'data_type') readEnumeration(tree, found, scope, note);
      else if (type.endsWith('parameter_declaration')) readParameters(tree, found, scope, note);
      else for (const name of tree.childrenOf(found, 'simple_identifier')) note(tree.textOf(name), undefined);
    }
  }
  return { names, values, scope };
}

/** `parameter [1:0] A = 0` has two bits; without a range the value's own width counts. */
function readParameters(tree: SyntaxTree, declaration: SyntaxNode, scope: ConstantScope, note: Note): void {
  for (const type of tree.findAll(declaration, 'type_assignment')) {
    note(tree.textOf(tree.children(type)[0]!), undefined);
  }
  const type = readDataType(tree, declaration, scope, new Map());
  for (const assignment of tree.findAll(declaration, 'param_assignment')) {
    const [name] = tree.children(assignment);
    const value = tree.child(assignment, 'constant_param_expression');
    const isArray = tree.child(assignment, 'unpacked_dimension') >= 0;
    const constant = value < 0 || isArray ? undefined : evaluate(readExpression(tree, value), scope);
    if (name === undefined) continue;
    note(tree.textOf(name), constant && { ...constant, bits: type.width === '' ? constant.bits : type.bits });
  }
}

/** Members count on from the one before (IEEE 1800-2017, 6.19); `S[2]` stands for `S0, S1`. */
function readEnumeration(tree: SyntaxTree, node: SyntaxNode, scope: ConstantScope, note: Note): void {
  const members = tree.childrenOf(node, 'enum_name_declaration');
  if (members.length === 0) return;
  const { bits } = readDataType(tree, node, scope, new Map());
  let next: bigint | undefined = 0n;
  for (const member of members) {
    const name = tree.textOf(tree.child(member, 'simple_identifier', 'escaped_identifier'));
    const written = tree.child(member, 'constant_expression');
    const first: bigint | undefined =
      written < 0 ? next : evaluate(readExpression(tree, written), scope)?.value;
    const repeat = tree.child(member, 'integral_number');
    const count = repeat < 0 ? 1 : Math.min(Number.parseInt(tree.textOf(repeat), 10) || 1, MOST_MEMBERS);
    for (let index = 0; index < count; index++) {
      const value = first === undefined ? undefined : { value: first + BigInt(index), bits };
      note(repeat < 0 ? name : `${name}${index}`, value);
    }
    next = first === undefined ? undefined : first + BigInt(count);
  }
}
