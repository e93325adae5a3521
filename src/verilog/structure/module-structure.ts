import type { ModuleDeclaration, PortDirection } from '../modules.ts';

/** What a module is made of. All offsets are UTF-16 indices into the text that was handed in. */
export interface ModuleStructure extends ModuleDeclaration {
  /** How the head declares ports; `none` without any. */
  style: 'ansi' | 'non_ansi' | 'none';
  signals: Signal[];
  /** Parameters (with their defaults), local parameters and enumeration members whose value could be evaluated. */
  parameterValues: Record<string, bigint>;
  /** Every driver of every signal. */
  assignments: Assignment[];
  processes: Process[];
  clocks: Clock[];
  resets: Reset[];
  /** Signals that let registers hold their value when they are off. */
  enables: string[];
  fsms: Fsm[];
  memories: Memory[];
  /** Functions and tasks. */
  routines: Routine[];
  /** Names of functions and tasks, as in `routines`. */
  functions: string[];
  tasks: string[];
  /** Generate loops, conditions and cases. */
  generates: number;
  /** `$display`, `$clog2`, each once. */
  systemTasks: string[];
  /** Uses of each operator, unary ones written `u-`; `?:`, `{}`, `{{}}` and `[]` (a select by a signal) among them. */
  operators: Record<string, number>;
}

/** A declared port, net or variable. */
export interface Signal {
  name: string;
  kind: 'port' | 'net' | 'variable' | 'genvar';
  /** Null when it is no port. */
  direction: PortDirection | null;
  /** Type as written, without ranges: `wire`, `reg`, `state_t`; empty when none is written. */
  type: string;
  /** Packed ranges as written. */
  width: string;
  /** Bits of one element, with the defaults of parameters; null when that cannot be evaluated. */
  bits: number | null;
  /** Unpacked ranges as written. */
  unpacked: string;
  /** Number of elements: 1 without unpacked ranges, null when not known. */
  elements: number | null;
  signed: boolean;
  start: number;
  end: number;
}

/** What a statement or item stands in, from the outside in. */
export interface Enclosing {
  kind:
    | 'process'
    | 'timing'
    | 'begin'
    | 'if'
    | 'else'
    | 'case'
    | 'case_item'
    | 'loop'
    | 'generate'
    | 'routine'
    | 'list';
  start: number;
  /** End of what stands in front of the inner part: condition, `begin : name`, label, `else`. */
  headEnd: number;
  /** Start of what closes it (`end`, `endcase`, `;`); `end` when nothing does. */
  tailStart: number;
  end: number;
}

/** A driver. Names are signals of the module; parameters, types and members of structures are not among them. */
export interface Assignment {
  kind: 'continuous' | 'blocking' | 'nonblocking' | 'declaration' | 'gate' | 'instance' | 'operator' | 'call';
  defs: string[];
  /** Everything that decides the value: `dataUses` and `conditionUses`, what called routines read included. */
  uses: string[];
  /** Right side, indices on the left side. */
  dataUses: string[];
  /** Enclosing conditions, case labels, loop heads and clock edges. */
  conditionUses: string[];
  /** Functions and tasks that are called in it or in the conditions around it. */
  calls: string[];
  /** The statement with its semicolon; of a list (`assign a = 1, b = 2;`) its part. */
  start: number;
  end: number;
  /** Index into `processes`; null outside of them. */
  process: number | null;
  enclosing: Enclosing[];
}

/** An edge in a sensitivity list. */
export interface Edge {
  signal: string;
  edge: 'posedge' | 'negedge';
}

/** An `always`, `initial` or `final` construct. */
export interface Process {
  /**
   * `sequential`: waits for edges; `latch`: combinational, but some signal keeps its value on some path;
   * `timed`: an `always` with delays or events inside, as testbenches have.
   */
  kind: 'sequential' | 'combinational' | 'latch' | 'initial' | 'final' | 'timed';
  keyword: string;
  edges: Edge[];
  start: number;
  end: number;
  bodyStart: number;
  bodyEnd: number;
  /** Signals that keep their value on some path of a combinational process. */
  latched: string[];
}

export interface Clock extends Edge {
  /** Signals that change on this edge. */
  registers: number;
}

export interface Reset {
  signal: string;
  polarity: 'high' | 'low';
  synchronous: boolean;
  /** Clock of the registers; undefined when they have several. */
  clock: string | undefined;
  /** What it sets, as written. */
  values: { register: string; value: string }[];
}

/** A finite state machine. */
export interface Fsm {
  stateRegister: string;
  /** The signal that carries the next state, when there is one. */
  nextState: string | undefined;
  /** False when the module holds only the logic, and the state comes in by a port. */
  stored: boolean;
  bits: number | null;
  encoding: 'binary' | 'one_hot' | 'gray' | 'other';
  /** In the order of declaration, those without a name behind them by value. One-hot machines that are written bit by bit have a state a bit. */
  states: { name: string; value: bigint | null }[];
  resetState: string | undefined;
  transitions: FsmTransition[];
  /** States that can be reached from the reset state; all when it is not known. */
  reachable: string[];
  /** True when every state of `reachable` has its next states by transitions that were understood. */
  complete: boolean;
  kind: 'moore' | 'mealy' | 'unknown';
}

export interface FsmTransition {
  /** Null: from any state. */
  from: string | null;
  to: string;
  /** As written, joined by `&&`; empty when nothing but the state decides. */
  condition: string;
  /** The assignment that makes it. */
  start: number;
  end: number;
}

export interface Memory {
  name: string;
  /** Bits of a word. */
  width: number | null;
  /** Words. */
  depth: number | null;
}

/** A function or task. */
export interface Routine {
  name: string;
  kind: 'function' | 'task';
  start: number;
  end: number;
  /** Signals of the module that it reads and assigns, those of routines that it calls included. */
  reads: string[];
  writes: string[];
  calls: string[];
}
