import type { Fsm, ModuleStructure } from '../verilog/structure/module-structure.ts';

/** What of a state machine can be visited at all. States by name. */
interface ReachableMachine {
  module: string;
  stateRegister: string;
  states: string[];
  /** Each pair once; `from` is null for a transition from any state. */
  transitions: { from: string | null; to: string }[];
}

/** A machine with the code that watches it: to be put before the `endmodule` of its module. */
export interface MonitoredMachine extends ReachableMachine {
  /** What the lines of its monitor begin with, behind the channel: `<module>.<place among its machines>`. */
  tag: string;
  monitor: string;
}

/** More states than this are no machine that a person drew. */
const MOST_STATES = 256;

/**
 * The machines of a module whose state is a register of it with a clock, each with a monitor. The monitor samples the
 * state before every clock edge and prints `<channel> <tag> state <i>` and `<channel> <tag> step <i> <j>` when it
 * sees one for the first time; steps that a reset made do not count. States are numbered as in `states`.
 */
export function monitorMachines(module: ModuleStructure, channel: string): MonitoredMachine[] {
  return module.fsms.flatMap((fsm, number) => {
    const clock = clockOf(module, fsm);
    const states = fsm.states.filter(({ name }) => fsm.reachable.includes(name));
    if (clock === undefined || states.length < 2 || states.length > MOST_STATES) return [];
    const labels = states.map((state) => caseLabel(state, fsm));
    if (labels.some((label) => label === undefined)) return [];
    const names = states.map(({ name }) => name);
    const resets = resetsOf(module, fsm);
    const tag = `${module.name}.${number}`;
    const printed = `${channel} ${tag}`;
    const monitor = monitorText({ fsm, clock, resets, labels: labels as string[], tag: printed });
    return [
      {
        module: module.name,
        stateRegister: fsm.stateRegister,
        states: names,
        transitions: reachableTransitions(fsm, names),
        tag,
        monitor,
      },
    ];
  });
}

function reachableTransitions(
  { transitions }: Fsm,
  states: readonly string[],
): ReachableMachine['transitions'] {
  const known = transitions.filter(
    ({ from, to }) => states.includes(to) && (from === null || states.includes(from)),
  );
  const pairs = new Map(known.map(({ from, to }) => [`${from}\0${to}`, { from, to }]));
  return [...pairs.values()];
}

/** The edge on which the state register changes: the one of its process that is no reset. */
function clockOf({ assignments, processes, resets }: ModuleStructure, fsm: Fsm): string | undefined {
  const driver = assignments.find(
    ({ defs, process }) =>
      defs.includes(fsm.stateRegister) && process !== null && processes[process]?.kind === 'sequential',
  );
  const edges = driver?.process == null ? [] : (processes[driver.process]?.edges ?? []);
  const asynchronous = new Set(resets.filter((reset) => !reset.synchronous).map(({ signal }) => signal));
  const clock = edges.find(({ signal }) => !asynchronous.has(signal)) ?? edges[0];
  return clock === undefined ? undefined : `${clock.edge} ${clock.signal}`;
}

interface ActiveReset {
  condition: string;
  edge: string | undefined;
}

function resetsOf({ resets }: ModuleStructure, fsm: Fsm): ActiveReset[] {
  return resets
    .filter(({ values }) => values.some(({ register }) => register === fsm.stateRegister))
    .map(({ signal, polarity, synchronous }) => ({
      condition: polarity === 'high' ? `${signal} !== 1'b0` : `${signal} !== 1'b1`,
      edge: synchronous ? undefined : `${polarity === 'high' ? 'posedge' : 'negedge'} ${signal}`,
    }));
}

function caseLabel({ name, value }: Fsm['states'][number], { bits }: Fsm): string | undefined {
  if (value !== null && bits !== null) return `${bits}'h${BigInt.asUintN(bits, value).toString(16)}`;
  return /^[A-Za-z_][\w$]*$/.test(name) ? name : undefined;
}

interface Monitor {
  fsm: Fsm;
  clock: string;
  resets: readonly ActiveReset[];
  labels: readonly string[];
  tag: string;
}

function monitorText({ fsm, clock, resets, labels, tag }: Monitor): string {
  const own = `quarry_${fsm.stateRegister.replace(/\W/g, '_')}`;
  const count = labels.length;
  const inReset = resets.length === 0 ? "1'b0" : resets.map(({ condition }) => `(${condition})`).join(' || ');
  return `
  integer ${own}_from = -1, ${own}_to;
  reg ${own}_reset = 1'b1;
  reg [${count - 1}:0] ${own}_states = 0;
  reg [${count * count - 1}:0] ${own}_steps = 0;
${resets.flatMap(({ edge }) => (edge === undefined ? [] : `  always @(${edge}) ${own}_reset = 1'b1;\n`)).join('')}  always @(${clock}) begin
    case (${fsm.stateRegister})
${labels.map((label, index) => `      ${label}: ${own}_to = ${index};`).join('\n')}
      default: ${own}_to = -1;
    endcase
    if (${own}_to >= 0 && !${own}_states[${own}_to]) begin
      ${own}_states[${own}_to] = 1'b1;
      $display("${tag} state %0d", ${own}_to);
    end
    if (!${own}_reset && ${own}_from >= 0 && ${own}_to >= 0 && !${own}_steps[${own}_from * ${count} + ${own}_to]) begin
      ${own}_steps[${own}_from * ${count} + ${own}_to] = 1'b1;
      $display("${tag} step %0d %0d", ${own}_from, ${own}_to);
    end
    ${own}_from = ${own}_to;
    ${own}_reset = ${inReset};
  end
`;
}
