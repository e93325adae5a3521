/** What of `write_json` is read here. Bits are numbers, constants are strings. */
export interface JsonModule {
  ports: Record<string, { direction: string; bits: JsonBit[] }>;
  cells: Record<string, JsonCell>;
  netnames: Record<
    string,
    { hide_name: number; bits: JsonBit[]; attributes: Record<string, string | number> }
  >;
}
interface JsonCell {
  type: string;
  parameters: Record<string, string>;
  /** `input` or `output` of each port of a cell that Yosys knows. */
  port_directions?: Record<string, string>;
  connections: Connections;
}
export type JsonBit = number | string;
type Connections = Record<string, JsonBit[]>;

/** The one clock edge of a design, when all of its registers wait for it and nothing else reads the clock. */
interface SingleClock {
  port: string;
  edge: 'posedge' | 'negedge';
}

/** What a proof must know of a netlist before it may start. */
export interface NetlistFacts {
  /** Name to direction and width. */
  ports: Map<string, string>;
  outputs: number;
  /** Cells that the solver has no model for. */
  unknownCells: string[];
  /** `none`: combinational; `many`: several clocks or edges, latches, or a clock that is data too. */
  clock: SingleClock | 'none' | 'many';
  /** Input ports that clock something, in order. */
  clockPorts: string[];
  /** Whether a register is set, reset or loaded without its clock. */
  asynchronous: boolean;
  /**
   * Register bits by each of their public names, e.g. `q[2]`, with the declared initial value (`0`, `1` or `x`).
   */
  registers: Map<string, string>;
  /** Register bits without a public name. */
  unnamedRegisters: number;
}

const LATCH = /^\$(?:dlatch|adlatch|dlatchsr|sr|ff)$/;
const ASYNCHRONOUS = /^\$(?:adffe?|dffsre?|aldffe?)$/;
const REGISTER = /^\$(?:ff$|dff|adff|sdff|aldff|dlatch|adlatch|sr$)/;

/** Reads the facts of one module from the text that `write_json` gives. */
export function readNetlistFacts(json: string, module: string): NetlistFacts | undefined {
  const { modules } = JSON.parse(json) as { modules: Record<string, JsonModule> };
  const netlist = modules[module];
  if (netlist === undefined) return undefined;
  const ports = Object.entries(netlist.ports);
  const outputs = ports.filter(([, port]) => port.direction !== 'input');
  const cells = Object.values(netlist.cells);
  return {
    ports: new Map(ports.map(([name, { direction, bits }]) => [name, `${direction} [${bits.length}]`])),
    outputs: outputs.length,
    unknownCells: [...new Set(cells.map(({ type }) => type).filter((type) => !type.startsWith('$')))],
    asynchronous: cells.some(({ type }) => ASYNCHRONOUS.test(type)),
    ...clocksOf(netlist),
    ...registersOf(netlist),
  };
}

function clocksOf({ ports, cells }: JsonModule): Pick<NetlistFacts, 'clock' | 'clockPorts'> {
  const edges = new Set<string>();
  const clockBits = new Set<JsonBit>();
  const dataBits = new Set<JsonBit>();
  let latches = false;
  for (const { type, parameters, connections } of Object.values(cells)) {
    latches ||= LATCH.test(type);
    for (const [port, bits] of Object.entries(connections)) {
      const isClock = REGISTER.test(type) && port === 'CLK';
      for (const bit of bits) (isClock ? clockBits : dataBits).add(bit);
      if (isClock) edges.add(`${bits.join()} ${Number(parameters['CLK_POLARITY']) & 1}`);
    }
  }
  const inputs = Object.entries(ports).filter(([, { direction }]) => direction === 'input');
  const clockPorts = inputs.filter(([, { bits }]) => bits.length === 1 && clockBits.has(bits[0]!));
  for (const [, { direction, bits }] of Object.entries(ports))
    if (direction !== 'input') for (const bit of bits) dataBits.add(bit);
  const names = clockPorts.map(([name]) => name);
  if (edges.size === 0) return { clock: latches ? 'many' : 'none', clockPorts: names };
  const [edge] = edges;
  const [port] = names;
  const alone = [...clockBits].every((bit) => !dataBits.has(bit));
  if (latches || edges.size > 1 || port === undefined || !alone) return { clock: 'many', clockPorts: names };
  return { clock: { port, edge: edge!.endsWith(' 1') ? 'posedge' : 'negedge' }, clockPorts: names };
}

function registersOf({ cells, netnames }: JsonModule): Pick<NetlistFacts, 'registers' | 'unnamedRegisters'> {
  const outputs = new Set<JsonBit>();
  for (const { type, connections } of Object.values(cells))
    if (REGISTER.test(type)) for (const bit of connections['Q'] ?? []) outputs.add(bit);
  const initial = new Map<JsonBit, string>();
  const names = new Map<JsonBit, string[]>();
  for (const [name, { hide_name: hidden, bits, attributes }] of Object.entries(netnames)) {
    const init = attributes['init'];
    for (const [index, bit] of bits.entries()) {
      if (!outputs.has(bit)) continue;
      // Written with the highest bit first.
      if (typeof init === 'string') initial.set(bit, init.at(-1 - index) ?? 'x');
      if (hidden === 0) names.set(bit, [...(names.get(bit) ?? []), `${name}[${index}]`]);
    }
  }
  const registers = [...names].flatMap(([bit, all]) =>
    all.map((name) => [name, initial.get(bit) ?? 'x'] as const),
  );
  return { registers: new Map(registers), unnamedRegisters: outputs.size - names.size };
}
