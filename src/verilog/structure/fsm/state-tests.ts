import { type Expression, visitExpression } from '../expression.ts';
import type { ModuleScope } from '../module-scope.ts';
import type { Statement } from '../statement.ts';
import { type DriversByName, innerStatements } from './drivers-by-name.ts';
import { bitIndex } from './under-state.ts';

/** How a signal is tested in a module. */
export interface StateTests {
  /** Labels of cases on the whole signal. */
  labels: Expression[];
  /** Constants that it is compared with for equality. */
  compared: Expression[];
  /** Bits of it that are tested or read, with the named constant that was the index, if one was. */
  bits: Map<number, string | undefined>;
  /** Cases on a concatenation that holds it. */
  inConcatenation: number;
}

/** The tests of every signal of a module, by name. */
export function readStateTests(scope: ModuleScope, drivers: DriversByName): Map<string, StateTests> {
  const tests = new Map<string, StateTests>();
  const of = (name: string): StateTests => {
    const known = tests.get(name);
    if (known !== undefined) return known;
    const none: StateTests = { labels: [], compared: [], bits: new Map(), inConcatenation: 0 };
    tests.set(name, none);
    return none;
  };
  const read = (expression: Expression): void =>
    visitExpression(expression, (part) => noteExpression(scope, part, of));
  const visit = (statement: Statement | undefined): void => {
    if (statement === undefined) return;
    if (statement.kind === 'if') read(scope.read(statement.condition));
    if (statement.kind === 'assign' && statement.value >= 0) read(scope.read(statement.value));
    if (statement.kind === 'case') {
      const labels = statement.items.flatMap((item) => item.labels.map((label) => scope.read(label)));
      noteCase(scope.read(statement.subject), labels, of);
      labels.forEach(read);
    }
    innerStatements(statement).forEach(visit);
  };
  for (const process of drivers.processes) visit(process.body);
  for (const driver of [...drivers.continuous.values()].flat()) read(scope.read(driver.value));
  return tests;
}

function noteCase(
  subject: Expression,
  labels: readonly Expression[],
  of: (name: string) => StateTests,
): void {
  if (subject.kind === 'name' && subject.selects.length === 0) of(subject.name).labels.push(...labels);
  if (subject.kind !== 'concatenation') return;
  for (const part of subject.parts) {
    if (part.kind === 'name' && part.selects.length === 0) of(part.name).inConcatenation++;
  }
}

function noteExpression(scope: ModuleScope, part: Expression, of: (name: string) => StateTests): void {
  if (part.kind === 'binary' && /^[!=]==?$/.test(part.operator)) {
    noteComparison(scope, part.left, part.right, of);
    noteComparison(scope, part.right, part.left, of);
  } else if (part.kind === 'inside' && part.operand.kind === 'name') {
    const { name } = part.operand;
    for (const [low, high] of part.ranges)
      if (low !== undefined && high === undefined) of(name).compared.push(low);
  } else if (part.kind === 'name' && part.selects.length > 0) {
    const bit = bitIndex(scope, part.selects);
    if (bit === undefined) return;
    const index = part.selects[0]!.bounds[0]!;
    const { bits } = of(part.name);
    bits.set(bit, index.kind === 'name' ? index.name : bits.get(bit));
  }
}

function noteComparison(
  scope: ModuleScope,
  signal: Expression,
  constant: Expression,
  of: (name: string) => StateTests,
): void {
  if (signal.kind !== 'name' || signal.selects.length > 0 || !scope.signals.has(signal.name)) return;
  const isConstant =
    constant.kind === 'number' || (constant.kind === 'name' && !scope.signals.has(constant.name));
  if (isConstant) of(signal.name).compared.push(constant);
}
