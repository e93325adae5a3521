import type { Process } from '../structure/module-structure.ts';
import type { ModuleSelection } from './needed-signals.ts';
import type { SliceModule } from './sliceable-design.ts';

/** Keeps a process whole. @returns what its assignments read and assign */
export function chooseWhole(module: SliceModule, process: Process, chosen: ModuleSelection): string[] {
  if (chosen.processes.has(process.start)) return [];
  chosen.processes.add(process.start);
  const inside = module.structure.assignments.filter(
    ({ start, end }) => process.start <= start && end <= process.end,
  );
  return inside.flatMap((one) => [...one.uses, ...one.defs]);
}
