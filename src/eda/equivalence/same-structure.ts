import type { JsonBit, JsonModule } from './netlist-facts.ts';

/**
 * Whether two netlists are one and the same, whatever their cells and inner wires are called: from each output
 * backwards every bit has the same driver, one to one, and registers the same initial values. Then no behaviour can
 * tell them apart, with any number of clocks, latches or operators that no solver masters.
 * @param gold text that `write_json` gave @param module name of the module in it
 */
export function haveSameStructure(
  gold: { json: string; module: string },
  gate: { json: string; module: string },
): boolean {
  const sides = [gold, gate].map(({ json, module }) => readNetlist(json, module));
  const [first, second] = sides;
  return first !== undefined && second !== undefined && new Matching(first, second).holds();
}

interface Cell {
  name: string;
  /** Type and parameters. */
  kind: string;
  inputs: [string, JsonBit[]][];
}

interface Netlist {
  /** Bits of each output, by its name. */
  outputs: Map<string, JsonBit[]>;
  /** What drives a bit: a place at the input ports, or one of a cell. */
  drivers: Map<JsonBit, { cell: Cell | undefined; place: string }>;
  initial: Map<JsonBit, string>;
}

/** Undefined where a bit has two drivers, or a port is both input and output. */
function readNetlist(json: string, name: string): Netlist | undefined {
  const { modules } = JSON.parse(json) as { modules: Record<string, JsonModule> };
  const module = modules[name];
  if (module === undefined) return undefined;
  const netlist: Netlist = { outputs: new Map(), drivers: new Map(), initial: new Map() };
  let isClear = true;
  const drive = (bit: JsonBit, cell: Cell | undefined, place: string): void => {
    isClear &&= !netlist.drivers.has(bit);
    netlist.drivers.set(bit, { cell, place });
  };
  for (const [port, { direction, bits }] of Object.entries(module.ports)) {
    if (direction === 'output') netlist.outputs.set(port, bits);
    else if (direction === 'input')
      for (const [at, bit] of bits.entries()) drive(bit, undefined, `${port}[${at}]`);
    else return undefined;
  }
  for (const [cellName, { type, parameters, connections, port_directions: directions }] of Object.entries(
    module.cells,
  )) {
    const inputs = Object.entries(connections).filter(([port]) => directions?.[port] === 'input');
    const cell = { name: cellName, kind: JSON.stringify([type, Object.entries(parameters).sort()]), inputs };
    for (const [port, bits] of Object.entries(connections)) {
      if (directions?.[port] === 'input') continue;
      for (const [at, bit] of bits.entries()) drive(bit, cell, `${port}[${at}]`);
    }
  }
  for (const { bits, attributes } of Object.values(module.netnames)) {
    const init = attributes['init'];
    // Written with the highest bit first.
    if (typeof init === 'string')
      for (const [at, bit] of bits.entries()) netlist.initial.set(bit, init.at(-1 - at) ?? 'x');
  }
  return isClear ? netlist : undefined;
}

/** Pairs of which each belongs to one other alone. */
class OneToOne<T> {
  readonly #right = new Map<T, T>();
  readonly #left = new Map<T, T>();

  /** Whether the two are paired; undefined where both were free, and now are. */
  pair(left: T, right: T): boolean | undefined {
    if (this.#right.has(left) || this.#left.has(right))
      return this.#right.get(left) === right && this.#left.get(right) === left;
    this.#right.set(left, right);
    this.#left.set(right, left);
    return undefined;
  }
}

/** Cells and bits of two netlists, put side by side from the outputs on. */
class Matching {
  readonly #gold: Netlist;
  readonly #gate: Netlist;
  readonly #bits = new OneToOne<JsonBit>();
  readonly #cells = new OneToOne<Cell>();
  readonly #open: [JsonBit, JsonBit][] = [];

  constructor(gold: Netlist, gate: Netlist) {
    this.#gold = gold;
    this.#gate = gate;
  }

  holds(): boolean {
    if (this.#gold.outputs.size !== this.#gate.outputs.size) return false;
    for (const [port, bits] of this.#gold.outputs)
      if (!this.#put(bits, this.#gate.outputs.get(port))) return false;
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      if (!this.#matchBits(...next)) return false;
    }
    return true;
  }

  #put(gold: readonly JsonBit[], gate: readonly JsonBit[] | undefined): boolean {
    if (gate === undefined || gold.length !== gate.length) return false;
    for (const [at, bit] of gold.entries()) this.#open.push([bit, gate[at]!]);
    return true;
  }

  #matchBits(gold: JsonBit, gate: JsonBit): boolean {
    if (typeof gold === 'string' || typeof gate === 'string') return gold === gate;
    const fits = this.#bits.pair(gold, gate);
    if (fits !== undefined) return fits;
    if ((this.#gold.initial.get(gold) ?? 'x') !== (this.#gate.initial.get(gate) ?? 'x')) return false;
    const [first, second] = [this.#gold.drivers.get(gold), this.#gate.drivers.get(gate)];
    if (first?.place !== second?.place) return false;
    return first?.cell === undefined || second?.cell === undefined
      ? first?.cell === second?.cell
      : this.#matchCells(first.cell, second.cell);
  }

  #matchCells(gold: Cell, gate: Cell): boolean {
    const fits = this.#cells.pair(gold, gate);
    if (fits !== undefined) return fits;
    if (gold.kind !== gate.kind || gold.inputs.length !== gate.inputs.length) return false;
    const inputs = new Map(gate.inputs);
    return gold.inputs.every(([port, bits]) => this.#put(bits, inputs.get(port)));
  }
}
