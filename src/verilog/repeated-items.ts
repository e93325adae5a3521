import { BracketItems } from './bracket-items.ts';
import { TokenKind, type Tokens, tokenText } from './lexer.ts';

/** What a keyword is to the row of items that it stands in; of other keywords nothing is known. */
type Role = 'declares' | 'states' | 'within' | 'borders' | 'strict';

/** Strict: constructs whose items have an order or a number of their own. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ...roles('declares', 'input output inout wire reg logic tri integer genvar parameter localparam'),
  ...roles('states', 'assign defparam initial always always_comb always_ff always_latch'),
  ...roles('within', 'signed unsigned posedge negedge or'),
  ...roles('borders', 'begin end endcase'),
  ...roles('strict', 'property sequence covergroup constraint primitive specify table clocking class config'),
  ...roles('strict', 'randsequence checker let'),
]);
const NAMED = /^(?:input|output|inout|parameter|localparam)$/;
const [OPEN, CLOSE, OPEN_INDEX, CLOSE_INDEX, OPEN_BRACE, CLOSE_BRACE] = [0x28, 0x29, 0x5b, 0x5d, 0x7b, 0x7d];
const [SEMICOLON, COMMA, DOT, COLON, HASH, AT, APOSTROPHE] = [0x3b, 0x2c, 0x2e, 0x3a, 0x23, 0x40, 0x27];
/** Before the first token of an item. */
const NONE = -1;

/** What becomes of an item that the token ended: it stays, it goes with its end, or its end ends the one before it. */
type Fate = 'stays' | 'goes' | 'leaves its end';

/**
 * Finds items that a list has already, while a text is written: connections, ports and parts in brackets, and outside of
 * them declarations and simple statements in a row. Such a list is right with one of equal items when it is right with
 * all. Declarations must stand before statements, so one that stands behind is not taken for one before.
 */
export class RepeatedItems {
  readonly #bytes: Buffer;
  readonly #tokens: Tokens;
  readonly #brackets: BracketItems;
  readonly #declarations = new Set<string>();
  readonly #statements = new Set<string>();
  #isStrict = false;
  /** Start of the present item, or NONE; characters and tokens behind the item before it. */
  #start = NONE;
  #lengthBefore = 0;
  #countBefore = 0;
  /** Nothing but what rows of simple items have. */
  #isPlain = true;
  #declares = false;
  /** So far there are names and brackets only, as in front of a declared name. */
  #isHead = true;
  #endsName = false;
  /** Characters and tokens behind the token before, or those that are left without the item that goes. */
  length = 0;
  count = 0;

  constructor(bytes: Buffer, tokens: Tokens) {
    this.#bytes = bytes;
    this.#tokens = tokens;
    this.#brackets = new BracketItems(bytes);
  }

  /** Takes token `index`, written at `from`; behind it are so many characters and tokens. */
  step(index: number, from: number, length: number, count: number): Fate {
    const fate = this.#isStrict ? 'stays' : this.#look(index, from, length, count);
    if (fate !== 'stays') return fate;
    this.length = length;
    this.count = count;
    return fate;
  }

  /** A token of which nothing is known but whether it is a bracket: neither are the items that it stands in. */
  spoil(from: number, length: number, count: number): void {
    const mark = length - from === 1 ? this.#bytes[from]! : 0;
    this.#open(mark);
    if (mark === CLOSE || mark === CLOSE_INDEX || mark === CLOSE_BRACE)
      this.#brackets.end(length, count, true);
    this.#brackets.spoil();
    this.#breakRow();
    this.#start = from;
    this.length = length;
    this.count = count;
  }

  #look(index: number, from: number, length: number, count: number): Fate {
    const kind = this.#tokens.kinds[index] as TokenKind;
    const first = this.#bytes[from]!;
    const isMark = kind === TokenKind.operator && (length - from === 1 || first === APOSTROPHE);
    const closes = isMark && (first === CLOSE || first === CLOSE_INDEX || first === CLOSE_BRACE);
    if (this.#brackets.depth > 0) {
      if (closes || (isMark && first === COMMA)) return this.#endBracketItem(closes);
    } else if (closes) {
      // Which brackets it closes is not known.
      this.#isStrict = true;
      return 'stays';
    }
    if (isMark && first === SEMICOLON) this.#brackets.spoil();
    const word = kind === TokenKind.keyword ? tokenText(this.#tokens, index) : undefined;
    this.#brackets.token(from, word === undefined ? isMark && first === DOT : NAMED.test(word));
    if (this.#brackets.depth === 0) {
      if (isMark && first === SEMICOLON) return this.#endItem(length, count);
      if (word !== undefined) this.#takeKeyword(word, from, length, count);
      else this.#takeToken(kind, first, isMark, from);
    }
    // The second character of `'{` is the bracket.
    if (isMark) this.#open(this.#bytes[length - 1]!);
    return 'stays';
  }

  #open(mark: number): void {
    if (mark === OPEN) this.#brackets.open('round');
    else if (mark === OPEN_BRACE) this.#brackets.open('curly');
    else if (mark === OPEN_INDEX) this.#brackets.open('square');
  }

  #endBracketItem(closes: boolean): Fate {
    const repeats = this.#brackets.end(this.length, this.count, closes);
    if (this.#brackets.depth === 0) this.#endsName = closes;
    if (!repeats) return 'stays';
    this.length = this.#brackets.length;
    this.count = this.#brackets.count;
    return 'leaves its end';
  }

  #takeKeyword(word: string, from: number, length: number, count: number): void {
    const role = ROLES.get(word);
    if (role === 'strict') this.#isStrict = true;
    if (role === 'borders') {
      this.#breakRow();
      this.#beginItem(length, count);
      return;
    }
    if (role === undefined || (this.#start === NONE && role === 'within')) this.#breakRow();
    if (this.#start === NONE) this.#declares = role === 'declares';
    if (this.#start === NONE) this.#start = from;
    this.#isHead = false;
    this.#endsName = false;
  }

  #takeToken(kind: TokenKind, first: number, isMark: boolean, from: number): void {
    const isName = kind === TokenKind.identifier || kind === TokenKind.escapedIdentifier;
    const isFirst = this.#start === NONE;
    if (isFirst) this.#start = from;
    if (kind === TokenKind.other || kind === TokenKind.directive) this.#breakRow();
    if (isFirst && kind === TokenKind.operator && first !== OPEN_BRACE && first !== HASH && first !== AT)
      this.#breakRow();
    if (isName && this.#endsName && this.#isHead) this.#declares = true;
    this.#endsName = isName;
    if (isName || (isMark && (first === DOT || first === OPEN_INDEX))) return;
    const isScope = kind === TokenKind.operator && first === COLON && !isMark;
    const isParameters = !isFirst && isMark && (first === HASH || first === OPEN);
    if (!isScope && !isParameters) this.#isHead = false;
  }

  #endItem(length: number, count: number): Fate {
    const start = this.#start;
    if (!this.#isPlain || start === NONE) this.#breakRow();
    else {
      const item = this.#bytes.toString('latin1', start, length);
      const row = this.#declares ? this.#declarations : this.#statements;
      if (row.has(item)) {
        this.length = this.#lengthBefore;
        this.count = this.#countBefore;
        this.#beginItem(this.length, this.count);
        return 'goes';
      }
      row.add(item);
      if (!this.#declares) this.#declarations.clear();
    }
    this.#beginItem(length, count);
    return 'stays';
  }

  #beginItem(length: number, count: number): void {
    this.#start = NONE;
    this.#lengthBefore = length;
    this.#countBefore = count;
    this.#isPlain = true;
    this.#declares = false;
    this.#isHead = true;
    this.#endsName = false;
  }

  #breakRow(): void {
    this.#isPlain = false;
    if (this.#declarations.size > 0) this.#declarations.clear();
    if (this.#statements.size > 0) this.#statements.clear();
  }
}

function roles(role: Role, words: string): [string, Role][] {
  return words.split(' ').map((word) => [word, role]);
}
