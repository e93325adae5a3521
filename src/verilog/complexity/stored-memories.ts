import type { Memory, ModuleStructure } from '../structure/module-structure.ts';
import { loopVariables, registersOf } from './registers.ts';

/**
 * Arrays that are addressed by a signal: written at a clock edge or latched, or filled once and read. An array that
 * only loops and constants select from is a bundle of wires or registers.
 */
export function storedMemories(structure: ModuleStructure, text: string): Memory[] {
  const arrays = structure.memories.filter(({ depth }) => depth === null || depth >= 2);
  if (arrays.length === 0) return [];
  const registers = new Set(registersOf(structure, text));
  const own = text.slice(structure.start, structure.end);
  return arrays
    .filter(({ name }) => registers.has(name) || isFilledOnce(structure, name))
    .filter(({ name }) => isAddressed(structure, own, name));
}

/** True when some select of the array is by a signal, and not by a constant or a loop's variable. */
function isAddressed(structure: ModuleStructure, text: string, name: string): boolean {
  const signals = new Set(structure.signals.map((signal) => signal.name));
  const indices = loopVariables(structure);
  const selects = text.matchAll(new RegExp(`\\b${name.replace(/[\\$]/g, '\\$&')}\\s*\\[([^\\]]*)`, 'g'));
  for (const [, index = ''] of selects)
    for (const [word] of index.matchAll(/[A-Za-z_]\w*/g))
      if (signals.has(word) && !indices.has(word)) return true;
  return false;
}

/** Filled in an `initial` or by a latch, or by nothing that the module shows. */
function isFilledOnce({ assignments, processes }: ModuleStructure, name: string): boolean {
  const drivers = assignments.filter((one) => one.defs.includes(name));
  return drivers.every(({ process, kind }) =>
    process === null ? kind === 'declaration' : /^(?:initial|latch)$/.test(processes[process]?.kind ?? ''),
  );
}
