import type { FileSymbols, UnitSymbols } from './file-symbols.ts';
import { nearestPath } from './repository-paths.ts';

/** A unit and the file that defines it. */
export interface Definition {
  file: FileSymbols;
  unit: UnitSymbols;
}

/** Who defines what in one repository. */
export class SymbolTable {
  readonly files: ReadonlyMap<string, FileSymbols>;
  readonly #units = new Map<string, string[]>();
  readonly #macros = new Map<string, string[]>();
  readonly #users = new Map<string, Definition[]>();

  constructor(files: Iterable<FileSymbols>) {
    const byPath = new Map<string, FileSymbols>();
    for (const file of files) {
      byPath.set(file.path, file);
      for (const name of new Set(file.units.map((unit) => unit.name))) push(this.#units, name, file.path);
      for (const unit of file.units) {
        for (const name of unit.instances) push(this.#users, name, { file, unit });
      }
      for (const name of file.definedMacros) push(this.#macros, name, file.path);
    }
    this.files = byPath;
  }

  /** The unit of a name that is meant in a file: its own, else that of the nearest file. */
  unit(name: string, from: string): Definition | undefined {
    const paths = this.#units.get(name);
    if (paths === undefined) return undefined;
    const path = paths.includes(from) ? from : nearestPath(from, paths, name)!;
    const file = this.files.get(path)!;
    return { file, unit: file.units.find((unit) => unit.name === name)! };
  }

  /**
   * The file to compile first for a macro that nobody includes. One that holds nothing but macros is preferred, then
   * the nearest.
   */
  macro(name: string, from: string): FileSymbols | undefined {
    const paths = (this.#macros.get(name) ?? []).filter((path) => path !== from);
    const pure = paths.filter((path) => this.files.get(path)!.units.length === 0);
    const path = nearestPath(from, pure.length > 0 ? pure : paths);
    return path === undefined ? undefined : this.files.get(path);
  }

  /** The unit that instantiates another: of the same file, else of the nearest; one with ports is preferred. */
  user({ file, unit }: Definition): Definition | undefined {
    const users = (this.#users.get(unit.name) ?? []).filter(
      (user) => user.unit !== unit && this.unit(unit.name, user.file.path)?.unit === unit,
    );
    const designs = users.filter((user) => user.unit.hasPorts);
    const eligible = designs.length > 0 ? designs : users;
    const paths = eligible.map((user) => user.file.path);
    const path = paths.includes(file.path) ? file.path : nearestPath(file.path, paths);
    return eligible.find((user) => user.file.path === path);
  }
}

function push<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}
