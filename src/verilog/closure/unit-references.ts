import { isNameToken, TokenKind, type Tokens, tokenText } from '../lexer.ts';
import { defineEnd } from './define-lines.ts';
import { isReservedName } from './reserved-names.ts';

/** Names that a stretch of source speaks of and that other files may define. */
export interface References {
  /** Modules that are instantiated: what is missing of these can be stubbed. */
  instances: Set<string>;
  /** Names in front of `::`. */
  scopes: Set<string>;
  /** Names in the place of a type (interface ports, typedefs, base classes) or of an unnamed instance. */
  types: Set<string>;
  /** Macros in the place of a module's name. */
  macros: Set<string>;
}

export function noReferences(): References {
  return { instances: new Set(), scopes: new Set(), types: new Set(), macros: new Set() };
}

/** Words behind which a statement or declaration can begin. */
const BEFORE_STATEMENT: ReadonlySet<string> = new Set(
  '; begin end ) else : generate endgenerate endfunction endtask endcase'.split(' '),
);

/**
 * The references of tokens whose offsets lie in [start, end). Lexical, so that files which do not parse, and code
 * behind macros, give theirs too; names that nothing defines do no harm, since each is looked up in a symbol table.
 */
export function findReferences(tokens: Tokens, start: number, end: number): References {
  const found = noReferences();
  let index = firstTokenAt(tokens, start);
  for (; index < tokens.count && tokens.starts[index]! < end; index++) {
    if (tokens.kinds[index] === TokenKind.directive && tokenText(tokens, index) === '`define') {
      const line = defineEnd(tokens.text, tokens.ends[index]!);
      while (index + 1 < tokens.count && tokens.starts[index + 1]! < line) index++;
    } else if (tokens.kinds[index] === TokenKind.directive) {
      if (isInstance(tokens, index)) found.macros.add(tokenText(tokens, index).slice(1));
    } else if (isNameToken(tokens, index)) {
      readName(tokens, index, found);
    }
  }
  return found;
}

function readName(tokens: Tokens, index: number, found: References): void {
  const before = index === 0 ? ';' : tokenText(tokens, index - 1);
  if (before === '.' || before === '::') return;
  const after = tokenText(tokens, index + 1);
  if (after === '::') {
    found.scopes.add(tokenText(tokens, index));
    return;
  }
  if (before === 'bind') {
    found.instances.add(plainName(tokens, index));
    return;
  }
  if (before === 'extends' || before === 'virtual') {
    found.types.add(plainName(tokens, index));
    return;
  }
  const startsStatement =
    BEFORE_STATEMENT.has(before) ||
    tokens.kinds[index - 1] === TokenKind.directive ||
    tokens.kinds[index - 1] === TokenKind.string ||
    (index > 1 && /^(?:bind|:)$/.test(tokenText(tokens, index - 2))) ||
    (isNameToken(tokens, index - 1) && tokens.kinds[index - 2] === TokenKind.directive);
  if (startsStatement && isInstance(tokens, index)) {
    found.instances.add(plainName(tokens, index));
  } else if (after === '#' || after === '(' || isNameToken(tokens, index + 1)) {
    found.types.add(plainName(tokens, index));
  } else if (after === '.' && isNameToken(tokens, index + 2) && isNameToken(tokens, index + 3)) {
    found.types.add(plainName(tokens, index));
  }
}

/** `type [#(...) | #5] name [range] (`. */
function isInstance(tokens: Tokens, index: number): boolean {
  let at = index + 1;
  if (tokenText(tokens, at) === '#') {
    at = tokenText(tokens, at + 1) === '(' ? behindBrackets(tokens, at + 1) : at + 2;
  }
  if (!isNameToken(tokens, at) && !isReservedName(tokens, at)) return false;
  at++;
  while (at < tokens.count && tokenText(tokens, at) === '[') at = behindBrackets(tokens, at);
  return at < tokens.count && tokenText(tokens, at) === '(';
}

/** The index behind the bracket that closes the one at `index`. */
function behindBrackets(tokens: Tokens, index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.count; at++) {
    const word = tokenText(tokens, at);
    if (/^(?:\(|\[|\{|'\{)$/.test(word)) depth++;
    else if (/^[)\]}]$/.test(word) && --depth === 0) return at + 1;
  }
  return tokens.count;
}

function plainName(tokens: Tokens, index: number): string {
  return tokenText(tokens, index).replace(/^\\/, '');
}

function firstTokenAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
