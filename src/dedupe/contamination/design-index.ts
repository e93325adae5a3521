import { consistentCover } from './consistent-cover.ts';
import type { ModuleLogic } from './module-logic.ts';
import { renamedKey, renamedWindows } from './renamed-windows.ts';
import { combine, mix } from './text-hash.ts';

/** Tokens of a raw shingle. */
const SHINGLE = 5;

/**
 * A design of at most this many tokens of logic is trivial: in VerilogEval the wires, gates, multiplexers of two
 * inputs, flip-flops, plain counters and edge detectors; the first that is not has a state machine or a table.
 */
const TRIVIAL_TOKENS = 40;

/**
 * A design of fewer tokens than `TELLING_TOKENS` is met inside large modules by chance (a divided clock, a register
 * with byte enables). There it counts only where it makes up this share of the module.
 */
const TELLING_TOKENS = 80;
const LEAST_PART = 1 / 4;

/** A share of windows below which two modules cannot be near: most of it would have to be chance. */
const WORTH_COMPARING = 0.4;

/** One module of a protected design, prepared for comparing. */
interface ProtectedModule<Owner> {
  owner: Owner;
  codes: Int32Array;
  windows: Uint32Array;
  distinctWindows: number;
  shingles: number;
}

/** The nearest protected module to a text by one measure. */
export interface DesignMatch<Owner> {
  owner: Owner;
  score: number;
  trivial: boolean;
}

/**
 * Protected designs, indexed once by what they are made of: a text is compared only with those that it shares
 * windows or shingles with, so a row costs about what reading it costs.
 */
export class DesignIndex<Owner> {
  readonly #modules: ProtectedModule<Owner>[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #byWindow = new Map<number, number[]>();
  readonly #byShingle = new Map<number, number[]>();

  /** Whether all of a design is trivial. */
  static isTrivial(modules: readonly ModuleLogic[]): boolean {
    return modules.every(({ codes }) => codes.length <= TRIVIAL_TOKENS);
  }

  /** Adds every module of a design. One that is known already up to renaming stays with its first owner. */
  add(modules: readonly ModuleLogic[], owner: Owner): void {
    for (const { codes, words } of modules) {
      if (codes.length === 0) continue;
      const key = renamedKey(codes);
      const place = this.#modules.length;
      if (!this.#byKey.has(key)) this.#byKey.set(key, place);
      const windows = renamedWindows(codes);
      const distinct = new Set(windows);
      const shingles = shinglesOf(words);
      for (const hash of distinct) post(this.#byWindow, hash, place);
      for (const hash of shingles) post(this.#byShingle, hash, place);
      this.#modules.push({
        owner,
        codes,
        windows,
        distinctWindows: distinct.size,
        shingles: shingles.size,
      });
    }
  }

  /** The nearest module by renamed tokens and by raw shingles; undefined where nothing is shared. */
  nearest(modules: readonly ModuleLogic[]): {
    renamed: DesignMatch<Owner> | undefined;
    shingles: DesignMatch<Owner> | undefined;
  } {
    let renamed: DesignMatch<Owner> | undefined;
    let shingles: DesignMatch<Owner> | undefined;
    for (const { codes, words } of modules) {
      renamed = nearer(renamed, this.#nearestRenamed(codes));
      shingles = nearer(shingles, this.#nearestShingles(words));
    }
    return { renamed, shingles };
  }

  #nearestRenamed(codes: Int32Array): DesignMatch<Owner> | undefined {
    const same = this.#byKey.get(renamedKey(codes));
    if (same !== undefined) return this.#match(same, 1);
    const windows = renamedWindows(codes);
    let best: DesignMatch<Owner> | undefined;
    for (const [place, shared] of shares(this.#byWindow, new Set(windows))) {
      const module = this.#modules[place]!;
      if (shared < WORTH_COMPARING * module.distinctWindows) continue;
      const size = module.codes.length;
      if (size < TELLING_TOKENS && size < LEAST_PART * codes.length) continue;
      const cover = consistentCover(module.codes, module.windows, codes, windows);
      best = nearer(best, this.#match(place, cover));
    }
    return best;
  }

  #nearestShingles(words: Uint32Array): DesignMatch<Owner> | undefined {
    const own = shinglesOf(words);
    let best: DesignMatch<Owner> | undefined;
    for (const [place, shared] of shares(this.#byShingle, own)) {
      const jaccard = shared / (own.size + this.#modules[place]!.shingles - shared);
      if (best === undefined || jaccard > best.score) best = this.#match(place, jaccard);
    }
    return best;
  }

  #match(place: number, score: number): DesignMatch<Owner> {
    const { owner, codes } = this.#modules[place]!;
    return { owner, score, trivial: codes.length <= TRIVIAL_TOKENS };
  }
}

function post(index: Map<number, number[]>, hash: number, place: number): void {
  const places = index.get(hash);
  if (places === undefined) index.set(hash, [place]);
  else places.push(place);
}

/** How many of the hashes each protected module has, by place. */
function shares(index: ReadonlyMap<number, number[]>, hashes: Iterable<number>): Map<number, number> {
  const shared = new Map<number, number>();
  for (const hash of hashes) {
    for (const place of index.get(hash) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  }
  return shared;
}

/** The better match; a design that is not trivial outranks a trivial one of the same score. */
function nearer<Owner>(
  known: DesignMatch<Owner> | undefined,
  found: DesignMatch<Owner> | undefined,
): DesignMatch<Owner> | undefined {
  if (found === undefined || known === undefined) return found ?? known;
  if (found.score !== known.score) return found.score > known.score ? found : known;
  return known.trivial && !found.trivial ? found : known;
}

function shinglesOf(words: Uint32Array): Set<number> {
  const shingles = new Set<number>();
  const last = Math.max(0, words.length - SHINGLE);
  for (let start = 0; start <= last; start++) {
    let hash = SHINGLE;
    for (let at = start; at < Math.min(start + SHINGLE, words.length); at++) hash = combine(hash, words[at]!);
    shingles.add(mix(hash));
  }
  return shingles;
}
