import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';

/** A module and the text that its offsets mean. */
export interface LibraryModule {
  structure: ModuleStructure;
  text: string;
}

/** What a module does with one of its input ports, as far as clocks and resets go. */
export type PortUse =
  | { kind: 'clock'; edges: ReadonlySet<'posedge' | 'negedge'> }
  | { kind: 'reset'; active: 0 | 1; synchronous: boolean };

const CLOCK_NAME = /cl(?:oc)?k/i;

/**
 * Which input ports of a module are clocks and resets, seen through the instances below it: a wrapper has no process
 * of its own. Signals are followed to a port through plain and inverted assignments and through clock gates.
 */
export function tracePorts(
  module: LibraryModule,
  library: ReadonlyMap<string, LibraryModule>,
): ReadonlyMap<string, PortUse> {
  return trace(module, library, new Set());
}

function trace(
  module: LibraryModule,
  library: ReadonlyMap<string, LibraryModule>,
  above: ReadonlySet<string>,
): Map<string, PortUse> {
  const uses = new Map<string, PortUse>();
  const { structure } = module;
  // A module that holds itself cannot be elaborated; the text may say so all the same.
  if (above.has(structure.name)) return uses;
  const sources = inputSources(module);
  const note = (signal: string, use: PortUse): void => {
    for (const { port, inverted } of sources(signal)) merge(uses, port, inverted ? invert(use) : use);
  };
  for (const { signal, edge } of structure.clocks) note(signal, { kind: 'clock', edges: new Set([edge]) });
  for (const { signal, polarity, synchronous } of structure.resets) {
    note(signal, { kind: 'reset', active: polarity === 'high' ? 1 : 0, synchronous });
  }
  for (const instance of structure.instances) {
    const child = library.get(instance.moduleName);
    if (child === undefined) continue;
    const below = trace(child, library, new Set([...above, structure.name]));
    child.structure.ports.forEach(({ name }, position) => {
      const use = below.get(name);
      if (use === undefined) return;
      const connection =
        instance.connections.find(({ port }) => port === name) ??
        (instance.connections[position]?.port === null ? instance.connections[position] : undefined);
      const expression = connection?.expression ?? (instance.wildcard ? name : '');
      const match = /^\s*([~!]?)\s*([A-Za-z_][\w$]*)\s*$/.exec(expression);
      if (match !== null) note(match[2]!, match[1] === '' ? use : invert(use));
    });
  }
  return uses;
}

interface Source {
  port: string;
  inverted: boolean;
}

/** The input ports that a signal comes from. */
function inputSources({ structure, text }: LibraryModule): (signal: string) => Source[] {
  const ports = new Set(
    structure.ports.filter((port) => port.direction === 'input').map((port) => port.name),
  );
  const find = (signal: string, seen: ReadonlySet<string>): Source[] => {
    if (ports.has(signal)) return [{ port: signal, inverted: false }];
    if (seen.has(signal)) return [];
    const drivers = structure.assignments.filter(
      ({ kind, defs }) =>
        (kind === 'continuous' || kind === 'declaration' || kind === 'gate') && defs.includes(signal),
    );
    return drivers.flatMap(({ dataUses, start, end }) => {
      const inverted = /[~!](?!=)|\bnot\b/.test(text.slice(start, end));
      // Of a gated clock's operands the clock is the one that is named like one.
      const named = dataUses.filter((use) => CLOCK_NAME.test(use));
      const followed = dataUses.length > 1 && named.length > 0 ? named : dataUses.slice(0, 1);
      return followed
        .flatMap((use) => find(use, new Set([...seen, signal])))
        .map((source) => ({ port: source.port, inverted: source.inverted !== inverted }));
    });
  };
  return (signal) => find(signal, new Set());
}

function invert(use: PortUse): PortUse {
  if (use.kind === 'reset') return { ...use, active: use.active === 1 ? 0 : 1 };
  return {
    kind: 'clock',
    edges: new Set([...use.edges].map((edge) => (edge === 'posedge' ? 'negedge' : 'posedge'))),
  };
}

/** A port that is a clock anywhere is a clock; a reset that acts without a clock anywhere is asynchronous. */
function merge(uses: Map<string, PortUse>, port: string, use: PortUse): void {
  const known = uses.get(port);
  if (known === undefined) uses.set(port, use);
  else if (known.kind === 'clock' && use.kind === 'clock') {
    uses.set(port, { kind: 'clock', edges: new Set([...known.edges, ...use.edges]) });
  } else if (known.kind === 'reset' && use.kind === 'reset') {
    uses.set(port, { ...known, synchronous: known.synchronous && use.synchronous });
  } else if (use.kind === 'clock') uses.set(port, use);
}
