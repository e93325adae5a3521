import { namesIn, readExpression } from './expression.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Assignment, Clock, Edge } from './module-structure.ts';
import type { ProcessBody } from './process.ts';
import { isResetName } from './reset-names.ts';
import type { IfStatement, Statement } from './statement.ts';

/** How a sequential process is clocked. */
export interface ClockedProcess {
  /** Index into the processes. */
  index: number;
  clocks: Edge[];
  /** The branches that asynchronous edges decide, outermost first. */
  asynchronous: { edge: Edge; statement: IfStatement }[];
  /** What is done on the clock, in order. */
  clocked: Statement[];
  /** Signals that it stores. */
  registers: string[];
}

/** Loop counters are no registers. */
const COUNTER_TYPES: ReadonlySet<string> = new Set(['integer', 'int', 'genvar']);

/** Tells the clock of each sequential process from its asynchronous set and reset signals. */
export function readClocking(
  scope: ModuleScope,
  processes: readonly ProcessBody[],
  assignments: readonly Assignment[],
): ClockedProcess[] {
  return processes.flatMap((process, index) => {
    if (process.kind !== 'sequential') return [];
    const split = splitEdges(scope, process);
    return [{ index, ...split, registers: storedSignals(scope, index, assignments) }];
  });
}

/** Each clock edge with the number of signals that are stored on it. */
export function readClocks(clocking: readonly ClockedProcess[]): Clock[] {
  const registers = new Map<string, { clock: Edge; names: Set<string> }>();
  for (const process of clocking) {
    for (const clock of process.clocks) {
      const key = `${clock.edge} ${clock.signal}`;
      const found = registers.get(key) ?? { clock, names: new Set() };
      registers.set(key, found);
      for (const name of process.registers) found.names.add(name);
    }
  }
  return [...registers.values()].map(({ clock, names }) => ({ ...clock, registers: names.size }));
}

/** The first name of a signal as written: `clk` of `clk[0]` and `bus.clk`. */
export function baseName(signal: string): string {
  return /^[^[.]*/.exec(signal)![0];
}

/** An edge that an `if` at the outermost level tests is a set or reset; the clock is what is left. */
function splitEdges(
  scope: ModuleScope,
  process: ProcessBody,
): Pick<ClockedProcess, 'clocks' | 'asynchronous' | 'clocked'> {
  const asynchronous: ClockedProcess['asynchronous'] = [];
  const clocked: Statement[] = [];
  let clocks = process.edges;
  const left = unwrapped(process.body);
  for (let statement = left.shift(); statement !== undefined; statement = left.shift()) {
    const edge = statement.kind === 'if' ? testedEdge(scope, process, statement) : undefined;
    const isKnown = asynchronous.some((one) => one.edge === edge);
    if (statement.kind !== 'if' || edge === undefined || (!isKnown && clocks.length === 1)) {
      clocked.push(statement);
    } else {
      asynchronous.push({ edge, statement });
      clocks = clocks.filter((one) => one !== edge);
      left.unshift(...unwrapped(statement.whenFalse));
    }
  }
  const named = clocks.filter((edge) => !isResetName(edge.signal));
  return { clocks: named.length > 0 ? named : clocks, asynchronous, clocked };
}

function testedEdge(scope: ModuleScope, process: ProcessBody, statement: IfStatement): Edge | undefined {
  const tested = new Set(namesIn(readExpression(scope.tree, statement.condition)));
  return process.edges.find((one) => tested.has(baseName(one.signal)));
}

/** The statements of a process or branch in order, enclosing blocks opened, declarations left out. */
export function unwrapped(statement: Statement | undefined): Statement[] {
  if (statement === undefined || statement.kind === 'declaration') return [];
  return statement.kind === 'block' ? statement.body.flatMap(unwrapped) : [statement];
}

/** What non-blocking assignments set, and what blocking ones set for use elsewhere. */
function storedSignals(scope: ModuleScope, process: number, assignments: readonly Assignment[]): string[] {
  const own = assignments.filter((one) => one.process === process);
  const registers = new Set(own.filter((one) => one.kind === 'nonblocking').flatMap((one) => one.defs));
  const elsewhere = new Set(assignments.filter((one) => one.process !== process).flatMap((one) => one.uses));
  for (const one of own) {
    if (one.kind === 'nonblocking') continue;
    for (const name of one.defs) {
      const signal = scope.signals.get(name);
      if (signal === undefined || COUNTER_TYPES.has(signal.type)) continue;
      if (signal.kind === 'port' || elsewhere.has(name)) registers.add(name);
    }
  }
  return [...registers];
}
