import type { SourceFile } from '../eda/simulator.ts';
import { listModules } from '../verilog/modules.ts';
import { listMutants, type Mutant, sampleMutants } from '../verilog/mutate/mutants.ts';

/** A mutant of one file of a design. */
export interface DesignMutant extends Mutant {
  file: string;
  /** The files of the design with the mistake in place. */
  design: () => SourceFile[];
}

/** What of a design's mutants was taken. */
export interface MutantSample {
  mutants: DesignMutant[];
  /** Mutants before sampling. */
  available: number;
}

/**
 * Mutants of the modules of a design that its top reaches; the others cannot change what a testbench sees. With a
 * `limit`, evenly over the operators. Needs `loadParser()`.
 */
export function designMutants(
  design: readonly SourceFile[],
  top: string,
  { limit = Number.POSITIVE_INFINITY, seed = '0' }: { limit?: number; seed?: string } = {},
): MutantSample {
  const modules = reachableModules(design, top);
  const all = design.flatMap((file, at) =>
    (listMutants(file.text, { modules }) ?? []).map((mutant): DesignMutant => {
      const mutated = (): SourceFile[] => design.with(at, { ...file, text: mutant.apply() });
      return { ...mutant, file: file.name, design: mutated };
    }),
  );
  return { mutants: sampleMutants(all, limit, seed), available: all.length };
}

/** The top and all modules below it that the files define. */
export function reachableModules(design: readonly SourceFile[], top: string): string[] {
  const known = new Map(
    design.flatMap((file) => listModules(file.text).modules).map((one) => [one.name, one]),
  );
  const reached = new Set<string>([top]);
  for (const name of reached) {
    for (const { moduleName } of known.get(name)?.instances ?? [])
      if (known.has(moduleName)) reached.add(moduleName);
  }
  return [...reached];
}
