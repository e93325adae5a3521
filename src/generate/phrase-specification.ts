import type { Random } from '../core/random.ts';
import type { DesignFamily, DesignInstance } from './design-family.ts';
import { type Problem, specify } from './specification.ts';
import { LAYOUTS, type LayoutName } from './specification-layouts.ts';

/** A problem, and how its text is laid out. */
export interface PhrasedProblem extends Problem {
  readonly layout: LayoutName;
}

/** One phrasing of what a design is for in one of all layouts, with everything that its testbench relies on. */
export function phraseSpecification(
  family: DesignFamily,
  design: DesignInstance,
  random: Random,
): PhrasedProblem {
  const [first, ...others] = Object.keys(LAYOUTS) as [LayoutName, ...LayoutName[]];
  const layout = random.pick([first, ...others]);
  return { layout, ...specify(family, design, LAYOUTS[layout](design, random.pick(design.summaries))) };
}
