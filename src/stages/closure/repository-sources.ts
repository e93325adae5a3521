import { keyHash } from '../../core/content-hash.ts';
import type { BundlePart } from '../../verilog/closure/bundle-source.ts';
import type { Candidate, TableOf } from '../../verilog/closure/candidates.ts';
import { type Environment, environmentName } from '../../verilog/closure/environment.ts';
import type { IncludeReader } from '../../verilog/closure/expand-includes.ts';
import { type IncludeResolver, includeResolver } from '../../verilog/closure/include-resolver.ts';
import { renderCandidate } from '../../verilog/closure/render-bundle.ts';
import { expandIn, RepositorySymbols } from '../../verilog/closure/repository-symbols.ts';
import { TextCache } from './text-cache.ts';

/** Texts of documents by name. */
export type ReadTexts = (names: readonly string[]) => Promise<Map<string, string>>;

/** Files whose texts are read at once while a repository is looked through. */
const BATCH = 64;
/** Characters of texts that are kept to be read again. */
const MOST_CHARACTERS = 24 * 1024 * 1024;

/** The files of one repository: their symbols in memory, their texts read when they are needed. */
export class RepositorySources {
  /** SHA-256 of the text by path. */
  readonly #files: ReadonlyMap<string, string>;
  readonly #readTexts: ReadTexts;
  readonly #resolver: IncludeResolver;
  readonly #symbols = new RepositorySymbols();
  readonly #raw = new TextCache(MOST_CHARACTERS);
  readonly #expanded = new TextCache(MOST_CHARACTERS);

  private constructor(files: ReadonlyMap<string, string>, readTexts: ReadTexts) {
    this.#files = files;
    this.#readTexts = readTexts;
    this.#resolver = includeResolver([...files.keys()]);
  }

  /** Reads every file once. Memory holds symbols, and texts up to a bound. */
  static async read(files: ReadonlyMap<string, string>, readTexts: ReadTexts): Promise<RepositorySources> {
    const sources = new RepositorySources(files, readTexts);
    const paths = [...files.keys()];
    for (let start = 0; start < paths.length; start += BATCH) {
      const batch = paths.slice(start, start + BATCH);
      await sources.#withTexts(batch, (texts, read) => {
        for (const path of batch) sources.#symbols.add(path, texts.get(path) ?? '', read);
      });
    }
    return sources;
  }

  readonly tableOf: TableOf = (environment) => this.#symbols.table(environment);

  /** The text of a file as it is stored. */
  async raw(path: string): Promise<string> {
    return this.#withTexts([path], (texts) => texts.get(path) ?? '');
  }

  /** Names everything that a candidate's text is made from, without reading a text. */
  manifest({ way, frontEnd, environment, top, stubs, missing, parts }: Candidate): string {
    const contents = parts.flatMap(({ file, cut, isPrelude }) => [
      file.path,
      ...[file.path, ...(way === 'alone' ? [] : file.included)].map((path) => this.#files.get(path) ?? ''),
      cut.join(' '),
      String(isPrelude),
    ]);
    return keyHash(
      way,
      frontEnd,
      environmentName(environment),
      top,
      String(stubs),
      missing.join(' '),
      ...contents,
    );
  }

  /** A candidate as files in compile order; undefined when its stubs cannot be inferred. */
  async render(candidate: Candidate): Promise<BundlePart[] | undefined> {
    const paths = candidate.parts.map(({ file }) => file.path);
    const texts = await this.#expandAll(paths, candidate.environment);
    const raw = candidate.way === 'alone' ? await this.raw(paths[0]!) : '';
    return renderCandidate(candidate, { raw: () => raw, expanded: (path) => texts.get(path) ?? '' });
  }

  async #expandAll(paths: readonly string[], environment: Environment): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const prefix = `${environmentName(environment)}\0`;
    for (const path of paths) {
      const known = this.#expanded.get(prefix + path);
      if (known !== undefined) found.set(path, known);
    }
    const lacking = paths.filter((path) => !found.has(path));
    await this.#withTexts(lacking, (texts, read) => {
      for (const path of lacking)
        found.set(path, expandIn(path, texts.get(path) ?? '', read, environment).text);
    });
    for (const path of lacking) this.#expanded.set(prefix + path, found.get(path)!);
    return found;
  }

  /**
   * Does work that reads the texts of paths and of whatever these include. Which files that are is only known while
   * the work goes on, so it is begun again until nothing was lacking.
   */
  async #withTexts<Result>(
    paths: readonly string[],
    work: (texts: ReadonlyMap<string, string>, read: IncludeReader) => Result,
  ): Promise<Result> {
    const texts = new Map<string, string>();
    await this.#fetch(paths, texts);
    for (;;) {
      const lacking = new Set<string>();
      const result = work(texts, (name, from) => {
        const path = this.#resolver.resolve(name, from);
        if (path === undefined) return undefined;
        const text = texts.get(path);
        if (text === undefined) lacking.add(path);
        return text === undefined ? undefined : { path, text };
      });
      if (lacking.size === 0) return result;
      await this.#fetch([...lacking], texts);
    }
  }

  async #fetch(paths: readonly string[], into: Map<string, string>): Promise<void> {
    const wanted: string[] = [];
    for (const path of paths) {
      const known = this.#raw.get(path);
      if (known === undefined) wanted.push(path);
      else into.set(path, known);
    }
    if (wanted.length === 0) return;
    const texts = await this.#readTexts(wanted.map((path) => this.#files.get(path) ?? ''));
    for (const path of wanted) {
      const text = texts.get(this.#files.get(path) ?? '') ?? '';
      into.set(path, text);
      this.#raw.set(path, text);
    }
  }
}
