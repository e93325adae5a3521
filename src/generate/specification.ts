import { contentHash } from '../core/content-hash.ts';
import type { Random } from '../core/random.ts';
import type { AnyCategory } from './category.ts';
import type { DesignFamily, DesignInstance } from './design-family.ts';
import { LAYOUTS } from './specification-layouts.ts';

/** Stands in every generated record, so that none can be taken for one of a real pipeline. */
export const GENERATED_BY = 'rtl-quarry sample generator';

/** `spec.json` of a run, with S1's field names. */
export interface Specification {
  readonly generated_by: string;
  /** First 16 hex digits of the SHA-256 of module name, description and parameters: names the problem. */
  readonly spec_hash: string;
  readonly module_name: string;
  readonly category: AnyCategory;
  readonly complexity: DesignFamily['complexity'];
  readonly description: string;
  /** Widest data port in bits. */
  readonly data_width: number;
  /** In Hz, 0 for a combinational design. No decision depends on it. */
  readonly clock_freq: number;
  readonly parameters: DesignInstance['parameters'];
  readonly ports: DesignInstance['ports'];
}

/** A design with one wording of its specification. */
export interface Problem {
  readonly design: DesignInstance;
  readonly specification: Specification;
}

/** Draws a design of a family and one of its phrasings. */
export function drawProblem(family: DesignFamily, random: Random): Problem {
  const design = family.draw(random);
  const summary = random.pick(design.summaries);
  const layout = random.chance(0.5) ? LAYOUTS.sections : LAYOUTS.prose;
  return specify(family, design, layout(design, summary));
}

/** A design under a description of it: the whole text that a model is given. */
export function specify(family: DesignFamily, design: DesignInstance, description: string): Problem {
  const { moduleName, parameters, ports } = design;
  return {
    design,
    specification: {
      generated_by: GENERATED_BY,
      spec_hash: contentHash(JSON.stringify([moduleName, description, parameters])).slice(0, 16),
      module_name: moduleName,
      category: family.category,
      complexity: family.complexity,
      description,
      data_width: Math.max(...ports.map((port) => port.width)),
      clock_freq: ports.some((port) => port.name === 'clk') ? 50_000_000 : 0,
      parameters,
      ports,
    },
  };
}
