import { createRandom } from '../../core/random.ts';
import { exactKeys } from '../../dedupe/exact-keys.ts';
import { lex } from '../../verilog/lexer.ts';
import type { AnyCategory } from '../category.ts';
import type { DesignInstance } from '../design-family.ts';
import { ALL_FAMILIES } from '../families.ts';

/** A draw of a family, with those of its styles that no draw before it had. */
export interface DistinctDesign {
  readonly category: AnyCategory;
  /** Number of the draw in its category. */
  readonly draw: number;
  /** Positions in the design's `styles`. */
  readonly styles: readonly number[];
}

/** More styles of one draw say little that the first two do not. */
const STYLES_TAKEN = 2;
/** So many draws in a row without a new design: the family has no more, or hardly any. */
const FRUITLESS_DRAWS = 300;

/** The design of a draw: the same for the same seed, whatever was drawn before. */
export function drawDesign(seed: number, category: AnyCategory, draw: number): DesignInstance {
  return ALL_FAMILIES[category].draw(createRandom(`${seed}/${category}/${draw}`));
}

/** Draws designs of which none has the RTL of another but for names and layout: their renamed keys differ. */
export class DistinctDesigns {
  readonly #seed: number;
  readonly #keys = new Set<string>();
  readonly #draws = new Map<AnyCategory, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The next one of a category; undefined when its family seems to have no more. */
  next(category: AnyCategory): DistinctDesign | undefined {
    const first = this.#draws.get(category) ?? 0;
    for (let draw = first; draw < first + FRUITLESS_DRAWS; draw++) {
      const styles = this.#newStyles(drawDesign(this.#seed, category, draw), draw);
      if (styles.length === 0) continue;
      this.#draws.set(category, draw + 1);
      return { category, draw, styles };
    }
    return undefined;
  }

  /** Takes turns at the first style, so that all of them come. */
  #newStyles({ styles }: DesignInstance, draw: number): number[] {
    const taken: number[] = [];
    for (let turn = 0; turn < styles.length && taken.length < STYLES_TAKEN; turn++) {
      const at = (draw + turn) % styles.length;
      const key = renamedKey(styles[at]!.rtl);
      if (this.#keys.has(key)) continue;
      this.#keys.add(key);
      taken.push(at);
    }
    return taken;
  }
}

/** The key by which designs count as different. */
export function renamedKey(rtl: string): string {
  return exactKeys(lex(rtl)).renamed;
}
