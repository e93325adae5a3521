import { keyHash } from '../../core/content-hash.ts';
import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import type { ModulePort } from '../../verilog/modules.ts';
import { loadParser } from '../../verilog/parser.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import { type LibraryModule, type PortUse, tracePorts } from './clock-tracing.ts';
import type {
  ClockInput,
  DesignInterface,
  DrivenInput,
  Handshake,
  InterfacePort,
  ResetInput,
} from './design-interface.ts';
import { literalConstants } from './literal-constants.ts';
import { type DrivablePort, probePorts } from './probe-ports.ts';
import { referenceUnusable } from './reference-unusable.ts';
import { findStateMachines } from './state-machines.ts';

export interface ReferenceDesign {
  files: readonly SourceFile[];
  /** Default: the one module that no other instantiates. */
  top?: string;
  parameters?: Readonly<Record<string, string>>;
}

/**
 * Reads from a design what its testbenches need: ports with the widths that they are elaborated with, clocks, resets,
 * handshakes, state machines and constants.
 * @throws QuarryError REFERENCE_UNUSABLE when the design has no such top, does not compile, or has ports that a
 *   testbench cannot drive
 */
export async function readInterface(
  simulator: Simulator,
  reference: ReferenceDesign,
): Promise<DesignInterface> {
  await loadParser();
  const library = readLibrary(reference.files);
  const top = chooseTop(library, reference.top);
  const module = library.get(top)!;
  const parameters = reference.parameters ?? {};
  const unusable = module.structure.ports.find(({ direction }) => !isDrivable(direction));
  if (unusable !== undefined) {
    throw referenceUnusable(
      top,
      `port \`${unusable.name}\` is ${unusable.direction}, which no testbench can drive`,
    );
  }
  const ports = await probePorts(simulator, {
    files: reference.files,
    top,
    parameters,
    ports: module.structure.ports as readonly DrivablePort[],
    token: keyHash(top, ...reference.files.map((file) => file.text)).slice(0, 12),
  });
  const uses = tracePorts(module, library);
  const clocks = ports.flatMap((port) => clockInput(port, uses.get(port.name)));
  const inputs = ports.flatMap((port) => drivenInput(port, uses.get(port.name)));
  return {
    files: reference.files,
    top,
    parameters,
    ports,
    clocks,
    inputs,
    outputs: ports.filter(({ direction }) => direction !== 'input').map(({ name, bits }) => ({ name, bits })),
    resets: inputs.flatMap((input, at) => resetInput(input, at, uses.get(input.name))),
    handshakes: findHandshakes(ports),
    enables: module.structure.enables.filter((name) => inputs.some((input) => input.name === name)),
    machines: findStateMachines(module, library),
    constants: literalConstants([...library.values()]),
  };
}

function isDrivable(direction: ModulePort['direction']): boolean {
  return direction === 'input' || direction === 'output' || direction === 'inout';
}

function readLibrary(files: readonly SourceFile[]): Map<string, LibraryModule> {
  const modules = files.flatMap(({ text }) =>
    (readStructure(text) ?? []).map((structure): [string, LibraryModule] => [
      structure.name,
      { structure, text },
    ]),
  );
  return new Map(modules);
}

/** The named top, else the module that no other instantiates; of several the last, where files put their top. */
function chooseTop(library: ReadonlyMap<string, LibraryModule>, wanted: string | undefined): string {
  if (wanted !== undefined && library.has(wanted)) return wanted;
  const names = [...library.keys()];
  if (wanted !== undefined) {
    throw referenceUnusable(wanted, `it has no module \`${wanted}\`, only ${names.join(', ') || 'none'}`);
  }
  const instantiated = new Set(
    [...library.values()].flatMap(({ structure }) => structure.instances.map(({ moduleName }) => moduleName)),
  );
  const roots = names.filter((name) => !instantiated.has(name));
  const top = roots.at(-1) ?? names.at(-1);
  if (top === undefined) throw referenceUnusable('the files', 'no module is found in them');
  return top;
}

function clockInput(port: InterfacePort, use: PortUse | undefined): ClockInput[] {
  // A bit of a vector that clocks something cannot tick apart from the others: it is driven as data.
  if (port.direction !== 'input' || port.bits !== 1 || use?.kind !== 'clock') return [];
  return [{ name: port.name, idle: use.edges.has('posedge') ? 0 : 1, bothEdges: use.edges.size > 1 }];
}

function drivenInput(port: InterfacePort, use: PortUse | undefined): DrivenInput[] {
  const { name, bits } = port;
  if (port.direction === 'output' || clockInput(port, use).length > 0) return [];
  if (port.direction === 'inout') return [{ name, bits, role: 'inout' }];
  return [{ name, bits, role: use?.kind === 'reset' && bits === 1 ? 'reset' : 'data' }];
}

function resetInput(input: DrivenInput, at: number, use: PortUse | undefined): ResetInput[] {
  if (input.role !== 'reset' || use?.kind !== 'reset') return [];
  return [{ name: input.name, input: at, active: use.active, synchronous: use.synchronous }];
}

const REQUESTS: readonly (readonly [RegExp, RegExp])[] = [
  [/valid|vld/i, /ready|rdy/i],
  [/req(?:uest)?/i, /ack|gnt|grant/i],
  [/start|go|load|begin/i, /done|busy|finish|ready/i],
  [/cyc|stb/i, /ack/i],
  [/psel|penable/i, /pready/i],
  [/push|wr(?:ite)?_?en|wr/i, /full/i],
  [/pop|rd(?:_?en)?|read/i, /empty/i],
];

/** Pairs of an asking input and an answering output of one bit, by the names that designs use for them. */
function findHandshakes(ports: readonly InterfacePort[]): Handshake[] {
  const bits = ports.filter((port) => port.bits === 1);
  return REQUESTS.flatMap(([asks, answers]) =>
    bits
      .filter((port) => port.direction === 'input' && asks.test(port.name))
      .flatMap((port) =>
        bits
          .filter((other) => other.direction === 'output' && answers.test(other.name))
          .map((other) => ({ request: port.name, response: other.name })),
      ),
  );
}
