import type { Constant } from './evaluate.ts';
import type { Expression } from './expression.ts';

/** A test of one bit: true while the signal is high, or while it is low. */
export interface SignalTest {
  /** As written, selects included. */
  signal: string;
  polarity: 'high' | 'low';
}

type ValueOf = (expression: Expression) => Constant | undefined;

/**
 * The bits of which one alone makes the condition true: `rst`, `!rst_n || clear`, `rst == 1'b1`. Empty when the
 * condition is anything else.
 */
export function readAlternatives(condition: Expression, text: string, constantOf: ValueOf): SignalTest[] {
  if (condition.kind === 'binary' && /^\|\|?$/.test(condition.operator)) {
    const sides = [condition.left, condition.right].map((side) => readAlternatives(side, text, constantOf));
    return sides.some((side) => side.length === 0) ? [] : sides.flat();
  }
  const test = readTest(condition, text, constantOf);
  return test === undefined ? [] : [test];
}

/** The bits that must all hold: `en`, `en && !full`. Parts that are no test of a bit are left out. */
export function readConjunction(condition: Expression, text: string, constantOf: ValueOf): SignalTest[] {
  if (condition.kind === 'binary' && /^&&?$/.test(condition.operator)) {
    return [condition.left, condition.right].flatMap((side) => readConjunction(side, text, constantOf));
  }
  const test = readTest(condition, text, constantOf);
  return test === undefined ? [] : [test];
}

function readTest(condition: Expression, text: string, constantOf: ValueOf): SignalTest | undefined {
  if (condition.kind === 'name') {
    const signal = text.slice(condition.start, condition.end).replace(/\s+/g, '');
    return condition.name.startsWith('`') ? undefined : { signal, polarity: 'high' };
  }
  if (condition.kind === 'unary' && /^[!~]$/.test(condition.operator)) {
    return inverted(readTest(condition.operand, text, constantOf));
  }
  if (condition.kind !== 'binary' || !/^[!=]==?$/.test(condition.operator)) return undefined;
  const value = constantOf(condition.right)?.value;
  const left = value === undefined ? undefined : readTest(condition.left, text, constantOf);
  if (value !== 0n && value !== 1n) return undefined;
  return (value === 0n) === condition.operator.startsWith('=') ? inverted(left) : left;
}

function inverted(test: SignalTest | undefined): SignalTest | undefined {
  return test && { signal: test.signal, polarity: test.polarity === 'high' ? 'low' : 'high' };
}
