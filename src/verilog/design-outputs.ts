import { expressionIds } from './check-expression.ts';
import type { AssignmentFact, CheckFacts, ConnectionFact } from './check-facts.ts';
import { type CheckNames, INSIDE_DESIGN } from './check-names.ts';
import type { ModuleDeclaration, ModulePort } from './modules.ts';

/** How the values of a testbench meet the design under test and the testbench's own modules. */
export interface DesignBoundary {
  /** Ids that the design drives. */
  outputs: ReadonlySet<string>;
  /** Ids that drive the design. */
  stimuli: ReadonlySet<string>;
  /** Flow between the connections and the ports of the testbench's own modules. */
  flows: AssignmentFact[];
  /** Instances of the design: module and instance name. */
  duts: { module: string; instance: string }[];
}

/**
 * Tells the design's outputs from its inputs. The design is every instantiated module that the testbench does not
 * define; when it defines all of them, those with ports that its top modules instantiate. Where port directions are
 * unknown, an output is what is connected and driven by nothing in the testbench.
 */
export function findDesignBoundary(
  facts: CheckFacts,
  known: CheckNames,
  modules: readonly ModuleDeclaration[],
  designModules: readonly ModuleDeclaration[],
): DesignBoundary {
  const own = new Map(modules.map((module) => [module.name, module]));
  const isOutside = facts.connections.some((one) => !known.defined.has(one.moduleName));
  const instantiated = new Set(facts.connections.map((one) => one.moduleName));
  const isDut = (one: ConnectionFact): boolean =>
    isOutside
      ? !known.defined.has(one.moduleName)
      : !instantiated.has(one.scope) && (own.get(one.moduleName)?.ports.length ?? 0) > 0;
  const directions = new Map([...modules, ...designModules].map((module) => [module.name, module.ports]));

  const flows = facts.connections.flatMap((one) => ownModuleFlows(one, own.get(one.moduleName)));
  const drivers = [...facts.assignments, ...flows].filter((assignment) => !assignment.releases);
  const driven = new Set(drivers.flatMap((assignment) => assignment.targets));
  const outputs = new Set([INSIDE_DESIGN]);
  const stimuli = new Set<string>();
  const duts = new Map<string, { module: string; instance: string }>();
  for (const connection of facts.connections) {
    if (!isDut(connection)) continue;
    duts.set(`${connection.scope}.${connection.instanceName}`, {
      module: connection.moduleName,
      instance: connection.instanceName,
    });
    const ports = directions.get(connection.moduleName);
    for (const [id, direction] of connectedIds(connection, ports, facts)) {
      const isOutput = direction === undefined ? !driven.has(id) : direction !== 'input';
      if (isOutput) outputs.add(id);
      else stimuli.add(id);
    }
  }
  return {
    outputs,
    stimuli,
    flows,
    duts: [...duts.values()],
  };
}

/** The ids behind one connection with the port's direction; `.*` connects all that the scope declares. */
function connectedIds(
  connection: ConnectionFact,
  ports: readonly ModulePort[] | undefined,
  facts: CheckFacts,
): [string, string | undefined][] {
  if (connection.port === '*') {
    const declared = facts.declared.get(connection.scope) ?? [];
    return declared.map((id) => [id, ports?.find((port) => id.endsWith(`.${port.name}`))?.direction]);
  }
  const direction = findPort(ports, connection.port)?.direction;
  const isKnown = direction === 'input' || direction === 'output' || direction === 'inout';
  return expressionIds(connection.value).map((id) => [id, isKnown ? direction : undefined]);
}

function findPort(ports: readonly ModulePort[] | undefined, port: string | number): ModulePort | undefined {
  return typeof port === 'number' ? ports?.[port] : ports?.find((one) => one.name === port);
}

/** What flows through a port of a module that the testbench itself defines. */
function ownModuleFlows(connection: ConnectionFact, module: ModuleDeclaration | undefined): AssignmentFact[] {
  const port = findPort(module?.ports, connection.port);
  if (module === undefined || port === undefined) return [];
  const inside = `${module.name}.${port.name}`;
  const outside = expressionIds(connection.value);
  const place = { controls: [], owner: '', line: 0, releases: false };
  const flows: AssignmentFact[] = [];
  if (port.direction !== 'output') flows.push({ targets: [inside], value: connection.value, ...place });
  if (port.direction !== 'input')
    flows.push({ targets: outside, value: { kind: 'names', ids: [inside] }, ...place });
  return flows;
}
