import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';

/**
 * The outputs of a module that share state with another output: both depend on one register. What is wrong with one
 * of them may then lie in what the other needs too. Instances with registers inside count as one register.
 */
export function coupledOutputs(module: ModuleStructure, library: readonly ModuleStructure[]): Set<string> {
  const outputs = module.ports.filter((port) => port.direction === 'output' || port.direction === 'inout');
  const drivers = driversByName(module);
  const sources = statefulDrivers(module, library);
  const cones = outputs.map(({ name }) => ({ name, state: stateOf(name, drivers, sources) }));
  const coupled = cones.filter((cone) =>
    cones.some((other) => other !== cone && [...cone.state].some((state) => other.state.has(state))),
  );
  return new Set(coupled.map(({ name }) => name));
}

type Driver = ModuleStructure['assignments'][number];

function driversByName(module: ModuleStructure): Map<string, Driver[]> {
  const drivers = new Map<string, Driver[]>();
  for (const assignment of module.assignments) {
    for (const name of assignment.defs) {
      const known = drivers.get(name);
      if (known === undefined) drivers.set(name, [assignment]);
      else known.push(assignment);
    }
  }
  return drivers;
}

/** For each driver that keeps state, what names that state: a register's own name, or the place of an instance. */
function statefulDrivers(
  module: ModuleStructure,
  library: readonly ModuleStructure[],
): (driver: Driver, name: string) => string | undefined {
  const stateful = new Set(library.filter((one) => hasState(one, library, new Set())).map((one) => one.name));
  return (driver, name) => {
    if (driver.kind === 'instance') {
      const instance = module.instances.find(
        ({ start, end }) =>
          (start >= driver.start && end <= driver.end) || (driver.start >= start && driver.end <= end),
      );
      const known = instance === undefined || !library.some((one) => one.name === instance.moduleName);
      return known || stateful.has(instance.moduleName) ? `@${driver.start}` : undefined;
    }
    const process = driver.process === null ? undefined : module.processes[driver.process];
    const keeps =
      process?.kind === 'sequential' || (process?.kind === 'latch' && process.latched.includes(name));
    return keeps ? name : undefined;
  };
}

function hasState(
  module: ModuleStructure,
  library: readonly ModuleStructure[],
  above: ReadonlySet<string>,
): boolean {
  if (module.processes.some(({ kind }) => kind === 'sequential' || kind === 'latch')) return true;
  return module.instances.some(({ moduleName }) => {
    const child = library.find((one) => one.name === moduleName);
    return (
      child !== undefined &&
      !above.has(moduleName) &&
      hasState(child, library, new Set([...above, module.name]))
    );
  });
}

/** The state in the cone of a signal, by following what drives it backwards. */
function stateOf(
  output: string,
  drivers: ReadonlyMap<string, readonly Driver[]>,
  stateful: (driver: Driver, name: string) => string | undefined,
): Set<string> {
  const state = new Set<string>();
  const reached = new Set([output]);
  for (const name of reached) {
    for (const driver of drivers.get(name) ?? []) {
      const kept = stateful(driver, name);
      if (kept !== undefined) state.add(kept);
      for (const use of driver.uses) reached.add(use);
    }
  }
  return state;
}
