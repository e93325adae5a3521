import type { Expression } from './expression.ts';

/** A constant with its width in bits where it has one; null means at least 32, signed. */
export interface Constant {
  value: bigint;
  bits: number | null;
}

/** Gives the constant that a name stands for. Macros are asked with their grave accent. */
export type ConstantScope = (name: string) => Constant | undefined;

/** No width or index that means anything is larger; it keeps `1 << (1 << 40)` from being computed. */
const MOST_SHIFT = 65_536n;

/**
 * Evaluates a constant expression. Widths are followed only where they decide the value (`~`, concatenation,
 * replication); undefined when anything in it is not known.
 */
export function evaluate(expression: Expression, scope: ConstantScope): Constant | undefined {
  const value = (part: Expression): Constant | undefined => evaluate(part, scope);
  switch (expression.kind) {
    case 'number':
      return expression.literal.value === null
        ? undefined
        : { value: expression.literal.value, bits: expression.literal.bits };
    case 'name':
      return evaluateName(expression, scope);
    case 'unary': {
      const operand = value(expression.operand);
      return operand === undefined ? undefined : applyUnary(expression.operator, operand);
    }
    case 'binary': {
      const left = value(expression.left);
      const right = value(expression.right);
      return left === undefined || right === undefined
        ? undefined
        : applyBinary(expression.operator, left, right);
    }
    case 'conditional': {
      const condition = value(expression.condition);
      if (condition === undefined) return undefined;
      return value(condition.value !== 0n ? expression.whenTrue : expression.whenFalse);
    }
    case 'concatenation':
      return concatenate(expression.parts.map(value));
    case 'replication': {
      const count = value(expression.count);
      if (count === undefined || count.value < 0n || count.value > MOST_SHIFT) return undefined;
      return concatenate(Array.from({ length: Number(count.value) }, () => value(expression.part)));
    }
    case 'cast':
      return evaluateCast(expression.type, value(expression.operand));
    case 'call':
      return applyCall(expression.name, expression.args.map(value));
    default:
      return undefined;
  }
}

function evaluateName(
  expression: Extract<Expression, { kind: 'name' }>,
  scope: ConstantScope,
): Constant | undefined {
  if (expression.path.length !== 1) return undefined;
  const constant = scope(expression.name);
  if (constant === undefined || expression.selects.length === 0) return constant;
  if (expression.selects.length > 1) return undefined;
  const { mode, bounds } = expression.selects[0]!;
  const [first, second] = bounds.map((bound) => evaluate(bound, scope)?.value);
  if (first === undefined || first < 0n || first > MOST_SHIFT) return undefined;
  if (mode === 'bit') return { value: (constant.value >> first) & 1n, bits: 1 };
  if (second === undefined || second < 0n) return undefined;
  const low = mode === ':' ? second : mode === '+:' ? first : first - second + 1n;
  const width = mode === ':' ? first - second + 1n : second;
  if (low < 0n || width < 1n || width > MOST_SHIFT) return undefined;
  return { value: BigInt.asUintN(Number(width), constant.value >> low), bits: Number(width) };
}

function applyUnary(operator: string, { value, bits }: Constant): Constant | undefined {
  const unsigned = BigInt.asUintN(bits ?? 32, value);
  switch (operator) {
    case '+':
      return { value, bits };
    case '-':
      return { value: wrapped(-value, bits), bits };
    case '~':
      return { value: wrapped(~value, bits), bits };
    case '!':
      return flag(value === 0n);
    case '|':
      return flag(value !== 0n);
    case '&':
      return flag(unsigned === BigInt.asUintN(bits ?? 32, -1n));
    case '^':
      return flag(unsigned.toString(2).replaceAll('0', '').length % 2 === 1);
    default:
      return undefined;
  }
}

function applyBinary(operator: string, left: Constant, right: Constant): Constant | undefined {
  const [a, b] = [left.value, right.value];
  const bits = left.bits === null || right.bits === null ? null : Math.max(left.bits, right.bits);
  const whole = (value: bigint): Constant => ({ value: wrapped(value, bits), bits });
  switch (operator) {
    case '+':
      return whole(a + b);
    case '-':
      return whole(a - b);
    case '*':
      return whole(a * b);
    case '/':
      return b === 0n ? undefined : whole(a / b);
    case '%':
      return b === 0n ? undefined : whole(a % b);
    case '**':
      return b < 0n || b > 4096n ? undefined : { value: a ** b, bits: null };
    case '<<':
    case '<<<':
      return b < 0n || b > MOST_SHIFT ? undefined : { value: wrapped(a << b, left.bits), bits: left.bits };
    case '>>':
    case '>>>':
      return b < 0n || b > MOST_SHIFT ? undefined : { value: a >> b, bits: left.bits };
    case '&':
      return whole(a & b);
    case '|':
      return whole(a | b);
    case '^':
      return whole(a ^ b);
    case '&&':
      return flag(a !== 0n && b !== 0n);
    case '||':
      return flag(a !== 0n || b !== 0n);
    default:
      return compare(operator, a, b);
  }
}

function compare(operator: string, a: bigint, b: bigint): Constant | undefined {
  switch (operator) {
    case '==':
    case '===':
      return flag(a === b);
    case '!=':
    case '!==':
      return flag(a !== b);
    case '<':
      return flag(a < b);
    case '<=':
      return flag(a <= b);
    case '>':
      return flag(a > b);
    case '>=':
      return flag(a >= b);
    default:
      return undefined;
  }
}

function applyCall(name: string, args: readonly (Constant | undefined)[]): Constant | undefined {
  const [argument] = args;
  if (argument === undefined) return undefined;
  if (name === '$signed' || name === '$unsigned') return argument;
  if (name === '$clog2') {
    // Bits that count up to the argument less one (IEEE 1800-2017, 20.8.1): 0 for 0 and 1.
    const value = argument.value < 2n ? 0n : BigInt((argument.value - 1n).toString(2).length);
    return { value, bits: null };
  }
  return undefined;
}

function evaluateCast(type: string, operand: Constant | undefined): Constant | undefined {
  if (operand === undefined) return undefined;
  const bits = /^\d+$/.test(type) ? Number(type) : null;
  return bits === null || bits < 1 || bits > 65_536
    ? operand
    : { value: BigInt.asUintN(bits, operand.value), bits };
}

function concatenate(parts: readonly (Constant | undefined)[]): Constant | undefined {
  let value = 0n;
  let bits = 0;
  for (const part of parts) {
    if (part === undefined || part.bits === null) return undefined;
    value = (value << BigInt(part.bits)) | BigInt.asUintN(part.bits, part.value);
    bits += part.bits;
    if (bits > Number(MOST_SHIFT)) return undefined;
  }
  return { value, bits };
}

function wrapped(value: bigint, bits: number | null): bigint {
  return bits === null ? value : BigInt.asUintN(bits, value);
}

function flag(value: boolean): Constant {
  return { value: value ? 1n : 0n, bits: 1 };
}
