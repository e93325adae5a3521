import { isNameToken, TokenKind, type Tokens } from '../verilog/lexer.ts';
import { DIRECTIVES } from '../verilog/preprocess.ts';

/** One port as the tokens declare it. Numbers are token indices. */
export interface PortItem {
  /** Direction, type and range; a port that inherits them from the one before names those tokens. */
  prefix: readonly number[];
  name: number;
  /** Unpacked range and default value. */
  tail: readonly number[];
}

/** The port declarations of one module, wherever they stand. Numbers are token indices. */
export interface PortList {
  items: PortItem[];
  /** Tokens that belong to the declarations: what is left is the rest of the module. */
  cut: ReadonlySet<number>;
  /** Where the module ends: its `endmodule`, or the end of a text that was cut off. */
  end: number;
}

const DIRECTIONS: ReadonlySet<string> = new Set(['input', 'output', 'inout', 'ref']);
const OPENING: ReadonlySet<string> = new Set(['(', '[', '{', "'{"]);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/**
 * The port lists of a text's modules whose order is free: that hold no `ifdef`, and that no instance in the same
 * text connects by position. `words` are the tokens' texts.
 */
export function readPortLists(tokens: Tokens, words: readonly string[]): PortList[] {
  const lists: PortList[] = [];
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.kinds[at] !== TokenKind.keyword || !/^(?:macro)?module$/.test(words[at]!)) continue;
    const end = moduleEnd(tokens, words, at);
    const list = readPortList(tokens, words, at, end);
    if (list !== undefined && list.items.length > 1) lists.push(list);
    at = end - 1;
  }
  return lists;
}

/** The module's `endmodule`; where it is missing, as in an answer that was cut off, the next module or the end. */
function moduleEnd(tokens: Tokens, words: readonly string[], keyword: number): number {
  for (let at = keyword + 1; at < tokens.count; at++) {
    if (tokens.kinds[at] === TokenKind.keyword && /^(?:end|macro)?module$/.test(words[at]!)) return at;
  }
  return tokens.count;
}

function readPortList(
  tokens: Tokens,
  words: readonly string[],
  keyword: number,
  end: number,
): PortList | undefined {
  const name = /^(?:automatic|static)$/.test(words[keyword + 1]!) ? keyword + 2 : keyword + 1;
  const open = portsOpen(words, name + 1, end);
  const close = open === undefined ? undefined : closingOf(words, open, end);
  if (open === undefined || close === undefined || words[close + 1] !== ';') return undefined;
  if (hasDirective(tokens, words, open, close) || isConnectedByPosition(tokens, words, name))
    return undefined;
  const chunks = splitAtCommas(words, open + 1, close);
  const cut = new Set(indices(open + 1, close));
  if (chunks.some((chunk) => chunk.some((at) => DIRECTIONS.has(words[at]!)))) {
    return { items: itemsOf(tokens, words, chunks), cut, end };
  }
  const items = itemsOf(tokens, words, chunks);
  for (const { from, to } of portStatements(tokens, words, close + 2, end)) {
    items.push(...itemsOf(tokens, words, splitAtCommas(words, from, to)));
    for (const at of indices(from, to + 1)) cut.add(at);
  }
  return { items, cut, end };
}

/** Where the port list opens behind `name [import ...;] [#(...)]`. */
function portsOpen(words: readonly string[], from: number, end: number): number | undefined {
  let at = from;
  while (words[at] === 'import' && at < end) at = words.indexOf(';', at) + 1;
  if (words[at] === '#') {
    const close = closingOf(words, at + 1, end);
    if (close === undefined) return undefined;
    at = close + 1;
  }
  return words[at] === '(' ? at : undefined;
}

function closingOf(words: readonly string[], open: number, end: number): number | undefined {
  let depth = 0;
  for (let at = open; at < end; at++) {
    if (OPENING.has(words[at]!)) depth++;
    else if (CLOSING.has(words[at]!) && --depth === 0) return at;
  }
  return undefined;
}

/** Uses of macros are no directives: they stand in ranges and move with their port. */
function hasDirective(tokens: Tokens, words: readonly string[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (tokens.kinds[at] === TokenKind.directive && DIRECTIVES.has(words[at]!)) return true;
  }
  return false;
}

/** Whether the text holds `name [#(...)] instance (expression, ...)`. */
function isConnectedByPosition(tokens: Tokens, words: readonly string[], name: number): boolean {
  const word = words[name]!;
  for (let at = words.indexOf(word, name + 1); at >= 0; at = words.indexOf(word, at + 1)) {
    if (words[at - 1] === ':') continue;
    let next = at + 1;
    if (words[next] === '#') next = (closingOf(words, next + 1, tokens.count) ?? tokens.count) + 1;
    if (!isNameToken(tokens, next)) continue;
    const open = words.indexOf('(', next);
    if (open > 0 && words[open + 1] !== '.' && words[open + 1] !== ')' && words[open + 1] !== '.*')
      return true;
  }
  return false;
}

function splitAtCommas(words: readonly string[], from: number, to: number): number[][] {
  const chunks: number[][] = [[]];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const word = words[at]!;
    if (OPENING.has(word)) depth++;
    else if (CLOSING.has(word)) depth--;
    if (word === ',' && depth === 0) chunks.push([]);
    else chunks.at(-1)!.push(at);
  }
  return chunks.filter((chunk) => chunk.length > 0);
}

/** `input [3:0] a, b`: `b` inherits what stands before `a`. A chunk without a name stays as it is. */
function itemsOf(tokens: Tokens, words: readonly string[], chunks: readonly number[][]): PortItem[] {
  let inherited: readonly number[] = [];
  return chunks.map((chunk) => {
    const place = namePlace(tokens, words, chunk);
    let prefix: readonly number[] = chunk.slice(0, place);
    if (prefix.length === 0) prefix = inherited;
    else inherited = prefix;
    return { prefix, name: chunk[place]!, tail: chunk.slice(place + 1) };
  });
}

/** The last name outside of brackets and before `=`. */
function namePlace(tokens: Tokens, words: readonly string[], chunk: readonly number[]): number {
  let depth = 0;
  let place = chunk.length - 1;
  for (const [index, at] of chunk.entries()) {
    const word = words[at]!;
    if (OPENING.has(word)) depth++;
    else if (CLOSING.has(word)) depth--;
    else if (word === '=' && depth === 0) break;
    else if (depth === 0 && isNameToken(tokens, at)) place = index;
  }
  return place;
}

/** `input ... ;` statements of a module without directions in its header; those of functions and tasks are theirs. */
function portStatements(
  tokens: Tokens,
  words: readonly string[],
  from: number,
  end: number,
): { from: number; to: number }[] {
  const statements: { from: number; to: number }[] = [];
  for (let at = from; at < end; at++) {
    if (tokens.kinds[at] !== TokenKind.keyword) continue;
    const word = words[at]!;
    if (word === 'function' || word === 'task') {
      const close = words.indexOf(`end${word}`, at);
      if (close < 0) break;
      at = close;
    } else if (DIRECTIONS.has(word)) {
      const to = words.indexOf(';', at);
      if (to < 0 || to > end) break;
      statements.push({ from: at, to });
      at = to;
    }
  }
  return statements;
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}
