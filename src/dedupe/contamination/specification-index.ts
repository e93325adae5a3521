import type { PortShape } from './module-logic.ts';
import { specificationWords } from './specification-words.ts';

/** Informative words from which on a specification that stands inside a longer text is recognised there. */
const TELLING_WORDS = 12;
/** Share of a specification's weight that a longer text must hold, and the least the two must have in common. */
const CONTAINED = 0.9;
const NOT_BY_CHANCE = 0.2;
/** Ports from which on equal port lists say something: `clk, q` is everywhere. */
const TELLING_PORTS = 3;

interface ProtectedSpecification<Owner> {
  owner: Owner;
  words: Map<string, number>;
  size: number;
  ports: string | undefined;
  weight: number;
}

/** The nearest protected specification. */
interface SpecificationMatch<Owner> {
  owner: Owner;
  score: number;
}

/**
 * Protected specifications as bags of words, so that the order of words does not matter. A word weighs the less the
 * more protected specifications hold it: what all prompts of a benchmark say tells nothing.
 */
export class SpecificationIndex<Owner> {
  readonly #specifications: ProtectedSpecification<Owner>[] = [];
  readonly #byWord = new Map<string, { place: number; times: number }[]>();
  #isWeighed = false;

  /** `ports`: those that the answer has, where the benchmark tells. */
  add(text: string, ports: readonly PortShape[], owner: Owner): void {
    const words = specificationWords(text);
    if (words.size === 0) return;
    const place = this.#specifications.length;
    for (const [word, times] of words) {
      const known = this.#byWord.get(word);
      if (known === undefined) this.#byWord.set(word, [{ place, times }]);
      else known.push({ place, times });
    }
    const size = [...words.values()].reduce((sum, times) => sum + times, 0);
    this.#specifications.push({ owner, words, size, ports: portList(ports), weight: 0 });
    this.#isWeighed = false;
  }

  /**
   * The nearest specification to a text. The score is the weighted Jaccard similarity of the two bags of words; half
   * way from there to 1 when a module of the answer has just the ports of the problem; and the share that the text
   * holds of a long specification that it holds nearly whole.
   */
  nearest(text: string, portLists: readonly (readonly PortShape[])[]): SpecificationMatch<Owner> | undefined {
    this.#weigh();
    const words = specificationWords(text);
    const weight = this.#weightOf(words);
    const ports = new Set(portLists.map(portList).filter((list) => list !== undefined));
    let best: SpecificationMatch<Owner> | undefined;
    for (const [place, shared] of this.#sharedWeights(words)) {
      const specification = this.#specifications[place]!;
      const jaccard = shared / (weight + specification.weight - shared);
      const contained = shared / specification.weight;
      const isInside =
        specification.size >= TELLING_WORDS && contained >= CONTAINED && jaccard >= NOT_BY_CHANCE;
      const samePorts = specification.ports !== undefined && ports.has(specification.ports);
      const score = Math.max(jaccard, samePorts ? (1 + jaccard) / 2 : 0, isInside ? contained : 0);
      if (best === undefined || score > best.score) best = { owner: specification.owner, score };
    }
    return best;
  }

  /** Weights depend on all specifications, so they are taken when the first text is compared. */
  #weigh(): void {
    if (this.#isWeighed) return;
    for (const specification of this.#specifications)
      specification.weight = this.#weightOf(specification.words);
    this.#isWeighed = true;
  }

  #weightOf(words: ReadonlyMap<string, number>): number {
    let weight = 0;
    for (const [word, times] of words) weight += times * this.#rarity(word);
    return weight;
  }

  /** Inverse document frequency over the protected specifications, smoothed: ln((1 + N) / (1 + n)) + 0.1. */
  #rarity(word: string): number {
    const holding = this.#byWord.get(word)?.length ?? 0;
    return Math.log((1 + this.#specifications.length) / (1 + holding)) + 0.1;
  }

  #sharedWeights(words: ReadonlyMap<string, number>): Map<number, number> {
    const shared = new Map<number, number>();
    for (const [word, times] of words) {
      const rarity = this.#rarity(word);
      for (const { place, times: theirs } of this.#byWord.get(word) ?? []) {
        shared.set(place, (shared.get(place) ?? 0) + Math.min(times, theirs) * rarity);
      }
    }
    return shared;
  }
}

/** Direction, width and name of all ports in one order; undefined for too few to tell. */
function portList(ports: readonly PortShape[]): string | undefined {
  if (ports.length < TELLING_PORTS) return undefined;
  return ports
    .map(({ name, direction, width }) => `${direction} ${width} ${name.toLowerCase()}`)
    .sort()
    .join(', ');
}
