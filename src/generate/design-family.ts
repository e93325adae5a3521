import type { Random } from '../core/random.ts';
import type { AnyCategory } from './category.ts';

/** One port of a generated module. `width` is in bits. */
export interface Port {
  readonly name: string;
  readonly direction: 'input' | 'output';
  readonly width: number;
  readonly description: string;
}

/** One way to write the same behaviour: `two_process`, `one_hot`, `dataflow` ... */
export interface DesignStyle {
  readonly name: string;
  /** Complete Verilog-2001 text of one module that passes the testbench. */
  readonly rtl: string;
}

/** One design with its parameters drawn: everything that a specification, RTL and testbench need. */
export interface DesignInstance {
  readonly moduleName: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly ports: readonly Port[];
  /** Several phrasings of what the design is for, each a full sentence. */
  readonly summaries: readonly [string, ...string[]];
  /** Every decision that the testbench relies on: reset, wrap, priority, latency. One sentence each. */
  readonly decisions: readonly string[];
  /** At least two. */
  readonly styles: readonly [DesignStyle, DesignStyle, ...DesignStyle[]];
  /** Self-checking; its expected values come from a model of its own. Prints one `TEST PASSED|FAILED` line. */
  readonly testbench: string;
}

/** A parametric design of one category. `draw` picks parameters from the family's ranges. */
export interface DesignFamily {
  readonly category: AnyCategory;
  readonly complexity: 'basic' | 'intermediate' | 'advanced';
  draw(random: Random): DesignInstance;
}
