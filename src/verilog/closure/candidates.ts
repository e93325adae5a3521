import { CONVENTIONS, type Environment, environmentOf, readsTheSame } from './environment.ts';
import type { FrontEnd } from './front-end.ts';
import { type Closure, type ClosureOptions, selectClosure } from './select-closure.ts';
import type { Definition, SymbolTable } from './symbol-table.ts';

/**
 * How a bundle is put together:
 * - `alone`: the file as it stands
 * - `closure`: the files that define what it needs; `without_prelude`: none of them for macros only
 * - `minimal`: units that nothing needs are cut out of them
 * - `top_first`: what instantiates comes before what is instantiated
 * - `verilog_names`: words that only SystemVerilog reserves are names in `.v` files
 * - `synthesis`, `formal`: the macro that such tools define is defined
 * - `in_context`: with the unit that instantiates it, which gives parameters that have no usable default
 */
export type BundleWay =
  | 'alone'
  | 'closure'
  | 'without_prelude'
  | 'minimal'
  | 'top_first'
  | 'verilog_names'
  | keyof typeof CONVENTIONS
  | 'in_context';

/** One way to make a unit compile, to be tried. */
export interface Candidate extends Closure {
  way: BundleWay;
  frontEnd: FrontEnd;
  environment: Environment;
  /** Name of the unit to take as root. */
  top: string;
  /** Put empty modules in for `missing`. */
  stubs: boolean;
}

/** The symbols of a repository as an environment sees them. */
export type TableOf = (environment: Environment) => SymbolTable;

/**
 * The bundles to try for a unit, in the fixed order in which the first that compiles is kept: Icarus before
 * Verilator, plain before contrived, without stubs before with them.
 */
export function* closureCandidates(tableOf: TableOf, path: string, name: string): Generator<Candidate> {
  for (const frontEnd of ['iverilog', 'verilator'] as const) {
    const plain = environmentOf(frontEnd);
    const table = tableOf(plain);
    const top = definitionIn(table, path, name);
    if (top === undefined) continue;
    if (isRootOfFile(top)) {
      const parts = [{ file: top.file, cut: [], isPrelude: false }];
      yield { way: 'alone', frontEnd, environment: plain, top: name, parts, missing: [], stubs: false };
    }
    const make = (way: BundleWay, options: ClosureOptions = {}, of = top): Candidate => {
      const closure = selectClosure(table, of, options);
      return { ...closure, way, frontEnd, environment: plain, top: of.unit.name, stubs: false };
    };
    const closure = make('closure');
    yield closure;
    yield* stubbed(closure);
    if (closure.parts.some((part) => part.isPrelude))
      yield* both(make('without_prelude', { prelude: false }));
    yield* both(make('minimal', { minimal: true }));
    yield* both(make('top_first', { topFirst: true }));
    if (closure.parts.some(({ file }) => /\.v$/i.test(file.path) && file.usesReservedNames))
      yield* both({ ...closure, way: 'verilog_names' });
    for (const way of ['synthesis', 'formal'] as const) {
      const candidate = conventionCandidate(tableOf, { way, frontEnd, path, name });
      if (candidate !== undefined) yield* both(candidate);
    }
    for (const user of usersAbove(table, top)) yield* both(make('in_context', { minimal: true }, user));
  }
}

interface Convention {
  way: keyof typeof CONVENTIONS;
  frontEnd: FrontEnd;
  path: string;
  name: string;
}

/** The closure where the macro of a convention is defined; undefined where no conditional asks for it. */
function conventionCandidate(
  tableOf: TableOf,
  { way, frontEnd, path, name }: Convention,
): Candidate | undefined {
  const environment = environmentOf(frontEnd, CONVENTIONS[way]);
  const table = tableOf(environment);
  const top = definitionIn(table, path, name);
  if (top === undefined) return undefined;
  const closure = selectClosure(table, top);
  const plain = environmentOf(frontEnd);
  if (closure.parts.every(({ file }) => readsTheSame(file.testedMacros, plain, environment)))
    return undefined;
  return { ...closure, way, frontEnd, environment, top: name, stubs: false };
}

/** With stubs where something is missing, else as it is. */
function* both(candidate: Candidate): Generator<Candidate> {
  if (candidate.missing.length === 0) yield candidate;
  else yield* stubbed(candidate);
}

function* stubbed(candidate: Candidate): Generator<Candidate> {
  if (candidate.missing.length > 0) yield { ...candidate, stubs: true };
}

/** The unit that instantiates it, the one that instantiates that, and so on: parameters may come from far above. */
function usersAbove(table: SymbolTable, top: Definition): Definition[] {
  const chain: Definition[] = [];
  for (
    let user = table.user(top);
    user !== undefined && chain.length < MOST_LEVELS;
    user = table.user(user)
  ) {
    if (chain.some(({ unit }) => unit === user!.unit) || user.unit === top.unit) break;
    chain.push(user);
  }
  return chain;
}

const MOST_LEVELS = 3;

function definitionIn(table: SymbolTable, path: string, name: string): Definition | undefined {
  const file = table.files.get(path);
  const unit = file?.units.find((candidate) => candidate.name === name);
  return file === undefined || unit === undefined ? undefined : { file, unit };
}

/** Whether no other unit of the file instantiates it: then a compile of the whole file elaborates it as a root. */
function isRootOfFile({ file, unit }: Definition): boolean {
  return !file.units.some((other) => other !== unit && other.instances.has(unit.name));
}
