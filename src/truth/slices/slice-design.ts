import type { Toolbox } from '../../eda/toolbox.ts';
import { type Coupling, couplings, outputsOf, sliceOutput } from '../../verilog/slice/slice-output.ts';
import type { SliceableDesign } from '../../verilog/slice/sliceable-design.ts';
import { type ProvenSlice, proveOutput } from './prove-slice.ts';

/** One output of a module with its slice, without a proof where none was asked for. */
export interface SlicedOutput extends Omit<ProvenSlice, 'proof'> {
  module: string;
  proof: ProvenSlice['proof'] | undefined;
  coupled: Coupling[];
}

export interface SliceRequest {
  /** Modules to slice; default: those that no other instantiates. */
  tops?: readonly string[];
  /** Outputs; default: all. */
  outputs?: readonly string[];
  /** Proves each slice. */
  toolbox: Toolbox | undefined;
}

/** Slices outputs of a design one by one, and says which share state. */
export async function sliceDesign(design: SliceableDesign, request: SliceRequest): Promise<SlicedOutput[]> {
  const sliced: SlicedOutput[] = [];
  for (const module of request.tops ?? design.roots) {
    const names = outputsOf(design, module);
    const all = names.map((name) => sliceOutput(design, module, name));
    for (const slice of all) {
      if (request.outputs !== undefined && !request.outputs.includes(slice.output)) continue;
      const proven =
        request.toolbox === undefined
          ? { slice, proof: undefined, givenUp: [] }
          : await proveOutput(request.toolbox, design, module, slice.output);
      sliced.push({ module, ...proven, coupled: couplings(slice, all) });
    }
  }
  return sliced;
}
