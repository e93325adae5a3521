import { expect } from 'vitest';
import type { ModuleStructure } from '../../../src/verilog/structure/module-structure.ts';
import { readStructure } from '../../../src/verilog/structure/structure.ts';

/** The structure of a text that holds one module. */
export function readOne(text: string): ModuleStructure {
  const structures = readStructure(text);
  expect(structures?.map((structure) => structure.name)).toHaveLength(1);
  return structures![0]!;
}
