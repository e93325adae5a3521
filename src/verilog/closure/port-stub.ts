import { expandMacros } from '../macros.ts';
import type { ModuleInstance } from '../modules.ts';
import type { ModuleStructure } from '../structure/module-structure.ts';
import { readStructure } from '../structure/structure.ts';
import { overriddenParameters } from './overridden-parameters.ts';

/** A module that only instances tell of: ports and parameters as far as they are connected. */
interface Stub {
  ports: Map<string, StubPort>;
  parameters: Set<string>;
  /** Ports that are connected by position. */
  byPosition: StubPort[];
}

interface StubPort {
  direction: 'input' | 'output';
  /** Width of what is connected; 1 where it cannot be told. */
  bits: number;
}

/**
 * Empty modules for names that sources instantiate and nothing defines, inferred from the instances: a port is an
 * output when what is connected could be driven and nothing else drives it. A name without an instance that can be
 * read, or with one that does not name its ports (`.*`), gets none; where none is left the text is empty.
 */
export function portStubs(sources: readonly string[], missing: readonly string[]): string {
  const stubs = new Map<string, Stub>();
  for (const source of sources) {
    if (!missing.some((name) => source.includes(name))) continue;
    const text = expandMacros(source);
    const modules = readStructure(text) ?? [];
    const own = new Set(modules.map((module) => module.name));
    for (const module of modules) {
      for (const instance of module.instances) {
        const { moduleName: name, wildcard } = instance;
        if (wildcard || !missing.includes(name)) continue;
        const stub = stubs.get(name) ?? { ports: new Map(), parameters: new Set(), byPosition: [] };
        stubs.set(name, stub);
        addInstance(stub, instance, { text, module, driven: drivenNames(module, own) });
      }
    }
  }
  return [...stubs].map(([name, stub]) => stubText(name, stub)).join('\n');
}

interface Surroundings {
  text: string;
  /** The instantiating module. */
  module: ModuleStructure;
  driven: ReadonlySet<string>;
}

function addInstance(stub: Stub, instance: ModuleInstance, surroundings: Surroundings): void {
  instance.connections.forEach(({ port, expression }, position) => {
    const found = inferPort(expression, surroundings);
    if (port !== null) stub.ports.set(port, merged(stub.ports.get(port), found));
    else stub.byPosition[position] = merged(stub.byPosition[position], found);
  });
  const { text, module } = surroundings;
  for (const name of overriddenParameters(instance, text, module)) stub.parameters.add(name);
}

/** What any instance can drive is an input; the widest connection counts. */
function merged(known: StubPort | undefined, found: StubPort): StubPort {
  if (known === undefined) return found;
  const direction = known.direction === 'input' || found.direction === 'input' ? 'input' : 'output';
  return { direction, bits: Math.max(known.bits, found.bits) };
}

function inferPort(expression: string, { module, driven }: Surroundings): StubPort {
  const target = /^([A-Za-z_][\w$]*)((?:\s*\[[^\]]*\])*)$/.exec(expression);
  const name = target?.[1] ?? '';
  const isFree = target !== null && !driven.has(name) && module.parameterValues[name] === undefined;
  return { direction: isFree ? 'output' : 'input', bits: connectedBits(expression, module) };
}

/** Width of a signal, of a part of one between constants, or of a sized literal. */
function connectedBits(expression: string, { signals }: ModuleStructure): number {
  const sized = /^(\d+)\s*'/.exec(expression);
  if (sized !== null) return Number(sized[1]);
  const part = /\[\s*(\d+)\s*:\s*(\d+)\s*\]$/.exec(expression);
  if (part !== null) return Math.abs(Number(part[1]) - Number(part[2])) + 1;
  return signals.find((signal) => signal.name === expression)?.bits ?? 1;
}

/** Names that a module drives itself, and those that only procedures may drive. */
function drivenNames(module: ModuleStructure, own: ReadonlySet<string>): Set<string> {
  const unknown = module.instances.filter(({ moduleName }) => !own.has(moduleName));
  const driving = module.assignments.filter(
    ({ kind, start, end }) =>
      kind !== 'instance' || !unknown.some((instance) => instance.start < end && start < instance.end),
  );
  const inputs = module.ports.filter(({ direction }) => direction !== 'output');
  const variables = module.signals.filter(({ type }) => /^(?:reg|integer|time|genvar)\b/.test(type));
  return new Set(
    [...inputs, ...variables].map(({ name }) => name).concat(driving.flatMap(({ defs }) => defs)),
  );
}

function stubText(name: string, { ports, parameters, byPosition }: Stub): string {
  const declare = (port: string, { direction, bits }: StubPort): string =>
    `${direction} wire ${bits > 1 ? `[${bits - 1}:0] ` : ''}${port}`;
  const named = [...ports].map(([port, found]) => declare(port, found));
  const further = [...byPosition].slice(named.length);
  const positional = further.map((found, at) =>
    declare(`p${named.length + at}`, found ?? { direction: 'input', bits: 1 }),
  );
  const assigned = [...parameters].map((parameter) => `parameter ${parameter} = 0`);
  const head = assigned.length === 0 ? '' : ` #(${assigned.join(', ')})`;
  return `module ${name}${head} (${[...named, ...positional].join(', ')});\nendmodule\n`;
}
