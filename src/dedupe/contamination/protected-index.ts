import { DesignIndex, type DesignMatch } from './design-index.ts';
import { type PortShape, readModuleLogic } from './module-logic.ts';
import type { Method, Neighbour, ProtectedProblem } from './protected-problem.ts';
import { SpecificationIndex } from './specification-index.ts';

/** A problem as the indexes hold it: without its texts. */
interface Owner {
  referenceId: string;
  benchmark: string;
  problemId: string;
  trivial: boolean;
}

/** Code and specification of one row; null for what it lacks. */
export interface ComparedRow {
  code: string | null;
  specification: string | null;
}

/** Protected benchmarks, indexed once, to which any number of rows can be compared. */
export class ProtectedIndex {
  readonly #designs = new DesignIndex<Owner>();
  readonly #specifications = new SpecificationIndex<Owner>();

  /** The order of the problems decides which of several equal ones is named. */
  constructor(problems: readonly ProtectedProblem[]) {
    for (const { design, header, specification, ...names } of problems) {
      const modules = design === null ? [] : readModuleLogic(design);
      const trivial = design !== null && DesignIndex.isTrivial(modules);
      const owner = { ...names, trivial };
      if (design !== null) this.#designs.add(modules, owner);
      if (specification !== null)
        this.#specifications.add(specification, answerPorts(modules, header), owner);
    }
  }

  /** The nearest problem to a row by each method that finds anything in common; scores are not cut off. */
  nearest({ code, specification }: ComparedRow): Neighbour[] {
    const modules = code === null ? [] : readModuleLogic(code);
    const { renamed, shingles } = this.#designs.nearest(modules);
    const portLists = modules.map(({ ports }) => ports);
    const asked = specification === null ? undefined : this.#specifications.nearest(specification, portLists);
    return [
      ...(renamed === undefined ? [] : [designNeighbour('renamed', renamed)]),
      ...(shingles === undefined ? [] : [designNeighbour('shingles', shingles)]),
      ...(asked === undefined
        ? []
        : [{ ...asked.owner, method: 'specification' as const, score: asked.score }]),
    ];
  }
}

function designNeighbour(method: Method, { owner, score, trivial }: DesignMatch<Owner>): Neighbour {
  return { ...owner, method, score, trivial };
}

/** The ports of the last module, which stands on those before it; of the header where there is no answer. */
function answerPorts(
  modules: readonly { ports: readonly PortShape[] }[],
  header: string | null,
): readonly PortShape[] {
  const shown = modules.length > 0 || header === null ? modules : readModuleLogic(header);
  return shown.at(-1)?.ports ?? [];
}
