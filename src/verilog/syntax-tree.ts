import type { VerilogTree } from './parser.ts';

/** A node of a `SyntaxTree`: its place in the columns. The root is 0. */
export type SyntaxNode = number;

/** Types that no analysis looks into: leaving their insides out saves a third of the copy. */
const OPAQUE = [
  'primary_literal',
  'quoted_string',
  'simple_identifier',
  'escaped_identifier',
  'system_tf_identifier',
  'integral_number',
  'text_macro_definition',
  'specify_block',
];
const LEFT_OUT = ['(', ')', ';', '[', ']', 'comment', 'one_line_comment'];

/**
 * A copy of a syntax tree in columns, in preorder: node `n` has its descendants at `n + 1` up to `next[n]`. One walk
 * of the parser's tree costs less than half of parsing it; after that questions are array reads, where each
 * step in the parser's own tree crosses into WebAssembly. Comments, brackets and the insides of literals are left out.
 */
export class SyntaxTree {
  readonly text: string;
  readonly hasError: boolean;
  readonly count: number;
  /** Offsets into `text`, UTF-16. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** First node that is no descendant. */
  readonly next: Int32Array;
  /** The grammar's number for the type of each node. */
  readonly typeNumbers: Uint16Array;
  readonly #names: readonly string[];

  /** Copies a tree, which may be freed after that. */
  constructor(tree: VerilogTree) {
    this.text = tree.text;
    this.hasError = tree.hasError;
    const columns = copyNodes(tree);
    this.count = columns.count;
    this.start = columns.start;
    this.end = columns.end;
    this.next = columns.next;
    this.typeNumbers = columns.types;
    this.#names = tree.root.tree.language.types;
  }

  type(node: SyntaxNode): string {
    return this.#names[this.typeNumbers[node]!] ?? 'ERROR';
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(this.start[node], this.end[node]);
  }

  children(node: SyntaxNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const end = this.next[node]!;
    for (let child = node + 1; child < end; child = this.next[child]!) found.push(child);
    return found;
  }

  /** The first child of one of the types; -1 when there is none. */
  child(node: SyntaxNode, ...types: readonly string[]): SyntaxNode {
    const end = this.next[node]!;
    for (let child = node + 1; child < end; child = this.next[child]!) {
      if (types.includes(this.type(child))) return child;
    }
    return -1;
  }

  childrenOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode[] {
    return this.children(node).filter((child) => types.includes(this.type(child)));
  }

  /** The first of the node and its descendants that is of one of the types; -1 when there is none. */
  find(node: SyntaxNode, ...types: readonly string[]): SyntaxNode {
    const end = this.next[node]!;
    for (let at = node; at < end; at++) if (types.includes(this.type(at))) return at;
    return -1;
  }

  /** The node and its descendants as far as they are of the types, in the order of the text. */
  findAll(node: SyntaxNode, ...types: readonly string[]): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const end = this.next[node]!;
    if (end - node < SMALL) {
      for (let at = node; at < end; at++) if (types.includes(this.type(at))) found.push(at);
      return found;
    }
    const wanted = this.mask(types);
    for (let at = node; at < end; at++) if (wanted[this.typeNumbers[at]!] === 1) found.push(at);
    return found;
  }

  /** For scans over many nodes: 1 at the number of each of the types, to be asked by `typeNumbers`. */
  mask(types: readonly string[]): Uint8Array {
    return maskOf(this.#names, types);
  }
}

/** There is one grammar, so masks serve all trees. */
const MASKS = new Map<string, Uint8Array>();

/** 1 at the number of each of the types; the number behind the last is that of error nodes. */
function maskOf(names: readonly string[], types: readonly string[]): Uint8Array {
  const key = types.join();
  let mask = MASKS.get(key);
  if (mask === undefined) {
    mask = Uint8Array.from([...names, 'ERROR'], (name) => (types.includes(name) ? 1 : 0));
    MASKS.set(key, mask);
  }
  return mask;
}

/** Subtrees with fewer nodes are scanned by name. */
const SMALL = 32;

interface Columns {
  count: number;
  types: Uint16Array;
  start: Int32Array;
  end: Int32Array;
  next: Int32Array;
}

/** Without recursion: expressions of generated code nest deeper than a stack holds. */
function copyNodes(tree: VerilogTree): Columns {
  const names = tree.root.tree.language.types;
  const opaque = maskOf(names, OPAQUE);
  const leftOut = maskOf(names, LEFT_OUT);
  let columns = newColumns(Math.max(64, tree.text.length >> 2));
  let count = 0;
  const open: number[] = [];
  const cursor = tree.root.walk();
  try {
    for (;;) {
      // The number of an error node is far beyond the others.
      const type = Math.min(cursor.nodeTypeId, names.length);
      const isLeftOut = leftOut[type] === 1;
      let node = -1;
      if (!isLeftOut) {
        if (count === columns.types.length) columns = grown(columns);
        node = count++;
        columns.types[node] = type;
        columns.start[node] = cursor.startIndex;
        columns.end[node] = cursor.endIndex;
      }
      if (!isLeftOut && opaque[type] !== 1 && cursor.gotoFirstChild()) {
        open.push(node);
        continue;
      }
      if (node >= 0) columns.next[node] = count;
      while (!cursor.gotoNextSibling()) {
        const parent = open.pop();
        if (parent === undefined) return { ...columns, count };
        cursor.gotoParent();
        columns.next[parent] = count;
      }
    }
  } finally {
    cursor.delete();
  }
}

function newColumns(capacity: number): Omit<Columns, 'count'> {
  return {
    types: new Uint16Array(capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    next: new Int32Array(capacity),
  };
}

function grown(columns: Omit<Columns, 'count'>): Omit<Columns, 'count'> {
  const larger = newColumns(columns.types.length * 2);
  larger.types.set(columns.types);
  larger.start.set(columns.start);
  larger.end.set(columns.end);
  larger.next.set(columns.next);
  return larger;
}
