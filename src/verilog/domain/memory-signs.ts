import { storedMemories } from '../complexity/stored-memories.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import { computes, type RegisterRoles } from './register-roles.ts';

/** Registers from which on a memory is only one of the things that they use. */
const MANY = 16;
/** Sums and products beside which a table that is never written holds their constants. */
const SOME = 3;

/** Memories of a module. Beside many registers, one without pointers is used by them; so is a table beside arithmetic. */
export function memorySigns(view: ModuleView, { counters }: RegisterRoles): DomainSign[] {
  const { structure, source, registers, text, clocked, combinational } = view;
  const arithmetic = [...clocked, ...combinational].filter((one) => computes(view, one)).length;
  return storedMemories(structure, source)
    .slice(0, 4)
    .map(({ name, depth, width }) => {
      const isUsed = registers.size >= MANY && !counters.some((counter) => addresses(text, counter, name));
      const isTable = !registers.has(name) && arithmetic >= SOME;
      return {
        domain: 'memory',
        strength: isUsed || isTable ? 46 : 72,
        reason: `memory ${name}${depth === null || width === null ? '' : ` of ${depth} x ${width} bits`}`,
      };
    });
}

function addresses(text: string, counter: string, memory: string): boolean {
  return new RegExp(`\\b${memory}\\s*\\[[^\\]]*\\b${counter}\\b`).test(text);
}
