import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { QuarryError } from '../../core/errors.ts';
import { type GeneratedFile, jsonLines } from '../generated-file.ts';

/** Name of the folder with what a killed run had measured. */
const MEASURED = '.measured';

/**
 * A folder that appears under its name when it is whole. Until then it is `<name>.partial`; a run that was killed leaves
 * it there, and the next one takes what was measured from it.
 */
export class DatasetFolder {
  readonly #folder: string;
  readonly #partial: string;
  readonly #lists = new Map<string, number>();

  /** @throws QuarryError USAGE when there is something under the name already */
  constructor(folder: string) {
    this.#folder = resolve(folder);
    this.#partial = `${this.#folder}.partial`;
    if (existsSync(this.#folder) && readdirSync(this.#folder).length > 0) {
      throw new QuarryError('USAGE', 'The output folder is not empty', {
        where: folder,
        next: 'Name another one with --out, or remove it.',
      });
    }
    mkdirSync(this.#partial, { recursive: true });
    for (const name of readdirSync(this.#partial))
      if (name !== MEASURED) rmSync(join(this.#partial, name), { recursive: true });
  }

  /** Where measured designs are kept as long as the folder is not whole. */
  get measured(): string {
    return join(this.#partial, MEASURED);
  }

  write({ path, text }: GeneratedFile): void {
    const target = join(this.#partial, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Adds rows to a JSONL file. */
  append(path: string, rows: readonly unknown[]): void {
    let list = this.#lists.get(path);
    if (list === undefined) {
      list = openSync(join(this.#partial, path), 'w');
      this.#lists.set(path, list);
    }
    writeSync(list, jsonLines(rows));
  }

  /** Gives the whole folder its name. */
  finish(): void {
    for (const list of this.#lists.values()) closeSync(list);
    rmSync(this.measured, { recursive: true, force: true });
    if (existsSync(this.#folder)) rmSync(this.#folder, { recursive: true });
    mkdirSync(dirname(this.#folder), { recursive: true });
    renameSync(this.#partial, join(dirname(this.#folder), basename(this.#folder)));
  }
}
