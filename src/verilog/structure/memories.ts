import type { Assignment, Memory, Signal } from './module-structure.ts';

/** Arrays of words that are more than one element deep and written or read by the module. */
export function readMemories(signals: readonly Signal[], assignments: readonly Assignment[]): Memory[] {
  const isUsed = (name: string): boolean =>
    assignments.some((one) => one.defs.includes(name) || one.dataUses.includes(name));
  return signals
    .filter((signal) => signal.unpacked !== '' && signal.elements !== 1)
    .filter((signal) => signal.kind === 'variable' || signal.direction === 'output')
    .filter((signal) => isUsed(signal.name))
    .map(({ name, bits, elements }) => ({ name, width: bits, depth: elements }));
}
