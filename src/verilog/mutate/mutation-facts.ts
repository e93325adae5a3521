import type { Node } from 'web-tree-sitter';
import type { ModuleStructure } from '../structure/module-structure.ts';
import { namesRead } from './process-facts.ts';
import { parseLiteral } from './verilog-literal.ts';

/** Legal indices of one dimension, both ends included. */
export interface IndexRange {
  low: number;
  high: number;
}

/** What is known of a module as a whole, for mutations that are legal and mean something. */
export interface MutationFacts {
  /** Registers and next-state signals of the state machines. */
  stateSignals: ReadonlySet<string>;
  genvars: ReadonlySet<string>;
  /** Variables that one edge-triggered process assigns and another one reads: there the kind of assignment decides. */
  readBetweenProcesses: ReadonlySet<string>;
  /** All states of the machine that has a state of this name, in order. */
  statesOf: (name: string) => readonly string[] | undefined;
  /** The dimensions of a signal in the order in which it is indexed; undefined where not constant. */
  rangesOf: (name: string) => readonly (IndexRange | undefined)[];
  /** A parameter that is neither a state nor part of a width. */
  isPlainParameter: (name: string) => boolean;
  /** Signals that the structure analysis takes for resets, synchronous ones too. */
  resets: ReadonlySet<string>;
}

/** What the structure analysis found in a module, as far as mutations need it. */
export type KnownStructure = Pick<ModuleStructure, 'signals' | 'resets' | 'fsms'>;

/** Reads the facts of one module from its tree and its structure. */
export function readMutationFacts(module: Node, text: string, structure: KnownStructure): MutationFacts {
  const nameOf = (node: Node): string => text.slice(node.startIndex, node.endIndex);
  const stateNames = new Map<string, readonly string[]>();
  for (const { states } of structure.fsms) {
    const names = states.map(({ name }) => name).filter((name) => /^[A-Za-z_`\\]/.test(name));
    for (const name of names) if (names.length > 1) stateNames.set(name, names);
  }
  const ranges = new Map(structure.signals.map((signal) => [signal.name, dimensions(signal)]));
  const widthNames = namesWithin(module, CONSTANT_CONTEXTS, nameOf);
  return {
    stateSignals: new Set(
      structure.fsms.flatMap(({ stateRegister, nextState }) => [stateRegister, nextState ?? stateRegister]),
    ),
    genvars: new Set(
      module.descendantsOfType('list_of_genvar_identifiers').flatMap((list) => nameOf(list).split(/\s*,\s*/)),
    ),
    readBetweenProcesses: readBetweenProcesses(module, nameOf),
    statesOf: (name) => stateNames.get(name),
    rangesOf: (name) => ranges.get(name) ?? [],
    isPlainParameter: (name) => !stateNames.has(name) && !widthNames.has(name),
    resets: new Set(structure.resets.map(({ signal }) => signal)),
  };
}

/** Where a name is part of a width, a count or a structure rather than of a value. */
const CONSTANT_CONTEXTS = [
  'packed_dimension',
  'unpacked_dimension',
  'constant_select',
  'select',
  'multiple_concatenation',
  'loop_generate_construct',
  'if_generate_construct',
  'case_generate_construct',
  'parameter_value_assignment',
  'param_assignment',
];

function namesWithin(module: Node, types: string[], nameOf: (node: Node) => string): Set<string> {
  const names = new Set<string>();
  for (const context of module.descendantsOfType(types)) {
    const inside = context.type === 'param_assignment' ? context.namedChildren.slice(1) : [context];
    for (const node of inside.flatMap((part) => part.descendantsOfType('simple_identifier')))
      names.add(nameOf(node));
  }
  return names;
}

function dimensions({ width, unpacked }: { width: string; unpacked: string }): (IndexRange | undefined)[] {
  return [...`${unpacked}${width === '' ? '[0:0]' : width}`.matchAll(/\[([^\]]*)\]/g)].map(([, inside]) => {
    const bounds = inside!.split(':').map((bound) => parseLiteral(bound.trim()));
    if (bounds.some((bound) => bound === undefined)) return undefined;
    const values = bounds.map((bound) => Number(bound!.value));
    if (values.length === 1) return { low: 0, high: values[0]! - 1 };
    return { low: Math.min(...values), high: Math.max(...values) };
  });
}

function readBetweenProcesses(module: Node, nameOf: (node: Node) => string): Set<string> {
  const processes = module
    .descendantsOfType('always_construct')
    .filter((process) => process.descendantsOfType('edge_identifier').length > 0);
  const reads = processes.map((process) => namesRead(process, nameOf));
  const shared = new Set<string>();
  processes.forEach((process, own) => {
    for (const target of process.descendantsOfType('variable_lvalue')) {
      const name = target.firstNamedChild === null ? '' : nameOf(target.firstNamedChild);
      if (reads.some((names, other) => other !== own && names.has(name))) shared.add(name);
    }
  });
  return shared;
}
