import { type ClockedProcess, unwrapped } from './clocking.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Reset } from './module-structure.ts';
import { readLvalue } from './names.ts';
import { readConjunction } from './signal-tests.ts';
import type { Statement } from './statement.ts';

/**
 * The signals that let registers hold their value when they are off: an `if` without a last `else` at the outermost
 * level of a clocked process, or `q <= en ? d : q`. Resets are not among them.
 */
export function readEnables(
  scope: ModuleScope,
  clocking: readonly ClockedProcess[],
  resets: readonly Reset[],
): string[] {
  const known = new Set(resets.map((reset) => reset.signal));
  const found = clocking.flatMap((process) =>
    process.clocked.flatMap((statement) => enablesOf(scope, statement)),
  );
  return [...new Set(found)].filter((signal) => !known.has(signal));
}

function enablesOf(scope: ModuleScope, statement: Statement): string[] {
  if (statement.kind === 'if') {
    if (statement.elseStart !== undefined) {
      return unwrapped(statement.whenFalse).flatMap((one) =>
        one.kind === 'if' ? enablesOf(scope, one) : [],
      );
    }
    const condition = scope.read(statement.condition);
    return readConjunction(condition, scope.tree.text, scope.constantOf).map((test) => test.signal);
  }
  if (statement.kind !== 'assign' || statement.value < 0) return [];
  const value = scope.read(statement.value);
  if (value.kind !== 'conditional') return [];
  const [target] = readLvalue(scope.tree, statement.target, scope.meaning).defs;
  const holds = [value.whenTrue, value.whenFalse].some((one) => one.kind === 'name' && one.name === target);
  if (!holds) return [];
  return readConjunction(value.condition, scope.tree.text, scope.constantOf).map((test) => test.signal);
}
