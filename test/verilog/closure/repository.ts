import { bundleSource } from '../../../src/verilog/closure/bundle-source.ts';
import { type Candidate, closureCandidates } from '../../../src/verilog/closure/candidates.ts';
import { environmentOf } from '../../../src/verilog/closure/environment.ts';
import type { IncludeReader } from '../../../src/verilog/closure/expand-includes.ts';
import { includeResolver } from '../../../src/verilog/closure/include-resolver.ts';
import { renderCandidate } from '../../../src/verilog/closure/render-bundle.ts';
import { expandIn, RepositorySymbols } from '../../../src/verilog/closure/repository-symbols.ts';
import type { ClosureOptions } from '../../../src/verilog/closure/select-closure.ts';
import { selectClosure } from '../../../src/verilog/closure/select-closure.ts';
import type { SymbolTable } from '../../../src/verilog/closure/symbol-table.ts';

/** A repository in memory: texts by path. */
export class TestRepository {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #symbols = new RepositorySymbols();
  readonly read: IncludeReader;

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
    const resolver = includeResolver(Object.keys(texts));
    this.read = (name, from) => {
      const path = resolver.resolve(name, from);
      return path === undefined ? undefined : { path, text: texts[path]! };
    };
    for (const [path, text] of Object.entries(texts)) this.#symbols.add(path, text, this.read);
  }

  get table(): SymbolTable {
    return this.#symbols.table(environmentOf('iverilog'));
  }

  /** Paths of the closure of a unit, in order, with what is cut: `rtl/a.v -b`. */
  closure(path: string, name: string, options: ClosureOptions = {}): string[] {
    const file = this.table.files.get(path)!;
    const { parts } = selectClosure(
      this.table,
      { file, unit: file.units.find((unit) => unit.name === name)! },
      options,
    );
    return parts.map((part) =>
      [part.file.path, ...part.cut.map((at) => `-${part.file.units[at]!.name}`)].join(' '),
    );
  }

  candidates(path: string, name: string): Candidate[] {
    return [...closureCandidates((environment) => this.#symbols.table(environment), path, name)];
  }

  /** The source of a candidate; undefined when it cannot be made. */
  source(candidate: Candidate): string | undefined {
    const parts = renderCandidate(candidate, {
      raw: (path) => this.#texts[path]!,
      expanded: (path) => expandIn(path, this.#texts[path]!, this.read, candidate.environment).text,
    });
    return parts && bundleSource(parts);
  }
}
