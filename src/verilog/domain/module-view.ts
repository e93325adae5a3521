import { registersOf } from '../complexity/measures.ts';
import type { Assignment, ModuleStructure } from '../structure/module-structure.ts';

/** A module as the signs of domains look at it. */
export interface ModuleView {
  structure: ModuleStructure;
  /** The module's text without comments. */
  text: string;
  inputs: ReadonlySet<string>;
  outputs: ReadonlySet<string>;
  registers: ReadonlySet<string>;
  /** Assignments at clock edges. */
  clocked: readonly Assignment[];
  /** Continuous assignments and those of combinational processes. */
  combinational: readonly Assignment[];
  bits: ReadonlyMap<string, number>;
  /** Names of module and ports in lower case. */
  moduleName: string;
  portNames: readonly string[];
  /** Characters of a statement. */
  textOf: (assignment: Assignment) => string;
  /** Right side of a statement. */
  rightSide: (assignment: Assignment) => string;
}

/** @param text the text that the structure was read from */
export function viewModule(structure: ModuleStructure, text: string): ModuleView {
  const kindOf = ({ process }: Assignment) =>
    process === null ? 'none' : structure.processes[process]?.kind;
  const textOf = ({ start, end }: Assignment) => text.slice(start, end);
  return {
    structure,
    text: text.slice(structure.start, structure.end).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' '),
    inputs: new Set(structure.ports.filter(({ direction }) => direction === 'input').map(({ name }) => name)),
    outputs: new Set(
      structure.ports.filter(({ direction }) => direction === 'output').map(({ name }) => name),
    ),
    registers: new Set(registersOf(structure)),
    clocked: structure.assignments.filter((one) => kindOf(one) === 'sequential'),
    combinational: structure.assignments.filter(
      (one) => (kindOf(one) === 'none' && one.kind !== 'instance') || kindOf(one) === 'combinational',
    ),
    bits: new Map(
      structure.signals.flatMap(({ name, bits }) => (bits === null ? [] : [[name, bits] as const])),
    ),
    moduleName: structure.name.toLowerCase(),
    portNames: structure.ports.map(({ name }) => name.toLowerCase()),
    textOf,
    rightSide: (assignment) => /(?:<=|=)([\s\S]*?);?\s*$/.exec(textOf(assignment))?.[1]?.trim() ?? '',
  };
}
