import type { Assignment } from '../structure/module-structure.ts';
import { chooseWhole } from './choose-whole.ts';
import { type InstanceScope, InstanceScopes } from './instance-scopes.ts';
import type { SliceConnection, SliceInstance } from './part.ts';
import type { SliceableDesign, SliceModule } from './sliceable-design.ts';

/** How much is kept: what drives the output, or the whole of each process and instance that does. */
export type SliceLevel = 'minimal' | 'processes' | 'whole';

/** What of a module was chosen. Offsets name parts by their start. */
export interface ModuleSelection {
  /** Assignments, gates, calls, jumps and values in declarations. */
  leaves: Set<number>;
  instances: Set<number>;
  /** Connections that are needed, by the start of their expression. */
  connections: Set<number>;
  /** Processes that are kept whole. */
  processes: Set<number>;
  macroCalls: Set<number>;
}

export interface Selection {
  /** Modules that are reached, by name. */
  modules: Map<string, ModuleSelection>;
  /** Registers, latches and unknown instances that the output depends on, by their path from the top. */
  state: Set<string>;
}

/**
 * What an output depends on: backwards from it over everything that drives a signal, with what decides whether it
 * does, into instances and out of them again. Each instance is followed by itself.
 */
export function selectDrivers(
  design: SliceableDesign,
  top: string,
  output: string,
  level: SliceLevel,
): Selection {
  const walk = new BackwardWalk(design, level);
  walk.need(walk.scopes.top(top), output);
  walk.finish();
  return walk.selection;
}

interface Need {
  scope: InstanceScope;
  signal: string;
}

class BackwardWalk {
  readonly scopes: InstanceScopes;
  readonly selection: Selection = { modules: new Map(), state: new Set() };
  readonly #level: SliceLevel;
  readonly #queue: Need[] = [];
  readonly #drivers = new Map<SliceModule, DriverIndex>();

  constructor(design: SliceableDesign, level: SliceLevel) {
    this.scopes = new InstanceScopes(design, (scope) => {
      for (const signal of scope.needed) this.#needOutside(scope, signal);
    });
    this.#level = level;
  }

  need(scope: InstanceScope, signal: string): void {
    this.#selected(scope.module);
    if (scope.needed.has(signal)) return;
    scope.needed.add(signal);
    this.#queue.push({ scope, signal });
  }

  finish(): void {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      const { scope, signal } = next;
      const index = this.#index(scope.module);
      for (const assignment of index.assignments.get(signal) ?? [])
        this.#chooseAssignment(scope, assignment, signal);
      for (const instance of scope.module.instances) this.#chooseInstance(scope, instance, signal);
      for (const call of scope.module.macroCalls) {
        if (!call.names.includes(signal)) continue;
        this.#selected(scope.module).macroCalls.add(call.start);
        for (const name of call.names) if (index.signals.has(name)) this.need(scope, name);
      }
      this.#needOutside(scope, signal);
    }
  }

  #selected({ structure }: SliceModule): ModuleSelection {
    let found = this.selection.modules.get(structure.name);
    if (found === undefined) {
      found = {
        leaves: new Set(),
        instances: new Set(),
        connections: new Set(),
        processes: new Set(),
        macroCalls: new Set(),
      };
      this.selection.modules.set(structure.name, found);
    }
    return found;
  }

  #index(module: SliceModule): DriverIndex {
    const known = this.#drivers.get(module) ?? driverIndex(module);
    this.#drivers.set(module, known);
    return known;
  }

  #chooseAssignment(scope: InstanceScope, assignment: Assignment, signal: string): void {
    const { module } = scope;
    const chosen = this.#selected(module);
    chosen.leaves.add(assignment.start);
    const { loopVariables } = this.#index(module);
    const own = assignment.enclosing.flatMap((one) => loopVariables.get(one.start) ?? []);
    for (const use of assignment.uses) if (!own.includes(use)) this.need(scope, use);
    const outer = new Set(assignment.enclosing.map((one) => one.start));
    for (const jump of module.jumps) {
      if (!outer.has(jump.target)) continue;
      chosen.leaves.add(jump.start);
      for (const use of jump.uses) if (!own.includes(use)) this.need(scope, use);
    }
    const process = assignment.process === null ? undefined : module.structure.processes[assignment.process];
    if (process?.kind === 'sequential' || (process?.kind === 'latch' && process.latched.includes(signal)))
      this.selection.state.add(scope.path + signal);
    if (this.#level === 'processes' && process !== undefined) {
      for (const name of chooseWhole(module, process, chosen)) this.need(scope, name);
    }
  }

  /** An instance that drives the signal by some connection. */
  #chooseInstance(scope: InstanceScope, instance: SliceInstance, signal: string): void {
    const child = this.scopes.child(scope, instance);
    const chosen = this.#selected(scope.module);
    for (const [position, connection] of instance.connections.entries()) {
      if (!connection.defs.includes(signal)) continue;
      const port = portOf(child?.module, connection, position);
      if (port?.direction === 'input') continue;
      chosen.instances.add(instance.start);
      chosen.connections.add(connection.start);
      for (const use of connection.targetUses) this.need(scope, use);
      if (child === undefined || port === undefined) this.#chooseUnknown(scope, instance);
      else this.need(child, port.name);
      if (child !== undefined && this.#level === 'processes') this.#chooseAllPorts(scope, instance, child);
    }
    if (!instance.wildcard || child === undefined) return;
    const port = child.module.ports.get(signal);
    if (port === undefined || port.direction === 'input') return;
    if (instance.connections.some((one) => one.port === signal)) return;
    chosen.instances.add(instance.start);
    this.need(child, signal);
  }

  #chooseUnknown(scope: InstanceScope, instance: SliceInstance): void {
    this.selection.state.add(`${scope.path}${instance.name}`);
    for (const connection of instance.connections) this.#connect(scope, connection);
  }

  #chooseAllPorts(scope: InstanceScope, instance: SliceInstance, child: InstanceScope): void {
    for (const port of child.module.ports.keys()) this.need(child, port);
    for (const connection of instance.connections) this.#connect(scope, connection);
  }

  #connect(scope: InstanceScope, connection: SliceConnection): void {
    this.#selected(scope.module).connections.add(connection.start);
    for (const use of connection.uses) this.need(scope, use);
  }

  /** A port that is no output is driven by what its instances connect. */
  #needOutside(scope: InstanceScope, signal: string): void {
    const port = scope.module.ports.get(signal);
    if (port === undefined || port.direction === 'output') return;
    for (const { scope: outer, instance } of scope.callers) {
      const connection = instance.connections.find((one, position) =>
        one.port === null ? portOf(scope.module, one, position) === port : one.port === signal,
      );
      if (connection !== undefined) this.#connect(outer, connection);
      else if (instance.wildcard) this.need(outer, signal);
    }
  }
}

function portOf(module: SliceModule | undefined, { port }: SliceConnection, position: number) {
  if (module === undefined) return undefined;
  return port === null ? [...module.ports.values()][position] : module.ports.get(port);
}

interface DriverIndex {
  assignments: Map<string, Assignment[]>;
  signals: ReadonlySet<string>;
  /** Variables that the head of a loop assigns, by the start of the loop. */
  loopVariables: Map<number, string[]>;
}

function driverIndex({ structure }: SliceModule): DriverIndex {
  const assignments = new Map<string, Assignment[]>();
  const loopVariables = new Map<number, string[]>();
  for (const assignment of structure.assignments) {
    if (assignment.kind === 'instance') continue;
    for (const name of assignment.defs) {
      const known = assignments.get(name);
      if (known === undefined) assignments.set(name, [assignment]);
      else known.push(assignment);
    }
    const loop = assignment.enclosing.at(-1);
    if (loop?.kind !== 'loop' || assignment.start >= loop.headEnd) continue;
    loopVariables.set(loop.start, [...(loopVariables.get(loop.start) ?? []), ...assignment.defs]);
  }
  const signals = new Set(structure.signals.map((signal) => signal.name));
  return { assignments, signals, loopVariables };
}
