import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import { registerRoles } from './register-roles.ts';

/** Arrays that are addressed by a signal: written at a clock edge, or filled once and read. */
export function memorySigns(view: ModuleView): DomainSign[] {
  const { structure, registers } = view;
  const stored = structure.memories
    .filter(({ depth }) => depth === null || depth >= 4)
    .filter(({ name }) => isAddressed(view, name))
    .filter(({ name }) => registers.has(name) || isFilledOnce(view, name));
  if (stored.length === 0) return [];
  const pointers = registerRoles(view).counters.length;
  return stored.slice(0, 4).map(({ name, depth, width }) => ({
    domain: 'memory',
    strength: registers.size >= 16 && pointers < 2 ? 46 : 72,
    reason: `memory ${name}${depth === null || width === null ? '' : ` of ${depth} x ${width} bits`}`,
  }));
}

/** True when some select of the array is by a signal, and not by a constant or a loop's variable. */
function isAddressed({ structure, text, indices }: ModuleView, name: string): boolean {
  const signals = new Set(structure.signals.map((signal) => signal.name));
  const selects = text.matchAll(new RegExp(`\\b${name.replace(/[\\$]/g, '\\$&')}\\s*\\[([^\\]]*)`, 'g'));
  for (const [, index = ''] of selects)
    for (const [word] of index.matchAll(/[A-Za-z_]\w*/g))
      if (signals.has(word) && !indices.has(word)) return true;
  return false;
}

/** A table: filled in an `initial`, or by nothing that the module shows. */
function isFilledOnce({ structure }: ModuleView, name: string): boolean {
  const drivers = structure.assignments.filter((one) => one.defs.includes(name));
  return drivers.every(({ process, kind }) =>
    process === null ? kind === 'declaration' : structure.processes[process]?.kind === 'initial',
  );
}
