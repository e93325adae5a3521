import type { SourceFile } from './simulation-job.ts';

const DEFAULT_CHARACTERS = 32 * 1024 * 1024;

/** What is known of a testbench: nothing, that it came once, or its preprocessed text (undefined: not usable). */
export type KnownTestbench = 'new' | 'seen' | { text: string | undefined };

/** Preprocessed texts of testbenches that came more than once, the least recently used dropped first. */
export class TestbenchCache {
  readonly #entries = new Map<string, KnownTestbench>();
  readonly #maxCharacters: number;
  #characters = 0;

  /** @param maxCharacters what keys and texts may take together */
  constructor(maxCharacters = DEFAULT_CHARACTERS) {
    this.#maxCharacters = maxCharacters;
  }

  /** Tells what is known, and notes that the testbench came. */
  lookUp(testbench: readonly SourceFile[]): KnownTestbench {
    const key = keyOf(testbench);
    const known = this.#entries.get(key) ?? 'new';
    this.#put(key, known === 'new' ? 'seen' : known);
    return known;
  }

  store(testbench: readonly SourceFile[], text: string | undefined): void {
    this.#put(keyOf(testbench), { text });
  }

  #put(key: string, entry: KnownTestbench): void {
    const old = this.#entries.get(key);
    if (old !== undefined) this.#characters -= size(key, old);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#characters += size(key, entry);
    for (const [oldest, value] of this.#entries) {
      if (this.#characters <= this.#maxCharacters || oldest === key) break;
      this.#entries.delete(oldest);
      this.#characters -= size(oldest, value);
    }
  }
}

/** The whole text is the key: a Map compares it faster than a digest could be made. */
function keyOf(files: readonly SourceFile[]): string {
  return files.map(({ name, text }) => `${name}\0${text.length}\0${text}`).join('\0');
}

function size(key: string, entry: KnownTestbench): number {
  return key.length + (typeof entry === 'object' ? (entry.text?.length ?? 0) : 0);
}
