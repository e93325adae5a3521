import type { FileSymbols, UnitSymbols } from './file-symbols.ts';
import type { Definition, SymbolTable } from './symbol-table.ts';
import type { References } from './unit-references.ts';

/** One file of a closure, in compile order. */
export interface ClosurePart {
  file: FileSymbols;
  /** Units that are left out, by their place in `file.units`. */
  cut: number[];
  /** Only the text outside of units is wanted: the file is there for its macros. */
  isPrelude: boolean;
}

/** The files of a repository that a unit needs, itself included. */
export interface Closure {
  parts: ClosurePart[];
  /** Instantiated modules that the repository does not define. */
  missing: string[];
}

export interface ClosureOptions {
  /** Leave out every unit that is not needed, not only those that would conflict or need more. */
  minimal?: boolean;
  /** Compile files first that define macros which are used and not defined. */
  prelude?: boolean;
  /** The top's file before those of other modules, for sources that set macros for what they instantiate. */
  topFirst?: boolean;
}

/**
 * The smallest set of files of a repository that defines what a unit instantiates, imports and includes,
 * transitively: macros first, packages and modules before what uses them, the unit's own file last. Units that
 * nothing needs stay with their file as long as they conflict with nothing and need nothing more.
 */
export function selectClosure(
  table: SymbolTable,
  top: Definition,
  { minimal = false, prelude = true, topFirst = false }: ClosureOptions = {},
): Closure {
  const needed = collectNeeded(table, top);
  const files = topFirst ? reversed([...needed.units.keys()]) : [...needed.units.keys()];
  const preludes = prelude ? preludeFiles(table, files) : [];
  const chosen = new Set([...needed.byName.values()].map(({ unit }) => unit));
  const parts = files.map((file): ClosurePart => {
    const cut = minimal
      ? file.units.flatMap((unit, at) => (chosen.has(unit) || !unit.canBeCut ? [] : [at]))
      : conflicting(file, needed, top);
    return { file, cut, isPrelude: false };
  });
  return {
    parts: [
      ...preludes.map((file) => ({ file, cut: file.units.map((_, at) => at), isPrelude: true })),
      ...parts,
    ],
    missing: [...needed.missing],
  };
}

interface Needed {
  /** Files in compile order with the needed units of each. */
  units: Map<FileSymbols, Set<UnitSymbols>>;
  byName: Map<string, Definition>;
  missing: Set<string>;
}

/** Depth first, what is needed before what needs it. A name means one unit in a whole closure: the first found. */
function collectNeeded(table: SymbolTable, top: Definition): Needed {
  const needed: Needed = { units: new Map(), byName: new Map(), missing: new Set() };
  const order = new Set<FileSymbols>();
  const macros: { name: string; from: FileSymbols }[] = [];
  const find = (name: string, from: FileSymbols): Definition | undefined =>
    needed.byName.get(name) ?? table.unit(name, from.path);
  const visitInstance = (name: string, from: FileSymbols): void => {
    const definition = find(name, from);
    if (definition === undefined) needed.missing.add(name);
    else visit(definition);
  };
  const visitNames = (references: References, from: FileSymbols): void => {
    for (const name of [...references.scopes, ...references.types]) {
      const definition = find(name, from);
      // A word in the place of a type may be a task or a signal; that a module has the same name means nothing.
      if (definition !== undefined && definition.unit.kind !== 'module') visit(definition);
    }
    for (const name of references.instances) visitInstance(name, from);
    for (const name of references.macros) macros.push({ name, from });
  };
  const visit = (definition: Definition): void => {
    const { file, unit } = definition;
    if (needed.byName.has(unit.name)) return;
    needed.byName.set(unit.name, definition);
    const known = needed.units.get(file);
    needed.units.set(file, (known ?? new Set()).add(unit));
    if (known === undefined) visitNames(file.outside, file);
    visitNames(unit, file);
    order.add(file);
  };
  visit(top);
  // A macro that one file of the closure defines may name the module that another instantiates.
  for (const { name, from } of macros) {
    for (const setter of [...needed.units.keys()]) {
      const module = setter.macroNames[name];
      if (module !== undefined && find(module, from) !== undefined) visitInstance(module, from);
    }
  }
  // The file of the top may have been left early by way of another of its units: it still comes last.
  const ordered = [...[...order].filter((file) => file !== top.file), top.file];
  return { ...needed, units: new Map(ordered.map((file) => [file, needed.units.get(file)!])) };
}

/** Units of a file that cannot stay: defined elsewhere in the closure, or in need of what it lacks, or above the top. */
function conflicting(file: FileSymbols, needed: Needed, top: Definition): number[] {
  const own = needed.units.get(file)!;
  const cut = new Set<UnitSymbols>();
  const isClosed = (unit: UnitSymbols): boolean =>
    unit.name !== top.unit.name &&
    !unit.instances.has(top.unit.name) &&
    [...unit.instances].every((name) => needed.byName.has(name) || isKept(name)) &&
    [...unit.scopes].every((name) => needed.byName.has(name) || isKept(name) || name === 'std');
  const isKept = (name: string): boolean =>
    file.units.some((unit) => unit.name === name && !cut.has(unit) && !own.has(unit));
  for (let before = -1; before !== cut.size; ) {
    before = cut.size;
    for (const unit of file.units) {
      if (own.has(unit) || cut.has(unit) || !unit.canBeCut) continue;
      const isTestbench = unit.kind === 'program' || (unit.kind === 'module' && !unit.hasPorts);
      if (needed.byName.has(unit.name) || isTestbench || !isClosed(unit)) cut.add(unit);
    }
  }
  return file.units.flatMap((unit, at) => (cut.has(unit) ? [at] : []));
}

/** Files with the macros that these files use without defining them, by name, so that one file serves many macros. */
function preludeFiles(table: SymbolTable, files: readonly FileSymbols[]): FileSymbols[] {
  const chosen: FileSymbols[] = [];
  const defined = new Set(files.flatMap((file) => [...file.included]));
  for (const file of files) {
    for (const name of file.missingMacros) {
      if (chosen.some((prelude) => prelude.definedMacros.includes(name))) continue;
      const prelude = table.macro(name, file.path);
      if (prelude === undefined || files.includes(prelude) || defined.has(prelude.path)) continue;
      chosen.push(prelude);
    }
  }
  return chosen;
}

/** Packages stay in front; of the rest, what uses comes before what is used. */
function reversed(files: readonly FileSymbols[]): FileSymbols[] {
  const isFirst = (file: FileSymbols): boolean =>
    file.units.some(({ kind }) => kind === 'package' || kind === 'interface');
  return [...files.filter(isFirst), ...files.filter((file) => !isFirst(file)).reverse()];
}
