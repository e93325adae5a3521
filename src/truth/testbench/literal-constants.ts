import { lex, TokenKind, tokenText } from '../../verilog/lexer.ts';
import { readNumber } from '../../verilog/structure/number-literal.ts';
import type { LibraryModule } from './clock-tracing.ts';

/** More than this many tell nothing: they are a table of data. */
const MOST_CONSTANTS = 400;

/** The constants of the texts, parameters included: what a design compares its inputs with is among them. */
export function literalConstants(modules: readonly LibraryModule[]): bigint[] {
  const constants = new Set<bigint>();
  for (const text of new Set(modules.map((module) => module.text))) {
    const tokens = lex(text);
    for (let index = 0; index < tokens.count; index += 1) {
      if (tokens.kinds[index] !== TokenKind.number) continue;
      const { value } = readNumber(tokenText(tokens, index));
      if (value !== null) constants.add(value);
    }
  }
  for (const { structure } of modules) {
    for (const value of Object.values(structure.parameterValues)) constants.add(value);
  }
  return [...constants].filter((value) => value > 1n).slice(0, MOST_CONSTANTS);
}
