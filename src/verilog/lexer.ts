import { KEYWORDS } from './keywords.ts';

/** Kinds of token; small integers, because a corpus has hundreds of millions of them. */
export const TokenKind = {
  identifier: 1,
  /** `\name ` up to, not including, the white space that ends it. */
  escapedIdentifier: 2,
  keyword: 3,
  /** `$display`, `$clog2`. */
  systemName: 4,
  /** `` `define ``, `` `MACRO ``. */
  directive: 5,
  /** `12`, `4'b10x1`, `'0`, `1.5e-3`, `10ns`. */
  number: 6,
  string: 7,
  operator: 8,
  lineComment: 9,
  blockComment: 10,
  whitespace: 11,
  /** A run of characters that no Verilog token starts with. */
  other: 12,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/**
 * The tokens of one text, column by column: token `i` is `text.slice(starts[i], ends[i])` of kind `kinds[i]`.
 * Offsets are UTF-16 indices; only the first `count` entries of each column are meant.
 */
export interface Tokens {
  text: string;
  count: number;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Start of the first string or block comment that is never closed; -1 when all are. */
  unterminatedAt: number;
}

export interface LexOptions {
  /** Keep comments as tokens (default false). */
  comments?: boolean;
  /** Keep white space as tokens (default false). */
  whitespace?: boolean;
}

const LETTER = 1;
const DIGIT = 2;
const SPACE = 4;
const NAME = 8;
const OPERATOR = 16;

const CLASSES = classifyCharacters();
const KEYWORD_TABLE_SIZE = 4096;
const KEYWORD_TABLE = buildKeywordTable();
const OPERATORS_BY_FIRST = buildOperatorTable();

/** The token's own characters. */
export function tokenText(tokens: Tokens, index: number): string {
  return tokens.text.slice(tokens.starts[index], tokens.ends[index]);
}

/** Whether the token names something: an identifier, escaped or not. False behind the last token. */
export function isNameToken(tokens: Tokens, index: number): boolean {
  const kind = index < tokens.count ? tokens.kinds[index] : undefined;
  return kind === TokenKind.identifier || kind === TokenKind.escapedIdentifier;
}

/**
 * Splits a text into Verilog/SystemVerilog tokens. Never throws, whatever the text: a string that is not closed
 * ends with its line, a comment that is not closed ends with the text, and `unterminatedAt` says so. The
 * preprocessor is not run: macro bodies are lexed like other text.
 */
export function lex(text: string, options: LexOptions = {}): Tokens {
  const keepComments = options.comments === true;
  const keepWhitespace = options.whitespace === true;
  const length = text.length;
  let capacity = Math.max(16, length >> 2);
  let kinds = new Uint8Array(capacity);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let count = 0;
  let unterminatedAt = -1;
  let at = 0;

  while (at < length) {
    const start = at;
    const code = text.charCodeAt(at);
    const charClass = code < 128 ? CLASSES[code]! : 0;
    let kind: TokenKind;

    if (charClass & SPACE) {
      at++;
      while (at < length && isClass(text.charCodeAt(at), SPACE)) at++;
      if (!keepWhitespace) continue;
      kind = TokenKind.whitespace;
    } else if (charClass & LETTER) {
      let hash = 0;
      let next = code;
      do {
        hash = (Math.imul(hash, 31) + next) | 0;
        at++;
        next = at < length ? text.charCodeAt(at) : 0;
      } while (next < 128 && CLASSES[next]! & NAME);
      kind = isKeyword(text, start, at, hash) ? TokenKind.keyword : TokenKind.identifier;
    } else if (charClass & DIGIT) {
      at = numberEnd(text, at);
      kind = TokenKind.number;
    } else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) {
      at = lineEnd(text, at + 2);
      if (!keepComments) continue;
      kind = TokenKind.lineComment;
    } else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? length : close + 2;
      if (close < 0 && unterminatedAt < 0) unterminatedAt = start;
      if (!keepComments) continue;
      kind = TokenKind.blockComment;
    } else if (code === 0x22) {
      at = stringEnd(text, at);
      if (at - start < 2 || text.charCodeAt(at - 1) !== 0x22) {
        if (unterminatedAt < 0) unterminatedAt = start;
      }
      kind = TokenKind.string;
    } else if (code === 0x24 && isClass(text.charCodeAt(at + 1), LETTER)) {
      at = nameEnd(text, at + 1);
      kind = TokenKind.systemName;
    } else if (code === 0x60 && isClass(text.charCodeAt(at + 1), LETTER)) {
      at = nameEnd(text, at + 1);
      kind = TokenKind.directive;
    } else if (code === 0x5c && at + 1 < length && !isClass(text.charCodeAt(at + 1), SPACE)) {
      at++;
      while (at < length && !isClass(text.charCodeAt(at), SPACE)) at++;
      kind = TokenKind.escapedIdentifier;
    } else if (code === 0x27 && basedNumberEnd(text, at) > at) {
      at = basedNumberEnd(text, at);
      kind = TokenKind.number;
    } else if (charClass & OPERATOR) {
      at += operatorLength(text, at, code);
      kind = TokenKind.operator;
    } else {
      at++;
      while (at < length && isOther(text.charCodeAt(at))) at++;
      kind = TokenKind.other;
    }

    if (count === capacity) {
      capacity *= 2;
      kinds = grow(kinds, new Uint8Array(capacity));
      starts = grow(starts, new Int32Array(capacity));
      ends = grow(ends, new Int32Array(capacity));
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = at;
    count++;
  }
  return { text, count, kinds, starts, ends, unterminatedAt };
}

function isClass(code: number, charClass: number): boolean {
  return code < 128 && (CLASSES[code]! & charClass) !== 0;
}

function isOther(code: number): boolean {
  return code >= 128 || (code !== 0x5c && CLASSES[code] === 0);
}

function nameEnd(text: string, at: number): number {
  let end = at;
  while (isClass(text.charCodeAt(end), NAME)) end++;
  return end;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text.charCodeAt(newline - 1) === 0x0d ? newline - 1 : newline;
}

/** A backslash hides the next character, a newline too: `"a\` continues on the next line. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 0x22) return end + 1;
    if (code === 0x0a) return end;
    end += code === 0x5c ? 2 : 1;
  }
  return text.length;
}

function numberEnd(text: string, at: number): number {
  let end = digitsEnd(text, at);
  if (text.charCodeAt(end) === 0x27) {
    const based = basedNumberEnd(text, end);
    if (based > end) return based;
  }
  if (text.charCodeAt(end) === 0x2e && isClass(text.charCodeAt(end + 1), DIGIT))
    end = digitsEnd(text, end + 1);
  const exponent = text.charCodeAt(end) | 0x20;
  if (exponent === 0x65) {
    const sign = text.charCodeAt(end + 1);
    const digits = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1;
    if (isClass(text.charCodeAt(digits), DIGIT)) end = digitsEnd(text, digits);
  }
  // The unit of a time literal (10ns, 1step) belongs to it; so does what makes a malformed number (2x).
  return nameEnd(text, end);
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (!isClass(code, DIGIT) && code !== 0x5f) return end;
    end++;
  }
}

/** End of `'b101`, `'sd 5`, `'0` that starts at the apostrophe; the same offset when no number starts there. */
function basedNumberEnd(text: string, at: number): number {
  let base = at + 1;
  if ((text.charCodeAt(base) | 0x20) === 0x73) base++;
  const letter = text.charCodeAt(base) | 0x20;
  if (letter === 0x62 || letter === 0x6f || letter === 0x64 || letter === 0x68) {
    let digits = base + 1;
    while (isClass(text.charCodeAt(digits), SPACE)) digits++;
    return isBasedDigit(text.charCodeAt(digits)) ? basedDigitsEnd(text, digits) : base + 1;
  }
  const single = text.charCodeAt(at + 1);
  const isFill = single === 0x30 || single === 0x31 || (single | 0x20) === 0x78 || (single | 0x20) === 0x7a;
  return isFill && !isClass(text.charCodeAt(at + 2), NAME) ? at + 2 : at;
}

function isBasedDigit(code: number): boolean {
  const lower = code | 0x20;
  return (
    isClass(code, DIGIT) ||
    (lower >= 0x61 && lower <= 0x66) ||
    lower === 0x78 ||
    lower === 0x7a ||
    code === 0x3f
  );
}

function basedDigitsEnd(text: string, at: number): number {
  let end = at;
  while (isBasedDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 0x5f) end++;
  return end;
}

function operatorLength(text: string, at: number, code: number): number {
  const candidates = OPERATORS_BY_FIRST[code];
  if (candidates !== undefined) {
    for (const operator of candidates) {
      if (text.startsWith(operator, at))
        return operator === ':/' && isCommentAt(text, at + 1) ? 1 : operator.length;
    }
  }
  return 1;
}

/** `2'd0://idle`: a comment begins behind the colon. */
function isCommentAt(text: string, at: number): boolean {
  return text.startsWith('//', at) || text.startsWith('/*', at);
}

function isKeyword(text: string, start: number, end: number, hash: number): boolean {
  const candidates = KEYWORD_TABLE[hash & (KEYWORD_TABLE_SIZE - 1)];
  if (candidates === undefined) return false;
  for (const word of candidates) {
    if (word.length === end - start && text.startsWith(word, start)) return true;
  }
  return false;
}

function grow<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function classifyCharacters(): Uint8Array {
  const classes = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const char = String.fromCharCode(code);
    if (/[A-Za-z_]/.test(char)) classes[code] = LETTER | NAME;
    else if (/[0-9]/.test(char)) classes[code] = DIGIT | NAME;
    else if (char === '$') classes[code] = NAME | OPERATOR;
    else if (/[\t\n\v\f\r ]/.test(char)) classes[code] = SPACE;
    else if (/[!-/:-@[-`{-~]/.test(char)) classes[code] = OPERATOR;
  }
  return classes;
}

function buildKeywordTable(): (string[] | undefined)[] {
  const table: (string[] | undefined)[] = new Array(KEYWORD_TABLE_SIZE).fill(undefined);
  for (const word of KEYWORDS) {
    let hash = 0;
    for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
    const slot = hash & (KEYWORD_TABLE_SIZE - 1);
    table[slot] = [...(table[slot] ?? []), word];
  }
  return table;
}

/** Operators of more than one character by first character, longest first. */
function buildOperatorTable(): (string[] | undefined)[] {
  const operators =
    '<<<= >>>= === !== ==? !=? <<< >>> <<= >>= |-> |=> <-> ->> &&& == != <= >= && || << >> ** ~& ~| ~^ ^~ -> => *> ++ -- += -= *= /= %= &= |= ^= :: := :/ +: -: \'{ ## `` `"'.split(
      ' ',
    );
  const table: (string[] | undefined)[] = new Array(128).fill(undefined);
  for (const operator of operators) {
    const first = operator.charCodeAt(0);
    table[first] = [...(table[first] ?? []), operator];
  }
  return table;
}
