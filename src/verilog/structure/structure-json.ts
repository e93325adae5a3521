import type { ModuleStructure } from './module-structure.ts';

/** Raise it when the same text would give another structure. */
export const STRUCTURE_VERSION = 3;

/**
 * What a module is made of, as one JSON text; numbers beyond 53 bits are texts. Assignments are left out: with all
 * their places they are ten times the source, and can be read again from it.
 */
export function structureJson({ assignments: _, ...structure }: ModuleStructure): string {
  return JSON.stringify(structure, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}
