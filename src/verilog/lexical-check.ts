import { namesVerdict } from './check-facts.ts';
import { isNameToken, lex, TokenKind, type Tokens, tokenText } from './lexer.ts';

/** Tokens behind a condition in which its report must stand. */
const REACH = 40;

/**
 * A conservative look for a check in text that does not parse: `if (...)` with `!=`, `!==`, `==` or `===` on a name
 * that stands in a port connection (`.q(q)`) and is assigned nowhere, with a report that names a verdict close
 * behind. Returns its 1-based line.
 */
export function checksLexically(text: string, duts: readonly { module: string }[]): number | undefined {
  const tokens = lex(text);
  const outputs = unassignedConnections(tokens);
  if (outputs.size === 0 && duts.length === 0) return undefined;
  for (let index = 0; index + 1 < tokens.count; index++) {
    if (tokenText(tokens, index) !== 'if' || tokenText(tokens, index + 1) !== '(') continue;
    const close = closingParenthesis(tokens, index + 1);
    if (!comparesOneOf(tokens, index + 2, close, outputs) || !reports(tokens, close)) continue;
    return text.slice(0, tokens.starts[index]).split('\n').length;
  }
  return undefined;
}

function unassignedConnections(tokens: Tokens): Set<string> {
  const connected = new Set<string>();
  const assigned = new Set<string>();
  for (let index = 1; index + 1 < tokens.count; index++) {
    if (!isNameToken(tokens, index)) continue;
    const before = tokenText(tokens, index - 1);
    const after = tokenText(tokens, index + 1);
    const isConnected =
      before === '(' && /^[)[]$/.test(after) && index > 2 && tokenText(tokens, index - 3) === '.';
    if (isConnected) connected.add(tokenText(tokens, index));
    if (/^(?:=|<=|\+\+|[-+|^&]=)$/.test(after) && !/^(?:\(|&&|\|\||!)$/.test(before))
      assigned.add(tokenText(tokens, index));
  }
  return new Set([...connected].filter((name) => !assigned.has(name)));
}

function closingParenthesis(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (word === '(') depth++;
    else if (word === ')' && --depth === 0) return index;
  }
  return tokens.count;
}

function comparesOneOf(tokens: Tokens, from: number, to: number, outputs: ReadonlySet<string>): boolean {
  let compares = false;
  let isOutput = false;
  for (let index = from; index < to; index++) {
    const word = tokenText(tokens, index);
    compares ||= /^[!=]==?$/.test(word);
    isOutput ||= isNameToken(tokens, index) && outputs.has(word);
  }
  return compares && isOutput;
}

function reports(tokens: Tokens, from: number): boolean {
  for (let index = from; index < Math.min(from + REACH, tokens.count); index++) {
    const word = tokenText(tokens, index);
    if (/^\$(?:error|fatal)$/.test(word)) return true;
    const isText = tokens.kinds[index] === TokenKind.string || isNameToken(tokens, index);
    if (isText && namesVerdict(word)) return true;
  }
  return false;
}
