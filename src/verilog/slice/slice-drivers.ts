import type { ModuleSelection, Selection } from './needed-signals.ts';
import { renderSelection, type SlicedFile } from './render-selection.ts';
import type { Slice } from './slice-output.ts';
import type { SliceableDesign } from './sliceable-design.ts';

/** One driver that a slice keeps: an assignment, a gate, an instance, a value in a declaration. */
export interface SliceDriver {
  module: string;
  file: string;
  start: number;
  kind: 'leaves' | 'instances' | 'macroCalls';
}

/** The drivers of a slice, module by module, in the order of the text. */
export function sliceDrivers(design: SliceableDesign, { selection }: Slice): SliceDriver[] {
  return [...selection.modules].flatMap(([module, chosen]) => {
    const file = design.files[design.modules.get(module)!.file]!.name;
    const kinds = ['leaves', 'instances', 'macroCalls'] as const;
    const drivers = kinds.flatMap((kind) =>
      [...chosen[kind]].map((start) => ({ module, file, start, kind })),
    );
    return drivers.sort((a, b) => a.start - b.start);
  });
}

/** The texts of a slice that lacks one of its drivers: of a needed one, no proof may hold. */
export function withoutDriver(
  design: SliceableDesign,
  { selection }: Slice,
  driver: SliceDriver,
): SlicedFile[] {
  const modules = new Map(selection.modules);
  const chosen = modules.get(driver.module)!;
  const rest = new Set(chosen[driver.kind]);
  rest.delete(driver.start);
  const changed: ModuleSelection = { ...chosen, [driver.kind]: rest };
  modules.set(driver.module, changed);
  return renderSelection(design, { ...selection, modules } satisfies Selection);
}
