import type { SyntaxNode } from '../syntax-tree.ts';
import type { ModuleScope } from './module-scope.ts';
import { readLvalue, readNames } from './names.ts';
import type { Statement } from './statement.ts';

/** What is assigned on all ways to a place. */
type Assigned = ReadonlySet<string>;

/**
 * The signals that a process reads on some way before it assigns them: a blocking assignment to one of them, in a
 * clocked process, is remembered until the next clock.
 */
export function readBeforeAssigned(scope: ModuleScope, statement: Statement | undefined): Set<string> {
  const found = new Set<string>();
  walk(scope, statement, new Set(), found);
  return found;
}

/** Returns what is assigned behind the statement. */
function walk(
  scope: ModuleScope,
  statement: Statement | undefined,
  assigned: Assigned,
  found: Set<string>,
): Assigned {
  const read = (...nodes: SyntaxNode[]): void => {
    const { signals } = readNames(
      scope.tree,
      nodes.filter((node) => node >= 0),
      scope.meaning,
    );
    for (const name of signals) if (!assigned.has(name)) found.add(name);
  };
  switch (statement?.kind) {
    case 'assign': {
      const { defs, uses } = readLvalue(scope.tree, statement.target, scope.meaning);
      read(statement.value);
      const isUpdate = !/^(?:=|<=|declare)$/.test(statement.operator);
      for (const name of isUpdate ? [...uses, ...defs] : uses) if (!assigned.has(name)) found.add(name);
      return new Set([...assigned, ...defs]);
    }
    case 'block':
      return statement.body.reduce((before, one) => walk(scope, one, before, found), assigned);
    case 'if': {
      read(statement.condition);
      return common([
        walk(scope, statement.whenTrue, assigned, found),
        walk(scope, statement.whenFalse, assigned, found),
      ]);
    }
    case 'case': {
      read(statement.subject, ...statement.items.flatMap((item) => item.labels));
      const hasDefault = statement.items.some((item) => item.labels.length === 0);
      const ways = statement.items.map((item) => walk(scope, item.body, assigned, found));
      return common(hasDefault ? ways : [...ways, assigned]);
    }
    case 'loop': {
      const inside = statement.steps.reduce((before, step) => walk(scope, step, before, found), assigned);
      walk(scope, statement.body, inside, found);
      return inside;
    }
    case 'timing':
      return walk(scope, statement.body, assigned, found);
    case 'call':
      read(statement.call);
      return assigned;
    default:
      return assigned;
  }
}

function common(ways: readonly Assigned[]): Assigned {
  const [first, ...others] = ways;
  return new Set([...(first ?? [])].filter((name) => others.every((one) => one.has(name))));
}
