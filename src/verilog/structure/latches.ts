import type { Expression } from './expression.ts';
import { expressionBits } from './expression-bits.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Process } from './module-structure.ts';
import { readLvalue } from './names.ts';
import type { ProcessBody } from './process.ts';
import type { CaseStatement, Statement } from './statement.ts';

/** The process without its body; a combinational one that does not assign a signal on every path is a latch. */
export function describeProcess(scope: ModuleScope, process: ProcessBody): Process {
  const { body, control: _, ...described } = process;
  if (process.kind !== 'combinational' && process.kind !== 'latch') return described;
  const { any, always } = assigned(scope, body);
  const latched = [...any].filter((name) => !always.has(name) && scope.signals.get(name)?.type !== 'integer');
  return { ...described, latched, kind: latched.length > 0 ? 'latch' : process.kind };
}

/** 2 to this power values are tried against wildcards. */
const MOST_PATTERN_BITS = 10;

interface Assigned {
  any: Set<string>;
  always: Set<string>;
}

/** A part of a signal counts for all of it, and a loop is taken to run: no false alarm, at the price of a miss. */
function assigned(scope: ModuleScope, statement: Statement | undefined): Assigned {
  if (statement === undefined) return { any: new Set(), always: new Set() };
  switch (statement.kind) {
    case 'assign': {
      const { defs } = readLvalue(scope.tree, statement.target, scope.meaning);
      return { any: new Set(defs), always: new Set(defs) };
    }
    case 'block':
      return inSequence(statement.body.map((one) => assigned(scope, one)));
    case 'if':
      return oneOf([assigned(scope, statement.whenTrue), assigned(scope, statement.whenFalse)]);
    case 'case': {
      const items = statement.items.map((item) => assigned(scope, item.body));
      return oneOf(isFull(scope, statement) ? items : [...items, assigned(scope, undefined)]);
    }
    case 'loop':
      return inSequence([
        ...statement.steps.map((step) => assigned(scope, step)),
        assigned(scope, statement.body),
      ]);
    case 'timing':
      return assigned(scope, statement.body);
    default:
      return assigned(scope, undefined);
  }
}

function inSequence(parts: readonly Assigned[]): Assigned {
  return {
    any: new Set(parts.flatMap((part) => [...part.any])),
    always: new Set(parts.flatMap((part) => [...part.always])),
  };
}

function oneOf(branches: readonly Assigned[]): Assigned {
  const [first, ...others] = branches;
  const always = [...(first?.always ?? [])].filter((name) => others.every((one) => one.always.has(name)));
  return { any: new Set(branches.flatMap((one) => [...one.any])), always: new Set(always) };
}

/** Has a default, names all values of its subject, or all members of its enumeration. */
function isFull(scope: ModuleScope, statement: CaseStatement): boolean {
  if (statement.items.some((item) => item.labels.length === 0)) return true;
  const subject = scope.read(statement.subject);
  if (scope.constantOf(subject) !== undefined) return false;
  const labels = statement.items.flatMap((item) => item.labels.map((label) => scope.read(label)));
  const bits = expressionBits(scope, subject);
  if (statement.keyword !== 'case') return coversByPattern(scope, labels, bits);
  const values = new Set(labels.map((label) => scope.constantOf(label)?.value));
  const members = subject.kind === 'name' ? (scope.types.get(subject.name)?.members ?? []) : [];
  if (members.length > 0 && values.size >= members.length) return true;
  return bits !== undefined && bits < 20 && values.size >= 2 ** bits;
}

/** Wildcards of `casez` and `casex`: every value meets some label. */
function coversByPattern(
  scope: ModuleScope,
  labels: readonly Expression[],
  bits: number | undefined,
): boolean {
  if (bits === undefined || bits > MOST_PATTERN_BITS) return false;
  const patterns = labels.map((label) => labelPattern(scope, label, bits));
  for (let value = 0; value < 2 ** bits; value++) {
    const digits = value.toString(2).padStart(bits, '0');
    if (!patterns.some((pattern) => pattern !== undefined && matches(pattern, digits))) return false;
  }
  return true;
}

function labelPattern(scope: ModuleScope, label: Expression, bits: number): string | undefined {
  if (label.kind === 'number' && label.literal.digits !== null)
    return label.literal.digits.padStart(bits, '0');
  const value = scope.constantOf(label)?.value;
  return value === undefined ? undefined : BigInt.asUintN(bits, value).toString(2).padStart(bits, '0');
}

function matches(pattern: string, digits: string): boolean {
  for (let at = 0; at < digits.length; at++) {
    const digit = pattern[at];
    if (digit !== digits[at] && digit !== '?' && digit !== 'z' && digit !== 'x') return false;
  }
  return true;
}
