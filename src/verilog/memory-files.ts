import { lex, TokenKind, type Tokens, tokenText } from './lexer.ts';

/**
 * A text without the calls that fill memories from files, for a tool that ends where such a file is not there. What the
 * memories hold at first is not known any more, so nothing may be concluded from it. Same length, so that places stay;
 * the semicolons stay too, since a call may be all that an `if` guards.
 */
export function withoutMemoryFiles(text: string): string {
  if (!text.includes('$readmem')) return text;
  const tokens = lex(text);
  const parts: string[] = [];
  let position = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.systemName || !/^\$readmem[bh]$/.test(tokenText(tokens, index)))
      continue;
    const end = callEnd(tokens, index);
    if (end === undefined) continue;
    const start = tokens.starts[index]!;
    parts.push(text.slice(position, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    position = end;
  }
  return parts.join('') + text.slice(position);
}

/** Behind the closing parenthesis of a call; undefined when it has none. */
function callEnd(tokens: Tokens, index: number): number | undefined {
  if (tokenText(tokens, index + 1) !== '(') return undefined;
  let depth = 0;
  for (let at = index + 1; at < tokens.count; at++) {
    const word = tokenText(tokens, at);
    if (word === '(') depth += 1;
    else if (word === ')' && --depth === 0) return tokens.ends[at]!;
  }
  return undefined;
}
