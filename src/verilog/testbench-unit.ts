import type { DesignUnit } from './design-units.ts';
import { lex, TokenKind, tokenText } from './lexer.ts';

const TESTBENCH_NAME = /(?:^|_)(?:tb|testbench|test_bench|test)(?:_|$)|^tb|testbench/i;
const TESTBENCH_CALL = /^\$(?:finish|stop|monitor|dumpfile|dumpvars|fatal)$/;

/**
 * Whether a module is a testbench by its own text: no ports, and it instantiates one of `others`, ends or traces
 * a simulation, or is named as one. Lexical, so that truncated ones are seen too.
 */
export function isTestbenchUnit(text: string, unit: DesignUnit, others: ReadonlySet<string>): boolean {
  if (unit.kind !== 'module' || unit.hasPorts) return false;
  if (TESTBENCH_NAME.test(unit.name)) return true;
  const tokens = lex(text.slice(unit.headEnd, unit.end));
  let hasInitial = false;
  let reaches = false;
  for (let index = 0; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (tokens.kinds[index] === TokenKind.systemName && TESTBENCH_CALL.test(word)) return true;
    if (word === 'initial') hasInitial = true;
    if (others.has(word) && word !== unit.name) reaches = true;
  }
  return hasInitial && reaches;
}
