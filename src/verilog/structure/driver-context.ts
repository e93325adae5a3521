import type { ModulePort } from '../modules.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Assignment, Enclosing } from './module-structure.ts';
import { type NameMeaning, type NamesRead, readNames } from './names.ts';

/** A function or task as its callers see it. */
export interface RoutineEffects {
  formals: readonly { name: string; isInput: boolean; isOutput: boolean }[];
  /** Signals of the module that it reads and assigns, those of routines that it calls included. */
  reads: readonly string[];
  writes: readonly string[];
}

/** What reading drivers needs to know, and where they are collected. */
export interface DriverContext {
  tree: SyntaxTree;
  meaning: NameMeaning;
  routines: ReadonlyMap<string, RoutineEffects>;
  /** Ports of a module by its name; undefined when it is not known. */
  portsOf: (module: string) => readonly ModulePort[] | undefined;
  /** Signals of the module by name, for connections by `.*`. */
  isSignal: (name: string) => boolean;
  assignments: Assignment[];
}

/** What a statement stands in. */
export interface Surroundings {
  /** Shared by all that stands in the same place. */
  enclosing: Enclosing[];
  conditionUses: string[];
  calls: readonly string[];
  process: number | null;
}

export const OUTERMOST: Surroundings = { enclosing: [], conditionUses: [], calls: [], process: null };

/** One level further in, with what its head reads. */
export function within(
  context: DriverContext,
  around: Surroundings,
  enclosing: Enclosing,
  head: readonly SyntaxNode[] = [],
): Surroundings {
  const read = withRoutineReads(context, readNames(context.tree, head, context.meaning));
  return {
    enclosing: [...around.enclosing, enclosing],
    conditionUses: union(around.conditionUses, read.signals),
    calls: union(around.calls, read.calls),
    process: around.process,
  };
}

/** Notes a driver. `values` are nodes that it reads; `uses` are names beside these. */
export function noteDriver(
  context: DriverContext,
  around: Surroundings,
  driver: {
    kind: Assignment['kind'];
    start: number;
    end: number;
    defs: readonly string[];
    values?: readonly SyntaxNode[];
    uses?: readonly string[];
    calls?: readonly string[];
  },
): void {
  const read = readNames(context.tree, driver.values ?? [], context.meaning);
  const calls = union(read.calls, driver.calls ?? []);
  const data = withRoutineReads(context, { signals: union(read.signals, driver.uses ?? []), calls });
  context.assignments.push({
    kind: driver.kind,
    defs: [...driver.defs],
    uses: union(data.signals, around.conditionUses),
    dataUses: data.signals,
    conditionUses: around.conditionUses,
    calls: union(data.calls, around.calls),
    start: driver.start,
    end: driver.end,
    process: around.process,
    enclosing: around.enclosing,
  });
}

/** A call reads what the routine reads. */
function withRoutineReads(context: DriverContext, read: NamesRead): NamesRead {
  if (read.calls.length === 0) return read;
  return {
    signals: union(read.signals, ...read.calls.map((name) => context.routines.get(name)?.reads ?? [])),
    calls: read.calls,
  };
}

function union(first: readonly string[], ...others: readonly (readonly string[])[]): string[] {
  if (others.every((other) => other.length === 0)) return [...first];
  return [...new Set(first.concat(...others))];
}
