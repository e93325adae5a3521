import { readProcess } from '../structure/process.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { declarationPart } from './declaration-parts.ts';
import { instantiationPart } from './instance-parts.ts';
import type { BranchPart, Part, Place } from './part.ts';
import { group, NOTHING_AROUND, type PartContext, statementPart } from './statement-parts.ts';

const IDENTIFIERS = ['simple_identifier', 'escaped_identifier'];
const PORTS = ['input_declaration', 'output_declaration', 'inout_declaration', 'ref_declaration'];

/** Reads an item of a module, a package or a file; nothing for what drives and declares nothing. */
export function itemParts(context: PartContext, item: SyntaxNode): Part[] {
  const { tree } = context;
  const place = placeOf(tree, item);
  switch (tree.type(item)) {
    case 'continuous_assign':
      return [listOf(tree, item, tree.findAll(item, 'net_assignment', 'variable_assignment'))];
    case 'gate_instantiation': {
      const gates = tree.children(item).filter((child) => /_instance$/.test(tree.type(child)));
      return [listOf(tree, item, gates)];
    }
    case 'always_construct':
    case 'initial_construct':
    case 'final_construct':
      return [processPart(context, item)];
    case 'module_instantiation':
    case 'interface_instantiation':
    case 'program_instantiation':
    case 'udp_instantiation':
    case 'checker_instantiation':
      return [instantiationPart(context, item)].filter((part) => part !== undefined);
    case 'function_declaration':
    case 'task_declaration':
      return [{ kind: 'declaration', role: 'driver', names: routineNames(tree, item), ...place }];
    case 'port_declaration':
    case 'input_declaration':
    case 'output_declaration':
    case 'inout_declaration':
      return [{ kind: 'fixed', names: portNames(tree, item), ...withSemicolon(tree, place) }];
    case 'parameter_override': {
      const [target] = tree.findAll(item, ...IDENTIFIERS);
      const names = target === undefined ? [] : [tree.textOf(target)];
      return [{ kind: 'declaration', role: 'frame', names, ...withSemicolon(tree, place) }];
    }
    // Instances may set them by position.
    case 'parameter_declaration':
      return [{ kind: 'fixed', names: [], ...withSemicolon(tree, place) }];
    case 'generate_block':
    case 'generate_region':
    case 'module_item':
    case 'package_item':
    case 'conditional_generate_construct':
      return blockParts(context, item);
    case 'loop_generate_construct':
      return [loopPart(context, item)];
    case 'if_generate_construct':
      return [branchPart(context, item)];
    case 'case_generate_construct':
      return [casePart(context, item)];
    default: {
      const part = declarationPart(tree, item);
      return part === undefined ? [] : [{ ...part, ...withSemicolon(tree, part) }];
    }
  }
}

function processPart(context: PartContext, item: SyntaxNode): Part {
  const { tree } = context;
  const { body, bodyStart, bodyEnd } = readProcess(tree, item);
  return group({
    ...placeOf(tree, item),
    headEnd: bodyStart,
    tailStart: bodyEnd,
    parts: body === undefined ? [] : [statementPart(context, body, NOTHING_AROUND)],
    isSingle: true,
    isProcess: true,
  });
}

/** Assignments or gates: a leaf, or several in a list. */
function listOf(tree: SyntaxTree, item: SyntaxNode, nodes: readonly SyntaxNode[]): Part {
  const place = placeOf(tree, item);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined || nodes.length === 1) return { kind: 'leaf', ...place };
  const parts = nodes.map((node): Part => ({ kind: 'leaf', ...placeOf(tree, node) }));
  const [headEnd, tailStart] = [tree.start[first]!, tree.end[last]!];
  return { kind: 'list', ...place, headEnd, tailStart, headNames: [], parts };
}

function routineNames(tree: SyntaxTree, item: SyntaxNode): string[] {
  const body = tree.child(item, 'function_body_declaration', 'task_body_declaration');
  const name = body < 0 ? -1 : tree.child(body, ...IDENTIFIERS);
  return name < 0 ? [] : [tree.textOf(name)];
}

function portNames(tree: SyntaxTree, item: SyntaxNode): string[] {
  const lists = tree
    .findAll(item, ...PORTS)
    .flatMap((port) =>
      tree.childrenOf(port, 'list_of_port_identifiers', 'list_of_variable_port_identifiers'),
    );
  return lists.flatMap((list) => tree.childrenOf(list, ...IDENTIFIERS)).map((name) => tree.textOf(name));
}

/** The items of a generate block; with `begin` and `end` they are a group. */
function blockParts(context: PartContext, node: SyntaxNode): Part[] {
  const { tree } = context;
  const children = tree.children(node);
  const begin = children.findIndex((child) => tree.type(child) === 'begin');
  const closing = children.findLast((child) => tree.type(child) === 'end');
  const parts = children.flatMap((child) => itemParts(context, child));
  if (begin < 0 || closing === undefined) return parts;
  const isLabelled = tree.type(children[begin + 1] ?? 0) === ':';
  const headEnd = tree.end[children[isLabelled ? begin + 2 : begin]!]!;
  return [group({ ...placeOf(tree, node), headEnd, tailStart: tree.start[closing]!, parts })];
}

/** What stands behind a generate condition: one part, since a block without `begin` holds one item. */
function generated(context: PartContext, block: SyntaxNode | undefined): Part | undefined {
  return block === undefined ? undefined : blockParts(context, block)[0];
}

function loopPart(context: PartContext, item: SyntaxNode): Part {
  const { tree } = context;
  const block = tree.child(item, 'generate_block');
  const place = placeOf(tree, item);
  const headEnd = block < 0 ? place.end : tree.start[block]!;
  const parts = [generated(context, block < 0 ? undefined : block)].filter((part) => part !== undefined);
  return group({ ...place, role: 'condition', headEnd, tailStart: place.end, parts, isSingle: true });
}

function branchPart(context: PartContext, item: SyntaxNode): Part {
  const { tree } = context;
  const place = placeOf(tree, item);
  const blocks = tree.childrenOf(item, 'generate_block');
  const elseNode = tree.child(item, 'else');
  const isElse = (block: SyntaxNode): boolean => elseNode >= 0 && tree.start[block]! > tree.start[elseNode]!;
  const whenTrue = blocks.find((block) => !isElse(block));
  const whenFalse = blocks.find(isElse);
  return giveElseToInnermost({
    kind: 'branch',
    ...place,
    headEnd: whenTrue === undefined ? place.end : tree.start[whenTrue]!,
    whenTrue: generated(context, whenTrue),
    elseStart: elseNode < 0 ? undefined : tree.start[elseNode]!,
    elseEnd: whenFalse === undefined ? place.end : tree.start[whenFalse]!,
    whenFalse: generated(context, whenFalse),
  });
}

/** As with statements, the grammar gives the `else` of the innermost `if` to the first one. */
function giveElseToInnermost(part: BranchPart & { kind: 'branch' }): Part {
  const { whenTrue: inner, elseStart, elseEnd, whenFalse } = part;
  if (elseStart === undefined || inner?.kind !== 'branch' || inner.elseStart !== undefined) return part;
  const whenTrue = giveElseToInnermost({ ...inner, end: part.end, elseStart, elseEnd, whenFalse });
  return { ...part, whenTrue, elseStart: undefined, whenFalse: undefined };
}

function casePart(context: PartContext, item: SyntaxNode): Part {
  const { tree } = context;
  const place = placeOf(tree, item);
  const nodes = tree.childrenOf(item, 'case_generate_item');
  const closing = tree.child(item, 'endcase');
  const tailStart = closing < 0 ? place.end : tree.start[closing]!;
  const items = nodes.map((node) => {
    const block = tree.child(node, 'generate_block');
    return {
      ...placeOf(tree, node),
      headEnd: block < 0 ? tree.end[node]! : tree.start[block]!,
      isDefault: tree.child(node, 'default') >= 0,
      body: generated(context, block < 0 ? undefined : block),
    };
  });
  const headEnd = items[0]?.start ?? tailStart;
  return { kind: 'case', ...place, headEnd, tailStart, items, isDeclaredFull: false, isExclusive: false };
}

function placeOf(tree: SyntaxTree, node: SyntaxNode): Place {
  return { start: tree.start[node]!, end: tree.end[node]! };
}

/** Some declarations end in front of their semicolon. */
function withSemicolon(tree: SyntaxTree, { start, end }: Place): Place {
  const semicolon = /^\s*;/.exec(tree.text.slice(end, end + 200));
  return { start, end: end + (semicolon?.[0].length ?? 0) };
}
