import {
  ENVIRONMENTS,
  type Environment,
  environmentDefines,
  environmentName,
  readsTheSame,
} from './environment.ts';
import { type ExpandedSource, expandIncludes, type IncludeReader } from './expand-includes.ts';
import { type FileSymbols, readFileSymbols } from './file-symbols.ts';
import { SymbolTable } from './symbol-table.ts';

/** The symbols of a repository's files in every environment; texts are read file by file and not kept. */
export class RepositorySymbols {
  readonly #files = new Map<string, Map<string, FileSymbols>>();
  readonly #tables = new Map<string, SymbolTable>();

  /** Adds a file. `read` answers its includes, and theirs. */
  add(path: string, text: string, read: IncludeReader): void {
    const known: { environment: Environment; symbols: FileSymbols }[] = [];
    for (const environment of ENVIRONMENTS) {
      const same = known.find((other) =>
        readsTheSame(other.symbols.testedMacros, other.environment, environment),
      );
      const symbols = same?.symbols ?? symbolsIn(path, text, read, environment);
      known.push({ environment, symbols });
      const name = environmentName(environment);
      const files = this.#files.get(name) ?? new Map<string, FileSymbols>();
      this.#files.set(name, files.set(path, symbols));
    }
  }

  /** The table of an environment; all files must have been added. */
  table(environment: Environment): SymbolTable {
    const name = environmentName(environment);
    const made = this.#tables.get(name) ?? new SymbolTable(this.#files.get(name)?.values() ?? []);
    this.#tables.set(name, made);
    return made;
  }
}

function symbolsIn(path: string, text: string, read: IncludeReader, environment: Environment): FileSymbols {
  return readFileSymbols(
    path,
    expandIn(path, text, read, environment),
    new Set(environmentDefines(environment)),
  );
}

/** A file with its includes put in, as an environment reads it. */
export function expandIn(
  path: string,
  text: string,
  read: IncludeReader,
  environment: Environment,
): ExpandedSource {
  return expandIncludes(path, text, read, environmentDefines(environment));
}
