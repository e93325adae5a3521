import { hash } from 'node:crypto';
import { isNameToken, TokenKind, type Tokens, tokenText } from '../verilog/lexer.ts';
import { DIRECTIVES } from '../verilog/preprocess.ts';
import { type PortItem, readPortLists } from './port-lists.ts';

/**
 * Keys of a Verilog text, each blind to more than the one before: texts with equal `tokens` have equal `renamed`,
 * and those equal `ports`. A key is the first 128 bits of a SHA-256, hex.
 */
export interface ExactKeys {
  /** The tokens without comments and white space. */
  tokens: string;
  /** Identifiers replaced by the order of their first use; literals, keywords and system names stay. */
  renamed: string;
  /** The same with the ports of each module in one order (see `readPortLists`). */
  ports: string;
  /** Like `renamed`, with widths and literals taken out: finds families, says nothing of equality. */
  abstracted: string;
  /** Number of tokens. */
  tokenCount: number;
}

/** The exact keys of a text's tokens (without comments), of any quality: what is no Verilog has keys too. */
export function exactKeys(tokens: Tokens): ExactKeys {
  const words = Array.from({ length: tokens.count }, (_, index) => wordOf(tokens, index));
  const renamed = renameIdentifiers(tokens, words);
  return {
    tokens: textKey(words),
    renamed: textKey(renamed),
    ports: textKey(sortPorts(tokens, words)),
    abstracted: textKey(abstractLiterals(tokens, renamed)),
    tokenCount: tokens.count,
  };
}

/** One key out of words, none of which holds a NUL. */
export function textKey(words: readonly string[]): string {
  return hash('sha256', words.join('\0'), 'hex').slice(0, 32);
}

/** `\name ` and `name` are the same identifier (IEEE 1800-2017, 5.6.1). */
function wordOf(tokens: Tokens, index: number): string {
  return tokenText(tokens, index).slice(tokens.kinds[index] === TokenKind.escapedIdentifier ? 1 : 0);
}

/** Gives names by first use. A macro that the text itself defines is one of its names. */
class Renamer {
  readonly #names = new Map<string, string>();
  readonly #macros: ReadonlySet<string>;
  readonly #tokens: Tokens;
  readonly #words: readonly string[];

  constructor(tokens: Tokens, words: readonly string[]) {
    this.#tokens = tokens;
    this.#words = words;
    this.#macros = ownMacros(words);
  }

  rename(index: number): string {
    const word = this.#words[index]!;
    if (isNameToken(this.#tokens, index)) return this.#nameOf(word);
    return this.#macros.has(word) ? `\`${this.#nameOf(word.slice(1))}` : word;
  }

  /** The name that was given already; all names that were not are one. */
  known(index: number): string {
    const word = this.#words[index]!;
    return isNameToken(this.#tokens, index) ? (this.#names.get(word) ?? '#?') : word;
  }

  #nameOf(word: string): string {
    const known = this.#names.get(word);
    if (known !== undefined) return known;
    const name = `#${this.#names.size}`;
    this.#names.set(word, name);
    return name;
  }
}

function ownMacros(words: readonly string[]): Set<string> {
  const macros = new Set<string>();
  for (let at = words.indexOf('`define'); at >= 0; at = words.indexOf('`define', at + 1)) {
    const use = `\`${words[at + 1]}`;
    if (!DIRECTIVES.has(use)) macros.add(use);
  }
  return macros;
}

function renameIdentifiers(tokens: Tokens, words: readonly string[]): string[] {
  const renamer = new Renamer(tokens, words);
  return words.map((_, index) => renamer.rename(index));
}

/**
 * Names are given by first use outside of the port declarations, which stand at the end of each module, sorted by
 * what they then read: so neither names nor the order of ports count.
 */
function sortPorts(tokens: Tokens, words: readonly string[]): string[] {
  const lists = new Map(readPortLists(tokens, words).map((list) => [list.end, list]));
  const cut = new Set([...lists.values()].flatMap((list) => [...list.cut]));
  const renamer = new Renamer(tokens, words);
  const read = (item: PortItem): string =>
    [...item.prefix, item.name, ...item.tail].map((index) => renamer.known(index)).join('\0');
  const sorted: string[] = [];
  for (let index = 0; index <= words.length; index++) {
    const list = lists.get(index);
    if (list !== undefined) sorted.push('ports', ...list.items.map(read).sort());
    if (index < words.length && !cut.has(index)) sorted.push(renamer.rename(index));
  }
  return sorted;
}

const DECLARES: ReadonlySet<string> = new Set(
  'input output inout wire reg logic bit signed unsigned integer tri var parameter localparam'.split(' '),
);

/** Numbers, strings and ranges lose their values; a range behind a declaring keyword goes, so that `reg` may be any width. */
function abstractLiterals(tokens: Tokens, words: readonly string[]): string[] {
  const abstracted: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const close = words[index] === '[' ? rangeEnd(words, index) : undefined;
    if (close !== undefined) {
      if (!DECLARES.has(words[index - 1] ?? '')) abstracted.push('[:]');
      index = close;
    } else if (tokens.kinds[index] === TokenKind.number) abstracted.push('0');
    else if (tokens.kinds[index] === TokenKind.string) abstracted.push('""');
    else abstracted.push(words[index]!);
  }
  return abstracted;
}

/** The closing bracket of `[high:low]`; undefined for an index. */
function rangeEnd(words: readonly string[], open: number): number | undefined {
  let depth = 0;
  let isRange = false;
  for (let index = open; index < words.length; index++) {
    const word = words[index]!;
    if (word === '[' || word === '(' || word === '{') depth++;
    else if (word === ']' || word === ')' || word === '}') depth--;
    if (depth === 0) return isRange ? index : undefined;
    if (depth === 1 && word === ':') isRange = true;
    if (word === ';') return undefined;
  }
  return undefined;
}
