import { isNameToken, lex, TokenKind, type Tokens, tokenText } from './lexer.ts';

type DesignUnitKind = 'module' | 'interface' | 'package' | 'program' | 'primitive' | 'class';

/** One outermost module, interface, package, ... as the tokens show it; no grammar is needed. */
export interface DesignUnit {
  kind: DesignUnitKind;
  name: string;
  /** UTF-16 range from the opening keyword to the end of the closing one, its `: label` included. */
  start: number;
  end: number;
  /** Offset behind the `;` that ends the head. */
  headEnd: number;
  /** True when the head lists at least one port. */
  hasPorts: boolean;
  /** False when the closing keyword is missing: `end` is then the end of the text. */
  closed: boolean;
}

const CLOSING: Readonly<Record<string, string>> = {
  module: 'endmodule',
  macromodule: 'endmodule',
  interface: 'endinterface',
  package: 'endpackage',
  program: 'endprogram',
  primitive: 'endprimitive',
  class: 'endclass',
};

/** Words before a unit's keyword that make it a reference or a declaration without a body. */
const NOT_A_UNIT_AFTER: ReadonlySet<string> = new Set([
  'extern',
  'virtual',
  'typedef',
  'bind',
  'disable',
  'end',
]);

interface Head {
  name: string;
  nextToken: number;
  headEnd: number;
  hasPorts: boolean;
}

/**
 * The outermost design units of a text, in order. Works on text that does not parse and on prose: `module`
 * counts only with a name, balanced parentheses and a `;` behind it. A unit inside another is part of the outer.
 * `tokens` are those of the text, where they are known.
 */
export function designUnits(text: string, tokens: Tokens = lex(text)): DesignUnit[] {
  const units: DesignUnit[] = [];
  let index = 0;
  while (index < tokens.count) {
    const opening = openingKeyword(tokens, index);
    const head = opening === undefined ? undefined : readHead(tokens, index);
    if (opening === undefined || head === undefined) {
      index++;
      continue;
    }
    const closingIndex = closingToken(tokens, head.nextToken, opening);
    const closed = closingIndex < tokens.count;
    const lastIndex = closed ? labelEnd(tokens, closingIndex) : tokens.count - 1;
    units.push({
      kind: opening === 'macromodule' ? 'module' : (opening as DesignUnitKind),
      name: head.name,
      start: tokens.starts[index]!,
      end: closed ? tokens.ends[lastIndex]! : text.length,
      headEnd: head.headEnd,
      hasPorts: head.hasPorts,
      closed,
    });
    index = lastIndex + 1;
  }
  return units;
}

function openingKeyword(tokens: Tokens, index: number): string | undefined {
  if (tokens.kinds[index] !== TokenKind.keyword) return undefined;
  const word = tokenText(tokens, index);
  if (CLOSING[word] === undefined) return undefined;
  return index > 0 && NOT_A_UNIT_AFTER.has(tokenText(tokens, index - 1)) ? undefined : word;
}

/** Reads `name [import ...;] [#(...)] [(...)] [extends x] ;` behind the opening keyword. */
function readHead(tokens: Tokens, opening: number): Head | undefined {
  let index = opening + 1;
  while (index < tokens.count && /^(automatic|static)$/.test(tokenText(tokens, index))) index++;
  if (!isNameToken(tokens, index) && !isReservedName(tokens, index)) return undefined;
  const name = tokenText(tokens, index);
  let depth = 0;
  let hasPorts = false;
  let inParameters = false;
  for (index++; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (word === '(') {
      if (depth === 0) inParameters = tokenText(tokens, index - 1) === '#';
      depth++;
    } else if (word === ')') {
      depth--;
      if (depth < 0) return undefined;
    } else if (depth > 0) {
      if (!inParameters) hasPorts = true;
    } else if (word === ';') {
      return { name, nextToken: index + 1, headEnd: tokens.ends[index]!, hasPorts };
    } else if (word === 'import') {
      while (index < tokens.count && tokenText(tokens, index) !== ';') index++;
    } else if (!/^(#|extends|implements|::|,)$/.test(word)) {
      const previous = tokenText(tokens, index - 1);
      const isDirective =
        tokens.kinds[index] === TokenKind.directive || tokens.kinds[index - 1] === TokenKind.directive;
      if (!isDirective && !/^(extends|implements|::|,)$/.test(previous)) return undefined;
    }
  }
  return undefined;
}

/** `module and (...)`: a reserved word as name is a mistake of the code, not a sign of prose. */
function isReservedName(tokens: Tokens, index: number): boolean {
  const isKeyword = index < tokens.count && tokens.kinds[index] === TokenKind.keyword;
  return isKeyword && index + 1 < tokens.count && tokenText(tokens, index + 1) === '(';
}

function closingToken(tokens: Tokens, from: number, opening: string): number {
  const closing = CLOSING[opening]!;
  let depth = 1;
  for (let index = from; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.keyword) continue;
    const word = tokenText(tokens, index);
    if (word === closing) {
      depth--;
      if (depth === 0) return index;
    } else if (CLOSING[word] === closing && openingKeyword(tokens, index) && readHead(tokens, index)) {
      depth++;
    }
  }
  return tokens.count;
}

function labelEnd(tokens: Tokens, closing: number): number {
  const hasLabel =
    closing + 2 < tokens.count && tokenText(tokens, closing + 1) === ':' && isNameToken(tokens, closing + 2);
  return hasLabel ? closing + 2 : closing;
}
