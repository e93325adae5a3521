import { type Constant, type ConstantScope, evaluate } from '../evaluate.ts';
import type { Expression, Select } from '../expression.ts';
import { expressionBits } from '../expression-bits.ts';
import type { ModuleScope } from '../module-scope.ts';

/**
 * What is taken as known while a machine is in one state: the state register's value, resets that are off, and
 * what wires that depend on them are then.
 */
export interface Situation {
  scope: ModuleScope;
  known: ConstantScope;
}

/** Wires defined by wires are followed this far. */
const DEEPEST = 6;

/** `definitionOf` gives the expressions of wires with one driver; `values` are what signals are. */
export function situation(
  scope: ModuleScope,
  values: ReadonlyMap<string, Constant>,
  definitionOf: (name: string) => Expression | undefined,
): Situation {
  let depth = 0;
  const known: ConstantScope = (name) => {
    const value = values.get(name) ?? scope.constants.scope(name);
    if (value !== undefined) return value;
    const definition = depth >= DEEPEST ? undefined : definitionOf(name);
    if (definition === undefined) return undefined;
    depth++;
    try {
      const truth = truthOf({ scope, known }, definition);
      const constant = evaluate(definition, known);
      return constant ?? (truth === false ? { value: 0n, bits: null } : undefined);
    } finally {
      depth--;
    }
  };
  return { scope, known };
}

/** Whether a condition holds; undefined when that depends on more than is known. */
export function truthOf(at: Situation, condition: Expression): boolean | undefined {
  if (condition.kind === 'binary') {
    const isAnd = /^&&?$/.test(condition.operator);
    if (isAnd || /^\|\|?$/.test(condition.operator)) {
      const sides = [truthOf(at, condition.left), truthOf(at, condition.right)];
      // A false side decides AND, also the bitwise one; a true side decides OR.
      if (sides.includes(!isAnd)) return !isAnd;
      // Both true is not enough for a bitwise AND of several bits.
      const isDecided = !isAnd || condition.operator === '&&';
      if (isDecided && !sides.includes(undefined)) return isAnd;
    }
  }
  if (condition.kind === 'unary' && condition.operator === '!') {
    const inner = truthOf(at, condition.operand);
    return inner === undefined ? undefined : !inner;
  }
  if (
    condition.kind === 'unary' &&
    condition.operator === '~' &&
    expressionBits(at.scope, condition.operand) === 1
  ) {
    const inner = truthOf(at, condition.operand);
    return inner === undefined ? undefined : !inner;
  }
  if (condition.kind === 'inside') return truthOfInside(at, condition);
  const constant = evaluate(condition, at.known);
  return constant === undefined ? undefined : constant.value !== 0n;
}

/** What of a condition is still open, as text; empty when it holds. Only where `truthOf` is undefined. */
export function residualText(at: Situation, condition: Expression): string {
  const { text } = at.scope.tree;
  if (condition.kind === 'binary' && /^(?:&&?|\|\|?)$/.test(condition.operator)) {
    const sides = [condition.left, condition.right];
    const open = sides.filter((side) => truthOf(at, side) === undefined);
    if (open.length === 1) return residualText(at, open[0]!);
    return sides.map((side) => wrapped(residualText(at, side))).join(` ${condition.operator} `);
  }
  if (condition.kind === 'unary' && /^[!~]$/.test(condition.operator)) {
    return `${condition.operator}${wrapped(residualText(at, condition.operand))}`;
  }
  return text.slice(condition.start, condition.end).replace(/\s+/g, ' ');
}

/** The text of a condition that does not hold. */
export function negated(text: string): string {
  const inner = /^!([\w$.[\]]+)$/.exec(text)?.[1] ?? /^!\(([^()]*)\)$/.exec(text)?.[1];
  return inner ?? `!${wrapped(text)}`;
}

/**
 * The bits of an expression from the left: `0`, `1`, or `u` where they are not known; undefined when its width is
 * not known.
 */
export function digitsOf(at: Situation, expression: Expression): string | undefined {
  if (expression.kind === 'concatenation') {
    const parts = expression.parts.map((part) => digitsOf(at, part));
    return parts.includes(undefined) ? undefined : parts.join('');
  }
  const bits = expressionBits(at.scope, expression);
  const constant = evaluate(expression, at.known);
  if (constant !== undefined) {
    const width = bits ?? constant.bits;
    return width === null || width === undefined
      ? undefined
      : BigInt.asUintN(width, constant.value).toString(2).padStart(width, '0');
  }
  return bits === undefined || bits > 4096 ? undefined : 'u'.repeat(bits);
}

/** How a case label meets the bits of the subject: surely, perhaps or not. */
export function matchLabel(
  at: Situation,
  subject: string | undefined,
  label: Expression,
  wildcards: boolean,
): 'yes' | 'perhaps' | 'no' {
  const pattern = labelDigits(at, label, subject?.length ?? 0);
  if (subject === undefined || pattern === undefined) return 'perhaps';
  let surely = true;
  for (let bit = 0; bit < subject.length; bit++) {
    const [want, have] = [pattern[bit]!, subject[bit]!];
    if (/[?zx]/.test(want)) {
      if (!wildcards && have !== 'u') return 'no';
      if (!wildcards) surely = false;
    } else if (have === 'u') surely = false;
    else if (have !== want) return 'no';
  }
  return surely ? 'yes' : 'perhaps';
}

function labelDigits(at: Situation, label: Expression, bits: number): string | undefined {
  if (label.kind === 'number' && label.literal.digits !== null) {
    return label.literal.digits.padStart(bits, '0').slice(-bits);
  }
  const digits = digitsOf(at, label);
  if (digits !== undefined && digits.length >= bits) return digits.slice(-bits);
  const value = evaluate(label, at.known)?.value;
  return value === undefined
    ? digits?.padStart(bits, '0')
    : BigInt.asUintN(bits, value).toString(2).padStart(bits, '0');
}

function truthOfInside(
  at: Situation,
  condition: Extract<Expression, { kind: 'inside' }>,
): boolean | undefined {
  const value = evaluate(condition.operand, at.known)?.value;
  if (value === undefined) return undefined;
  let isOpen = false;
  for (const [low, high] of condition.ranges) {
    const from = low === undefined ? undefined : evaluate(low, at.known)?.value;
    const to = high === undefined ? from : evaluate(high, at.known)?.value;
    if (from === undefined || to === undefined) isOpen = true;
    else if (from <= value && value <= to) return true;
  }
  return isOpen ? undefined : false;
}

function wrapped(text: string): string {
  return /^!?[\w$.[\]:']+$|^\([^()]*\)$/.test(text) ? text : `(${text})`;
}

/** The single constant index of a name with one bit selected; undefined for anything else. */
export function bitIndex(scope: ModuleScope, selects: readonly Select[]): number | undefined {
  const [select, ...more] = selects;
  if (select?.mode !== 'bit' || more.length > 0) return undefined;
  const value = scope.constantOf(select.bounds[0]!)?.value;
  return value === undefined ? undefined : Number(value);
}
