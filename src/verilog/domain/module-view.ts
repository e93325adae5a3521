import { latchesOf, loopVariables, registersOf } from '../complexity/registers.ts';
import { blankPreprocessor } from '../preprocess.ts';
import type { Assignment, ModuleStructure } from '../structure/module-structure.ts';
import type { NamedDomain } from './name-lexicon.ts';
import { domainsOfName } from './name-words.ts';
import type { Surroundings } from './surroundings.ts';

/** A module as the signs of domains look at it. */
export interface ModuleView extends Surroundings {
  structure: ModuleStructure;
  /** The text that the structure was read from. */
  source: string;
  /** The module's text, comments, strings and what no definition makes alive blanked; offsets from the module's start. */
  text: string;
  inputs: ReadonlySet<string>;
  outputs: ReadonlySet<string>;
  registers: ReadonlySet<string>;
  /** Variables of loops. */
  indices: ReadonlySet<string>;
  /** Assignments at clock edges, those of loop variables left out. */
  clocked: readonly Assignment[];
  /** Continuous assignments and those of combinational processes. */
  combinational: readonly Assignment[];
  bits: ReadonlyMap<string, number>;
  portNames: readonly string[];
  /** What the module's name says, most telling first. */
  named: readonly NamedDomain[];
  /** Share of the outputs that instances drive, directly or by a copy; 0 without outputs. */
  drivenByInstances: number;
  /** True when the module keeps something: registers of its own, latches, or instances that may. */
  mayHaveState: boolean;
  /** Characters of a statement. */
  textOf: (assignment: Assignment) => string;
  /** Right side of a statement without spaces. */
  rightSide: (assignment: Assignment) => string;
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g;

/** @param text the text that the structure was read from */
export function viewModule(structure: ModuleStructure, text: string, surroundings: Surroundings): ModuleView {
  const kindOf = ({ process }: Assignment) =>
    process === null ? 'none' : structure.processes[process]?.kind;
  const indices = loopVariables(structure);
  const isIndex = ({ defs }: Assignment) => defs.some((name) => indices.has(name));
  const namesOf = (direction: string) =>
    new Set(structure.ports.filter((port) => port.direction === direction).map(({ name }) => name));
  const own = structure.assignments.filter((one) => !isIndex(one));
  const registers = new Set(registersOf(structure, text));
  const textOf = ({ start, end }: Assignment) => text.slice(start, end);
  const rightSides = new Map<Assignment, string>();
  return {
    ...surroundings,
    structure,
    source: text,
    text: blankPreprocessor(text.slice(structure.start, structure.end), new Set(), {
      keepCalls: true,
    }).replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ' ')),
    inputs: namesOf('input'),
    outputs: namesOf('output'),
    registers,
    indices,
    clocked: own.filter((one) => kindOf(one) === 'sequential'),
    combinational: own.filter(
      (one) => (kindOf(one) === 'none' && one.kind !== 'instance') || kindOf(one) === 'combinational',
    ),
    bits: new Map(
      structure.signals.flatMap(({ name, bits }) => (bits === null ? [] : [[name, bits] as const])),
    ),
    portNames: structure.ports.map(({ name }) => name.toLowerCase()),
    named: domainsOfName(structure.name),
    drivenByInstances: drivenByInstances(structure),
    mayHaveState: registers.size > 0 || structure.instances.length > 0 || latchesOf(structure).length > 0,
    textOf,
    rightSide: (assignment) => {
      const known = rightSides.get(assignment);
      if (known !== undefined) return known;
      const right = /(?:<=|=)([\s\S]*?);?\s*$/.exec(textOf(assignment))?.[1] ?? '';
      const plain = right.replace(COMMENT, ' ').replace(/^\s*#\s*[\w`.]+\s|\s+/g, '');
      rightSides.set(assignment, plain);
      return plain;
    },
  };
}

/** An output counts that only instances drive, or a continuous assignment from such signals alone. */
function drivenByInstances({ ports, assignments, instances }: ModuleStructure): number {
  const outputs = ports.filter(({ direction }) => direction === 'output');
  if (outputs.length === 0 || instances.length === 0) return 0;
  const drivers = new Map<string, Assignment[]>();
  for (const assignment of assignments)
    for (const name of assignment.defs) drivers.set(name, [...(drivers.get(name) ?? []), assignment]);
  const isDriven = (name: string, depth: number): boolean => {
    const own = drivers.get(name) ?? [];
    const byHand = own.filter(({ kind }) => kind !== 'instance' && kind !== 'declaration');
    if (byHand.length === 0) return own.some(({ kind }) => kind === 'instance');
    return (
      depth < 3 &&
      byHand.every(
        ({ kind, dataUses }) =>
          kind === 'continuous' && dataUses.length === 1 && isDriven(dataUses[0]!, depth + 1),
      )
    );
  };
  return outputs.filter(({ name }) => isDriven(name, 0)).length / outputs.length;
}
