import { storedMemories } from '../complexity/stored-memories.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import type { RegisterRoles } from './register-roles.ts';

/** Memories of a module; beside many other registers, one without pointers is only something that they use. */
export function memorySigns(
  { structure, source, registers, text }: ModuleView,
  { counters }: RegisterRoles,
): DomainSign[] {
  return storedMemories(structure, source)
    .slice(0, 4)
    .map(({ name, depth, width }) => ({
      domain: 'memory',
      strength: registers.size >= 16 && !counters.some((counter) => addresses(text, counter, name)) ? 46 : 72,
      reason: `memory ${name}${depth === null || width === null ? '' : ` of ${depth} x ${width} bits`}`,
    }));
}

function addresses(text: string, counter: string, memory: string): boolean {
  return new RegExp(`\\b${memory}\\s*\\[[^\\]]*\\b${counter}\\b`).test(text);
}
