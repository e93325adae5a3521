import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Domain } from '../src/core/domains.ts';
import { nearestPath } from '../src/verilog/closure/repository-paths.ts';
import { classifyDomain } from '../src/verilog/domain/classify-domain.ts';
import { type Surroundings, surroundingsOf } from '../src/verilog/domain/surroundings.ts';
import type { ModuleStructure } from '../src/verilog/structure/module-structure.ts';
import { readStructure } from '../src/verilog/structure/structure.ts';

/** A module's text and what it is made of. */
export interface FoundModule {
  path: string;
  text: string;
  structure: ModuleStructure;
}

/** Levels of instances below a module that are looked at. */
const DEEPEST = 4;

/** A clone at a commit: its modules, found by name, and what surrounds each. */
export class LabelledRepository {
  readonly #folder: string;
  readonly #commit: string;
  readonly #files = new Map<string, ModuleStructure[]>();
  #paths: Map<string, string[]> | undefined;

  constructor(folder: string, commit: string) {
    this.#folder = folder;
    this.#commit = commit;
  }

  /** The module as `classify-modules` sees it: its text without the rest of its file. */
  module(path: string, name: string): FoundModule | undefined {
    const file = this.#git('show', `${this.#commit}:${path}`);
    const modules = this.#files.get(path) ?? readStructure(file) ?? [];
    this.#files.set(path, modules);
    const inFile = modules.find((one) => one.name === name) ?? modules[0];
    if (inFile === undefined) return undefined;
    const text = file.slice(inFile.start, inFile.end);
    const structure = readStructure(text)?.[0];
    return structure === undefined ? undefined : { path, text, structure };
  }

  /** Where the module lies, and what the modules are that it instantiates. */
  surroundings({ path, structure }: FoundModule, depth = 0): Surroundings {
    const kinds = [...new Set(structure.instances.map(({ moduleName }) => moduleName))];
    const parts = kinds.flatMap((kind): [string, Domain][] => {
      const from = nearestPath(path, this.#pathsOf(kind), kind);
      const part = from === undefined || depth === DEEPEST ? undefined : this.module(from, kind);
      if (part === undefined || part.structure.name !== kind) return [];
      return [[kind, classifyDomain(part.structure, part.text, this.surroundings(part, depth + 1)).primary]];
    });
    return surroundingsOf(path, new Map(parts));
  }

  #pathsOf(module: string): readonly string[] {
    this.#paths ??= this.#definitions();
    return this.#paths.get(module) ?? [];
  }

  #definitions(): Map<string, string[]> {
    const pattern = '^[[:space:]]*(macro)?module[[:space:]]+[A-Za-z_][A-Za-z0-9_]*';
    const found = this.#git('grep', '-I', '-o', '-E', pattern, this.#commit, '--', '*.v', '*.sv');
    const paths = new Map<string, string[]>();
    for (const line of found.split('\n')) {
      const [, path = '', , name = ''] = /^[0-9a-f]+:([^:]+):\s*(macro)?module\s+(\w+)/.exec(line) ?? [];
      if (name !== '') paths.set(name, [...(paths.get(name) ?? []), path]);
    }
    return paths;
  }

  #git(...args: string[]): string {
    return execFileSync('git', ['-C', this.#folder, ...args], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }
}

/** The clone `owner+name` below a folder, bare or not. */
export function findClone(folder: string, source: string): string | undefined {
  const clone = join(folder, source.replace('/', '+'));
  return [clone, join(clone, 'repo')].find(
    (candidate) => existsSync(join(candidate, 'HEAD')) || existsSync(join(candidate, '.git')),
  );
}
