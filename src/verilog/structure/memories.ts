import type { Assignment, Memory, Signal } from './module-structure.ts';

/** Arrays of words that are more than one element deep and written or read by the module. */
export function readMemories(signals: readonly Signal[], assignments: readonly Assignment[]): Memory[] {
  const used = new Set(assignments.flatMap((one) => [...one.defs, ...one.dataUses]));
  return signals
    .filter((signal) => signal.unpacked !== '' && signal.elements !== 1 && used.has(signal.name))
    .filter((signal) => signal.kind === 'variable' || signal.direction === 'output')
    .map(({ name, bits, elements }) => ({ name, width: bits, depth: elements }));
}
