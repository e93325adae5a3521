import { randomBytes } from 'node:crypto';
import type { Simulator, SourceFile } from '../eda/simulator.ts';
import type { ModuleStructure } from '../verilog/structure/module-structure.ts';
import { readStructure } from '../verilog/structure/structure.ts';
import { type MonitoredMachine, monitorMachines } from './state-monitor.ts';
import type { TestbenchJudge } from './testbench-judge.ts';

/** How much of a state machine a testbench drives it through. */
export interface MachineCoverage {
  module: string;
  stateRegister: string;
  /** States and transitions that can be reached from reset. */
  states: number;
  transitions: number;
  statesVisited: number;
  transitionsVisited: number;
  /** What was not seen: `S3`, `S1 -> S2`; `any` is a transition from any state. */
  missing: string[];
}

/**
 * The coverage of the state machines in some modules of a design. They are watched in a copy of the design that runs
 * beside the real one, so nothing of a verdict can depend on it. Empty without a machine, and where the copy
 * cannot be simulated. Needs `loadParser()`.
 */
export async function measureStateCoverage(
  simulator: Simulator,
  testbench: TestbenchJudge,
  design: readonly SourceFile[],
  modules: readonly string[],
): Promise<MachineCoverage[]> {
  const channel = `quarry-${randomBytes(8).toString('hex')}`;
  const watched = design.map((file) => withMonitors(file, modules, channel));
  const machines = watched.flatMap((file) => file.machines);
  if (machines.length === 0) return [];
  const result = await simulator.run(testbench.job(watched.map(({ name, text }) => ({ name, text }))));
  if (result.simulation === undefined) return [];
  const lines = result.simulation.log.split('\n').filter((line) => line.startsWith(channel));
  const seen = new Set(lines.map((line) => line.slice(channel.length + 1).trim()));
  return machines.map((machine) => coverageOf(machine, seen));
}

interface WatchedFile extends SourceFile {
  machines: MonitoredMachine[];
}

function withMonitors(file: SourceFile, modules: readonly string[], channel: string): WatchedFile {
  const watched = (readStructure(file.text) ?? [])
    .filter(({ name }) => modules.includes(name))
    .map((module) => ({ module, machines: monitorMachines(module, channel) }));
  // From the end, so that offsets stay.
  const text = watched
    .toSorted((a, b) => b.module.end - a.module.end)
    .reduce((changed, { module, machines }) => insertMonitors(changed, module, machines), file.text);
  return {
    name: file.name,
    text,
    machines: watched.flatMap(({ machines }) => machines),
  };
}

function insertMonitors(
  text: string,
  module: ModuleStructure,
  machines: readonly MonitoredMachine[],
): string {
  const at = text.lastIndexOf('endmodule', module.end);
  if (machines.length === 0 || at < module.start) return text;
  return text.slice(0, at) + machines.map(({ monitor }) => monitor).join('') + text.slice(at);
}

function coverageOf(
  { tag, states, transitions, ...machine }: MonitoredMachine,
  seen: ReadonlySet<string>,
): MachineCoverage {
  const visited = states.map((_, index) => seen.has(`${tag} state ${index}`));
  const stepSeen = (from: number, to: number): boolean => seen.has(`${tag} step ${from} ${to}`);
  const taken = transitions.map(({ from, to }) => {
    const target = states.indexOf(to);
    if (from !== null) return stepSeen(states.indexOf(from), target);
    return states.some((_, index) => stepSeen(index, target));
  });
  return {
    module: machine.module,
    stateRegister: machine.stateRegister,
    states: states.length,
    transitions: transitions.length,
    statesVisited: visited.filter(Boolean).length,
    transitionsVisited: taken.filter(Boolean).length,
    missing: [
      ...states.filter((_, index) => !visited[index]),
      ...transitions.filter((_, index) => !taken[index]).map(({ from, to }) => `${from ?? 'any'} -> ${to}`),
    ],
  };
}
