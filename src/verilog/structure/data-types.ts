import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type ConstantScope, evaluate } from './evaluate.ts';
import { readExpression } from './expression.ts';

/** A type as far as widths go. */
export interface DataType {
  /** As written, without ranges: `logic`, `wire`, `state_t`; empty when implicit. */
  name: string;
  /** Packed ranges as written; empty for one bit and for named types. */
  width: string;
  /** Bits of one element; null when it could not be evaluated. */
  bits: number | null;
  signed: boolean;
  /** Members of an enumeration, in order. */
  members: readonly string[];
}

/** Named types by name, those of packages as `pkg::name` too. */
export type TypeTable = ReadonlyMap<string, DataType>;

const ATOM_BITS: Readonly<Record<string, number>> = {
  byte: 8,
  shortint: 16,
  int: 32,
  integer: 32,
  longint: 64,
  time: 64,
};
const IMPLICIT: DataType = { name: '', width: '', bits: 1, signed: false, members: [] };

/** The type that a declaration or port header gives to its names. */
export function readDataType(
  tree: SyntaxTree,
  holder: SyntaxNode,
  scope: ConstantScope,
  types: TypeTable,
): DataType {
  const heads = tree.children(holder).filter((child) => !/^list_of|_identifier$/.test(tree.type(child)));
  const nodes = heads.flatMap((head) => tree.findAll(head, 'data_type', 'implicit_data_type', 'net_type'));
  const ofType = (type: string): SyntaxNode | undefined => nodes.find((node) => tree.type(node) === type);
  const dataType = tree.type(holder) === 'data_type' ? holder : ofType('data_type');
  const net = ofType('net_type');
  if (dataType !== undefined) return fromDataType(tree, dataType, scope, types);
  const implicit = ofType('implicit_data_type');
  const name = net === undefined ? '' : tree.textOf(net);
  if (implicit !== undefined) return { ...ranged(tree, implicit, IMPLICIT, scope), name };
  // `state_t state;` is taken for a net declaration whose first name is the type.
  const named = tree.type(holder) === 'net_declaration' ? tree.child(holder, 'simple_identifier') : -1;
  return named < 0 ? { ...IMPLICIT, name } : namedType(tree.textOf(named), types);
}

/** The named types declared under the nodes; they may use each other and those of `outer`. */
export function readTypes(
  tree: SyntaxTree,
  nodes: readonly SyntaxNode[],
  scope: ConstantScope,
  outer: TypeTable,
): Map<string, DataType> {
  const types = new Map(outer);
  for (const node of nodes) {
    for (const declaration of tree.findAll(node, 'type_declaration')) {
      const name = tree.children(declaration).findLast((child) => tree.type(child) === 'simple_identifier');
      if (name === undefined) continue;
      const type = readDataType(tree, declaration, scope, types);
      types.set(tree.textOf(name), { ...type, name: tree.textOf(name), width: '' });
    }
  }
  return types;
}

/** Elements of the unpacked dimensions among the children of a declarator: 1 without any, null when not known. */
export function readUnpacked(
  tree: SyntaxTree,
  declarator: SyntaxNode,
  scope: ConstantScope,
): { text: string; elements: number | null } {
  const dimensions = tree.children(declarator).filter((child) => /_dimension$/.test(tree.type(child)));
  return {
    text: dimensions.map((dimension) => tree.textOf(dimension)).join(''),
    elements: product(dimensions.map((dimension) => dimensionSize(tree, dimension, scope))),
  };
}

function fromDataType(tree: SyntaxTree, node: SyntaxNode, scope: ConstantScope, types: TypeTable): DataType {
  const first = tree.children(node)[0];
  const kind = first === undefined ? '' : tree.type(first);
  const name = first === undefined ? '' : tree.textOf(first);
  const plain = { ...IMPLICIT, name };
  switch (kind) {
    case 'integer_vector_type':
      return ranged(tree, node, plain, scope);
    case 'integer_atom_type':
      return {
        ...plain,
        bits: ATOM_BITS[name] ?? null,
        signed: name !== 'time' && tree.child(node, 'unsigned') < 0,
      };
    case 'enum':
      return enumType(tree, node, scope);
    case 'struct_union':
      return {
        ...ranged(tree, node, { ...plain, bits: structBits(tree, node, scope, types) }, scope),
        width: '',
      };
    case 'simple_identifier':
    case 'class_type':
      return ranged(tree, node, namedType(name.replace(/\s+/g, ''), types), scope);
    default:
      return { ...plain, bits: null };
  }
}

function namedType(name: string, types: TypeTable): DataType {
  return types.get(name) ?? types.get(name.replace(/^.*::/, '')) ?? { ...IMPLICIT, name, bits: null };
}

function enumType(tree: SyntaxTree, node: SyntaxNode, scope: ConstantScope): DataType {
  const base = tree.child(node, 'enum_base_type');
  const members = tree
    .childrenOf(node, 'enum_name_declaration')
    .map((member) => tree.textOf(tree.child(member, 'simple_identifier', 'escaped_identifier')));
  const isVector = base >= 0 && tree.child(base, 'integer_vector_type') >= 0;
  const atom = base < 0 ? 'int' : tree.textOf(tree.children(base)[0]!);
  const type = isVector
    ? ranged(tree, base, IMPLICIT, scope)
    : { ...IMPLICIT, bits: ATOM_BITS[atom] ?? null, signed: true };
  return { ...type, name: 'enum', members };
}

function structBits(
  tree: SyntaxTree,
  node: SyntaxNode,
  scope: ConstantScope,
  types: TypeTable,
): number | null {
  const isUnion = tree.textOf(tree.child(node, 'struct_union')).startsWith('union');
  const bits = tree.childrenOf(node, 'struct_union_member').flatMap((member) => {
    const list = tree.child(member, 'list_of_variable_decl_assignments');
    const type = readDataType(tree, member, scope, types);
    return tree
      .children(list)
      .filter((one) => tree.type(one) === 'variable_decl_assignment')
      .map((one) => {
        const { elements } = readUnpacked(tree, one, scope);
        return type.bits === null || elements === null ? null : type.bits * elements;
      });
  });
  if (bits.includes(null)) return null;
  const known = bits as number[];
  return isUnion ? Math.max(0, ...known) : known.reduce((sum, one) => sum + one, 0);
}

/** The type with the packed ranges that are children of the node. */
function ranged(tree: SyntaxTree, node: SyntaxNode, type: DataType, scope: ConstantScope): DataType {
  const dimensions = tree.childrenOf(node, 'packed_dimension');
  const sizes = product(dimensions.map((dimension) => dimensionSize(tree, dimension, scope)));
  const signed = tree.child(node, 'signed') >= 0;
  return {
    ...type,
    width: dimensions.map((dimension) => tree.textOf(dimension)).join(''),
    bits: type.bits === null || sizes === null ? null : type.bits * sizes,
    signed: signed || type.signed,
  };
}

/** Places of `[7:0]`, `[W]` or `[0:D-1]`; null when they are not constant. */
function dimensionSize(tree: SyntaxTree, dimension: SyntaxNode, scope: ConstantScope): number | null {
  const range = tree.child(dimension, 'constant_range');
  const bounds = tree
    .childrenOf(range < 0 ? dimension : range, 'constant_expression')
    .map((bound) => evaluate(readExpression(tree, bound), scope)?.value);
  const [left, right] = bounds;
  if (left === undefined) return null;
  if (range < 0) return left > 0n ? Number(left) : null;
  if (right === undefined) return null;
  return Number(left > right ? left - right : right - left) + 1;
}

function product(sizes: readonly (number | null)[]): number | null {
  let all = 1;
  for (const size of sizes) {
    if (size === null) return null;
    all *= size;
  }
  return all;
}
