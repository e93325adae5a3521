import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';

/** What the names of a module stand for, as far as reading expressions needs it. */
export interface NameMeaning {
  /** Whether a name is no signal: a parameter, enumeration member, genvar, type or instance. */
  isConstant: (name: string) => boolean;
  /** Labels of generate and procedural blocks: in `lane[0].sum` the signal is `sum`. */
  blocks: ReadonlySet<string>;
  /** The names in the body of a macro, by its name without the grave accent. */
  macros: ReadonlyMap<string, readonly string[]>;
  /** The lvalues that were read: several analyses ask for each. */
  lvalues: Map<SyntaxNode, LvalueNames>;
}

/** The values that an expression reads, and the functions it calls; each once, in order. */
export interface NamesRead {
  signals: string[];
  calls: string[];
}

/** The targets of an lvalue, and what its selects read. */
export interface LvalueNames {
  defs: readonly string[];
  uses: readonly string[];
  calls: readonly string[];
}

/** Names in front of which one of these stands are members, formal arguments, macros or method names. */
const NOT_ROOTS: ReadonlySet<string> = new Set(['.', '::', '`', 'method_call_body']);
/** Each of them is a target of its own. */
const LVALUES: ReadonlySet<string> = new Set([
  'net_lvalue',
  'variable_lvalue',
  'stream_expression',
  'text_macro_usage',
]);
const TYPE_NODES: ReadonlySet<string> = new Set(['casting_type', 'class_type', 'assignment_pattern_key']);

/** Reads the names under nodes by one scan over their columns: no recursion, however deep they nest. */
export function readNames(tree: SyntaxTree, nodes: readonly SyntaxNode[], meaning: NameMeaning): NamesRead {
  const signals = new Set<string>();
  const calls = new Set<string>();
  for (const node of nodes) scan(tree, node, meaning, signals, calls);
  return { signals: [...signals], calls: [...calls] };
}

/** Reads a `net_lvalue` or `variable_lvalue`: in each part the first name is defined, the rest are read. */
export function readLvalue(tree: SyntaxTree, node: SyntaxNode, meaning: NameMeaning): LvalueNames {
  let lvalue = meaning.lvalues.get(node);
  if (lvalue === undefined) {
    lvalue = scanLvalue(tree, node, meaning);
    meaning.lvalues.set(node, lvalue);
  }
  return lvalue;
}

function scanLvalue(tree: SyntaxTree, node: SyntaxNode, meaning: NameMeaning): LvalueNames {
  const defs = new Set<string>();
  const signals = new Set<string>();
  const calls = new Set<string>();
  const end = tree.next[node]!;
  let open = true;
  for (let at = node; at < end; at++) {
    const type = tree.type(at);
    if (LVALUES.has(type)) open = true;
    if (!isIdentifier(type) || NOT_ROOTS.has(tree.type(at - 1))) continue;
    const name = tree.textOf(at);
    if (open) {
      if (meaning.blocks.has(name) && tree.type(at - 1) === 'hierarchical_identifier') {
        defs.add(lastMember(tree, at - 1));
      } else defs.add(name);
      open = false;
    } else if (!meaning.isConstant(name)) signals.add(name);
  }
  if (defs.size === 0) scan(tree, node, meaning, defs, calls);
  return { defs: [...defs], uses: [...signals], calls: [...calls] };
}

function scan(
  tree: SyntaxTree,
  node: SyntaxNode,
  meaning: NameMeaning,
  signals: Set<string>,
  calls: Set<string>,
): void {
  const end = tree.next[node]!;
  const keys = new Set<SyntaxNode>();
  for (let at = node; at < end; at++) {
    const type = tree.type(at);
    if (type === 'assignment_pattern') {
      for (const child of tree.children(at)) if (tree.type(tree.next[child]!) === ':') keys.add(child);
    } else if (TYPE_NODES.has(type) || keys.has(at)) {
      at = tree.next[at]! - 1;
    } else if (type === 'tf_call') {
      const called = tree.child(at, 'hierarchical_identifier');
      // `tf_call` holds the name first: go on behind it.
      if (called < 0) continue;
      calls.add(tree.textOf(called));
      at = tree.next[called]! - 1;
    } else if (type === 'text_macro_usage') {
      const macro = tree.child(at, 'simple_identifier');
      for (const name of meaning.macros.get(macro < 0 ? '' : tree.textOf(macro)) ?? []) {
        if (!meaning.isConstant(name)) signals.add(name);
      }
    } else if (isIdentifier(type)) {
      addName(tree, at, meaning, signals);
    }
  }
}

function addName(tree: SyntaxTree, at: SyntaxNode, meaning: NameMeaning, signals: Set<string>): void {
  if (NOT_ROOTS.has(tree.type(at - 1))) return;
  const name = tree.textOf(at);
  if (meaning.blocks.has(name) && tree.type(at - 1) === 'hierarchical_identifier') {
    signals.add(lastMember(tree, at - 1));
  } else if (!meaning.isConstant(name) && tree.type(tree.next[at]!) !== '::') signals.add(name);
}

function lastMember(tree: SyntaxTree, path: SyntaxNode): string {
  const names = tree.children(path).filter((child) => isIdentifier(tree.type(child)));
  return tree.textOf(names.at(-1)!);
}

function isIdentifier(type: string): boolean {
  return type === 'simple_identifier' || type === 'escaped_identifier';
}
