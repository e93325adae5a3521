import type { Assignment, ModuleStructure } from '../verilog/structure/module-structure.ts';

export interface PortFact {
  name: string;
  direction: 'input' | 'output' | 'inout' | 'other';
  /** With parameters at their defaults; null when not constant. */
  bits: number | null;
  /** Packed range as written, empty for one bit. */
  range: string;
}

export interface ResetFact {
  signal: string;
  polarity: 'high' | 'low';
  synchronous: boolean;
  values: { register: string; value: string }[];
}

export interface FsmFact {
  stateRegister: string;
  /** False when the module holds only the logic, and the state comes in by a port. */
  stored: boolean;
  states: string[];
  resetState: string | null;
  transitions: { from: string | null; to: string; condition: string }[];
}

/** An always or initial block; lines are counted from 1 at the module's first line. */
export interface BlockFact {
  kind: string;
  lineStart: number;
  lineEnd: number;
  writes: string[];
  edges: { signal: string; edge: 'posedge' | 'negedge' }[];
}

/** What is certain of a module because its text shows it: what descriptions are made of and checked against. */
export interface ModuleFacts {
  name: string;
  ports: PortFact[];
  parameters: { name: string; value: string }[];
  clocks: { signal: string; edge: 'posedge' | 'negedge' }[];
  resets: ResetFact[];
  fsms: FsmFact[];
  memories: { name: string; width: number | null; depth: number | null }[];
  blocks: BlockFact[];
  /** Registers that count: they take themselves plus or minus a constant or a bit. */
  counters: { name: string; direction: 'up' | 'down' | 'up and down' }[];
  instances: { moduleName: string; instanceName: string }[];
  /** Operators by how often they stand in the text, those that only run a loop left out. */
  operators: Record<string, number>;
  /** Width of every signal whose width is constant, by name. */
  widths: ReadonlyMap<string, number>;
  /** Every word of the module's text, those of comments and strings too: what may be spoken of. */
  words: ReadonlySet<string>;
  source: string;
  /** Where it begins in its text. */
  start: number;
}

/** The facts of a module from its structure and its text. */
export function moduleFacts(structure: ModuleStructure, text: string): ModuleFacts {
  const source = text.slice(structure.start, structure.end);
  const widths = new Map(
    structure.signals.flatMap(({ name, bits }) => (bits === null ? [] : [[name, bits] as const])),
  );
  return {
    name: structure.name,
    ports: structure.ports.map(({ name, direction, width }) => ({
      name,
      direction:
        direction === 'input' || direction === 'output' || direction === 'inout' ? direction : 'other',
      bits: widths.get(name) ?? (width === '' ? 1 : null),
      range: width,
    })),
    parameters: structure.parameters,
    clocks: structure.clocks.map(({ signal, edge }) => ({ signal, edge })),
    resets: structure.resets.map(({ signal, polarity, synchronous, values }) => ({
      signal,
      polarity,
      synchronous,
      values,
    })),
    fsms: structure.fsms.map(({ stateRegister, stored, states, resetState, transitions }) => ({
      stateRegister,
      stored,
      states: states.map(({ name }) => name),
      resetState: resetState ?? null,
      transitions: transitions.map(({ from, to, condition }) => ({ from, to, condition })),
    })),
    memories: structure.memories,
    blocks: blocksOf(structure, text),
    counters: countersOf(structure, source, widths),
    instances: structure.instances.map(({ moduleName, instanceName }) => ({ moduleName, instanceName })),
    operators: operatorsOf(structure, text),
    widths,
    words: wordsOf(source),
    source,
    start: structure.start,
  };
}

/** Every word of a module's source. */
export function wordsOf(source: string): ReadonlySet<string> {
  return new Set(source.match(/\\?[A-Za-z_][\w$]*/g));
}

function blocksOf(structure: ModuleStructure, text: string): BlockFact[] {
  const lineOf = (offset: number): number => text.slice(structure.start, offset).split('\n').length;
  return structure.processes.map(({ kind, start, end, edges }, index) => {
    const written = structure.assignments
      .filter((assignment) => assignment.process === index && !runsLoop(assignment))
      .flatMap(({ defs }) => defs);
    return { kind, lineStart: lineOf(start), lineEnd: lineOf(end), writes: [...new Set(written)], edges };
  });
}

/** Whether an assignment stands in the head of a loop, where it sets nothing but the loop's variable. */
function runsLoop({ start, enclosing }: Assignment): boolean {
  return enclosing.some((part) => part.kind === 'loop' && start < part.headEnd);
}

/** Operators without those of loop heads: a loop over bits does not compare anything. */
function operatorsOf({ assignments, operators }: ModuleStructure, text: string): Record<string, number> {
  const heads = new Map<number, number>();
  for (const { enclosing } of assignments)
    for (const { kind, start, headEnd } of enclosing) if (kind === 'loop') heads.set(start, headEnd);
  const left = { ...operators };
  for (const [start, end] of heads) {
    for (const [operator] of text.slice(start, end).matchAll(OPERATOR))
      if (left[operator] !== undefined) left[operator] = Math.max(0, left[operator] - 1);
  }
  return left;
}

const OPERATOR = /\+\+|--|<<<|>>>|<<|>>|[=!]==?|[<>]=?|[-+*/%]/g;

/** Registers written by `q <= q + 1` and the like, in sequential processes. Adding up a wider signal is no counting. */
function countersOf(
  structure: ModuleStructure,
  source: string,
  widths: ReadonlyMap<string, number>,
): ModuleFacts['counters'] {
  const signals = new Set(structure.signals.map(({ name }) => name));
  const signs = new Map<string, Set<string>>();
  for (const { kind, defs, dataUses, start, end } of structure.assignments) {
    const [name] = defs;
    if (kind !== 'nonblocking' || defs.length !== 1 || name === undefined || !dataUses.includes(name))
      continue;
    const text = source.slice(start - structure.start, end - structure.start);
    const step = new RegExp(`^\\s*\\(?\\s*${escapePattern(name)}\\s*([+-])\\s*([\\w']+)\\s*\\)?\\s*;?\\s*$`);
    const [, sign, amount] = step.exec(text.slice(text.indexOf('<=') + 2)) ?? [];
    if (sign === undefined || amount === undefined) continue;
    if (signals.has(amount) && widths.get(amount) !== 1) continue;
    signs.set(name, (signs.get(name) ?? new Set()).add(sign));
  }
  return [...signs].map(([name, found]) => ({
    name,
    direction: found.size === 2 ? 'up and down' : found.has('+') ? 'up' : 'down',
  }));
}

function escapePattern(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
