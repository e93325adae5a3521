import { viewModule } from '../domain/module-view.ts';
import { registerRoles } from '../domain/register-roles.ts';
import { NO_SURROUNDINGS } from '../domain/surroundings.ts';
import type { Assignment, ModuleStructure } from '../structure/module-structure.ts';
import { halfAdders } from './half-adders.ts';
import { cellRegisters, feedbackSignals, latchesOf, registersOf } from './registers.ts';
import { storedMemories } from './stored-memories.ts';

/** What a tier is decided by: counts over one module's own text, and over its netlist where there is one. */
export interface ComplexityMeasures {
  /** Variables that are assigned at clock edges, and what register macros and flip-flop cells hold; not memories. */
  registers: number;
  /** Of these, those that do more than take over a signal. */
  computed_registers: number;
  /** Of these, those that count by a constant. */
  counters: number;
  /** Bits of the variables, where widths are constant. */
  state_bits: number;
  /** Latches, and signals that hold their value by feedback. */
  latches: number;
  /** Arrays that are addressed by a signal. */
  memories: number;
  state_machines: number;
  /** States of the largest machine. */
  states: number;
  /** Distinct signals whose edges clock registers. */
  clocks: number;
  /** Instances of modules that are not flip-flops. */
  instances: number;
  /** Distinct modules among the instances. */
  instance_kinds: number;
  /** Drivers: assignments and instance outputs. */
  statements: number;
  operators: number;
  /** Additions, subtractions, multiplications, divisions, remainders, powers; those of indices and parameters left out. */
  arithmetic: number;
  /** Relational operators and equalities. */
  comparisons: number;
  /** Choices between values that are not constant: `?:`, selects by a signal, branches of combinational processes. */
  selections: number;
  /** Bits of the widest output that a combinational process makes of constants alone: decoders and tables. */
  decoded_bits: number;
  ports: number;
  /** Cells after synthesis; null without. */
  cells: number | null;
  /** Longest path in cells after synthesis; null without. */
  logic_depth: number | null;
}

/** Figures of a synthesized netlist. */
export interface NetlistMeasures {
  cells: number | null;
  logic_depth: number | null;
}

const ARITHMETIC = ['+', '-', '*', '/', '%', '**'];
const COMPARISONS = ['==', '!=', '===', '!==', '==?', '!=?', '<', '>', '<=', '>='];

/**
 * Counts what complexity is decided by.
 * @param text the text that the structure was read from
 */
export function measureComplexity(
  structure: ModuleStructure,
  text: string,
  netlist: NetlistMeasures = { cells: null, logic_depth: null },
): ComplexityMeasures {
  const { operators } = structure;
  const registers = registersOf(structure, text);
  const roles = registerRoles(viewModule(structure, text, NO_SURROUNDINGS));
  const memories = new Set(storedMemories(structure, text).map(({ name }) => name));
  const cells = new Set(cellRegisters(structure));
  // An instance that nothing is connected to is that of an interface.
  const parts = structure.instances.filter(
    ({ instanceName, connections, wildcard }) =>
      !cells.has(instanceName) && (connections.length > 0 || wildcard),
  );
  const bits = new Map(structure.signals.map((signal) => [signal.name, signal.bits ?? 0]));
  const count = (names: readonly string[]) => names.reduce((sum, name) => sum + (operators[name] ?? 0), 0);
  const variables = registers.filter((name) => !memories.has(name));
  return {
    registers: variables.length + cells.size,
    computed_registers: variables.filter((name) => !roles.copies.includes(name)).length,
    counters: roles.counters.length,
    state_bits: variables.reduce((sum, name) => sum + (bits.get(name) ?? 0), 0),
    latches: latchesOf(structure).length + feedbackSignals(structure).length,
    memories: memories.size,
    state_machines: structure.fsms.length,
    states: Math.max(0, ...structure.fsms.map(({ states }) => states.length)),
    clocks: new Set(structure.clocks.map(({ signal }) => signal)).size,
    instances: parts.length,
    instance_kinds: new Set(parts.map(({ moduleName }) => moduleName)).size,
    statements: structure.assignments.length,
    operators: Object.values(operators).reduce((sum, uses) => sum + uses, 0),
    arithmetic:
      Math.min(count(ARITHMETIC), arithmeticOfValues(structure, text)) + halfAdders(structure, text).length,
    comparisons: count(COMPARISONS),
    selections: choices(structure, bits, text) + branchedChoices(structure, bits),
    decoded_bits: decodedBits(structure, bits),
    ports: structure.ports.length,
    ...netlist,
  };
}

/**
 * `?:` and selects by a signal. Between parameters, nothing is chosen when the circuit runs; in a loop, a select by a
 * signal is one by the loop's variable: wiring.
 */
function choices(structure: ModuleStructure, bits: ReadonlyMap<string, number>, text: string): number {
  const { operators, assignments } = structure;
  const between = assignments
    .filter(({ uses }) => uses.length > 0)
    .filter((assignment) => !isGate(assignment, bits, text))
    .reduce((sum, { start, end }) => sum + (text.slice(start, end).match(/\?/g)?.length ?? 0), 0);
  return Math.min(operators['?:'] ?? 0, between) + (hasLoop(structure) ? 0 : (operators['[]'] ?? 0));
}

/** Arithmetic operators on what signals carry. */
function arithmeticOfValues({ assignments }: ModuleStructure, text: string): number {
  return assignments
    .filter(({ dataUses, kind }) => dataUses.length > 0 && kind !== 'instance')
    .reduce((sum, { start, end }) => {
      const plain = text.slice(start, end).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|\[[^\]]*\]/g, '');
      return sum + (plain.match(/[-+*/%]/g)?.length ?? 0);
    }, 0);
}

/** `on ? x : 1'b0` of one bit is an AND gate, whatever it is written with. */
function isGate({ defs, start, end }: Assignment, bits: ReadonlyMap<string, number>, text: string): boolean {
  const isBit = defs.length === 1 && bits.get(defs[0]!) === 1;
  return (
    isBit &&
    /^[^?]*\?\s*(?:\d*'?[bdh]?[01]\s*:[^?:]*|[^?:]*:\s*\d*'?[bdh]?[01])\s*\)?;?\s*$/.test(
      text.slice(start, end),
    )
  );
}

/**
 * Assignments under a condition in combinational processes whose value is not constant. A bit that has one such
 * value beside constants is gated, not chosen.
 */
function branchedChoices(
  { assignments, processes }: ModuleStructure,
  bits: ReadonlyMap<string, number>,
): number {
  const branches = assignments.filter(
    ({ process, dataUses, enclosing }) =>
      process !== null &&
      processes[process]?.kind === 'combinational' &&
      dataUses.length > 0 &&
      enclosing.some(({ kind }) => kind === 'if' || kind === 'else' || kind === 'case_item'),
  );
  const targets = new Map<string, number>();
  for (const name of branches.flatMap(({ defs }) => defs)) targets.set(name, (targets.get(name) ?? 0) + 1);
  return branches.filter(({ defs }) => defs.some((name) => bits.get(name) !== 1 || targets.get(name)! > 1))
    .length;
}

function hasLoop({ assignments }: ModuleStructure): boolean {
  return assignments.some(({ enclosing }) => enclosing.some(({ kind }) => kind === 'loop'));
}

function decodedBits({ assignments, processes }: ModuleStructure, bits: ReadonlyMap<string, number>): number {
  const decoded = processes.map((process, index) => {
    const own = assignments.filter((assignment) => assignment.process === index);
    const constant = own.length >= 4 && own.every(({ dataUses }) => dataUses.length === 0);
    if (process.kind !== 'combinational' || !constant) return 0;
    return [...new Set(own.flatMap(({ defs }) => defs))].reduce(
      (sum, name) => sum + (bits.get(name) ?? 1),
      0,
    );
  });
  return Math.max(0, ...decoded);
}
