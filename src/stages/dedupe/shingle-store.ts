import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** Bytes of sets kept in memory; what comes after them goes to a file. */
const MEMORY_BYTES = 256 * 2 ** 20;
/** Shingles of one block of memory (4 MiB). */
const BLOCK = 2 ** 20;
/** Shingles of the file that are kept in memory after they were read. */
const CACHED = 2 ** 23;

/**
 * The shingle sets of numbered texts, for comparing them in any order. Memory is bounded: what does not fit lies in
 * a file beside the warehouse, which has no name as soon as it is open, so that a killed run leaves nothing.
 */
export class ShingleStore {
  readonly #path: string;
  readonly #mostBlocks: number;
  /** Where a set begins: its index in memory, or -1 - its index in the file. */
  readonly #starts: Float64Array;
  readonly #lengths: Uint32Array;
  readonly #blocks: Uint32Array[] = [];
  #used = 0;
  #file: number | undefined;
  #filed = 0;
  readonly #cache = new Map<number, Uint32Array>();
  #cached = 0;

  /** For texts 0 to `count` - 1. `path` is the file that may be needed; `memoryBytes` how much stays in memory. */
  constructor(count: number, path: string, memoryBytes = MEMORY_BYTES) {
    this.#path = path;
    this.#mostBlocks = Math.floor(memoryBytes / 4 / BLOCK);
    this.#starts = new Float64Array(count);
    this.#lengths = new Uint32Array(count);
  }

  put(text: number, set: Uint32Array): void {
    this.#lengths[text] = set.length;
    if (this.#makeRoom(set.length)) {
      this.#blocks.at(-1)!.set(set, this.#used);
      this.#starts[text] = (this.#blocks.length - 1) * BLOCK + this.#used;
      this.#used += set.length;
    } else {
      this.#file ??= openNameless(this.#path);
      writeSync(this.#file, set, 0, set.byteLength, this.#filed * 4);
      this.#starts[text] = -1 - this.#filed;
      this.#filed += set.length;
    }
  }

  /** The set of a text that was put; it may share memory with the store. */
  get(text: number): Uint32Array {
    const start = this.#starts[text]!;
    const length = this.#lengths[text]!;
    if (start < 0) return this.#cache.get(text) ?? this.#read(text, -1 - start, length);
    const at = start % BLOCK;
    return this.#blocks[Math.floor(start / BLOCK)]!.subarray(at, at + length);
  }

  /** Gives up the file. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Whether the last block, or a new one, takes a set of this length. */
  #makeRoom(length: number): boolean {
    if (this.#blocks.length > 0 && this.#used + length <= BLOCK) return true;
    if (length > BLOCK || this.#blocks.length >= this.#mostBlocks) return false;
    this.#blocks.push(new Uint32Array(BLOCK));
    this.#used = 0;
    return true;
  }

  #read(text: number, start: number, length: number): Uint32Array {
    const set = new Uint32Array(length);
    readSync(this.#file!, set, 0, set.byteLength, start * 4);
    if (this.#cached > CACHED) {
      this.#cache.clear();
      this.#cached = 0;
    }
    this.#cache.set(text, set);
    this.#cached += length;
    return set;
  }
}

function openNameless(path: string): number {
  const file = openSync(path, 'w+');
  unlinkSync(path);
  return file;
}
