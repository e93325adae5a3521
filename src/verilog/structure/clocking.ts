import { namesIn } from './expression.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Assignment, Clock, Edge } from './module-structure.ts';
import type { ProcessBody } from './process.ts';
import { isResetName } from './reset-names.ts';
import type { IfStatement, Statement } from './statement.ts';
import { readBeforeAssigned } from './stored-variables.ts';

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
  const readers = readingProcesses(assignments);
  const byProcess = Map.groupBy(assignments, (assignment) => assignment.process);
  return processes.flatMap((process, index) => {
    if (process.kind !== 'sequential') return [];
    const registers = storedSignals(scope, byProcess.get(index) ?? [], process, index, readers);
    return [{ index, ...splitEdges(scope, process), registers }];
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
  const tested = new Set(namesIn(scope.read(statement.condition)));
  return process.edges.find((one) => tested.has(baseName(one.signal)));
}

/** The statements of a process or branch in order, enclosing blocks opened, declarations left out. */
export function unwrapped(statement: Statement | undefined): Statement[] {
  if (statement === undefined || statement.kind === 'declaration') return [];
  return statement.kind === 'block' ? statement.body.flatMap(unwrapped) : [statement];
}

/** What non-blocking assignments set, and what blocking ones set for use elsewhere or on the next clock. */
function storedSignals(
  scope: ModuleScope,
  own: readonly Assignment[],
  process: ProcessBody,
  index: number,
  readers: ReadonlyMap<string, number | null>,
): string[] {
  const registers = new Set<string>();
  const isBlocking = own.some((one) => one.kind !== 'nonblocking');
  const remembered = isBlocking ? readBeforeAssigned(scope, process.body) : new Set();
  for (const { kind, defs } of own) {
    for (const name of defs) {
      const signal = scope.signals.get(name);
      const isCounter = signal !== undefined && COUNTER_TYPES.has(signal.type);
      const isSeen =
        signal?.kind === 'port' || (readers.has(name) && readers.get(name) !== index) || remembered.has(name);
      if (kind === 'nonblocking' || (isSeen && !isCounter)) registers.add(name);
    }
  }
  return [...registers];
}

/** For each name the only process that reads it; null when it is read in several, or outside of all. */
function readingProcesses(assignments: readonly Assignment[]): Map<string, number | null> {
  const readers = new Map<string, number | null>();
  for (const { uses, process } of assignments) {
    for (const name of uses) {
      if (readers.has(name) && readers.get(name) !== process) readers.set(name, null);
      else if (!readers.has(name)) readers.set(name, process);
    }
  }
  return readers;
}
