import { isNameToken, lex, TokenKind, tokenText } from '../lexer.ts';
import type { Constant, ConstantScope } from './evaluate.ts';
import { readNumber } from './number-literal.ts';

/** What the macros that a text defines stand for. */
export interface MacroTable {
  /** Names in the body of each macro, by its name without the grave accent; those of macros in it too. */
  names: ReadonlyMap<string, readonly string[]>;
  /** Values of macros that are a number, or another macro that is one. Asked with the grave accent. */
  scope: ConstantScope;
}

const DEFINITION = /`define[ \t]+(\w+)(\([^)\n]*\))?((?:\\\r?\n|[^\n])*)/g;
const DEEPEST = 20;

/** Reads the `define`s of a text: states and widths are often written so. */
export function readMacros(text: string): MacroTable {
  const bodies = new Map<string, string>();
  const words = new Map<string, string[]>();
  for (const [, name, formals, rest] of text.matchAll(DEFINITION)) {
    const body = rest!.replace(/\/\/.*|\\\r?\n/g, ' ').trim();
    if (formals === undefined) bodies.set(`\`${name}`, body.replace(/^\((.*)\)$/, '$1').trim());
    words.set(`\`${name}`, readWords(body));
  }
  const namesOf = (macro: string, depth: number): string[] =>
    (depth > DEEPEST ? [] : (words.get(macro) ?? [])).flatMap((word) =>
      word.startsWith('`') ? namesOf(word, depth + 1) : [word],
    );
  const constantOf = (macro: string, depth: number): Constant | undefined => {
    const body = depth > DEEPEST ? undefined : bodies.get(macro);
    if (body === undefined || body.startsWith('`'))
      return body === undefined ? body : constantOf(body, depth + 1);
    const { value, bits } = readNumber(body);
    return value === null ? undefined : { value, bits };
  };
  return {
    names: new Map([...words.keys()].map((macro) => [macro.slice(1), [...new Set(namesOf(macro, 0))]])),
    scope: (name) => constantOf(name, 0),
  };
}

function readWords(body: string): string[] {
  const tokens = lex(body);
  const words: string[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const isMacro = tokens.kinds[index] === TokenKind.directive;
    if (isMacro || isNameToken(tokens, index)) words.push(tokenText(tokens, index));
  }
  return words;
}
