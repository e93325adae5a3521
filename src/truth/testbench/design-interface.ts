import type { SourceFile } from '../../eda/simulator.ts';

/** A port with its width as elaborated. */
export interface InterfacePort {
  name: string;
  direction: 'input' | 'output' | 'inout';
  bits: number;
}

/** An input that a testbench gives values; an inout port is driven weakly, so that the design can overrule it. */
export interface DrivenInput {
  name: string;
  bits: number;
  role: 'data' | 'reset' | 'inout';
}

export interface ClockInput {
  name: string;
  /** Level between two pulses: 1 only where nothing listens to the rising edge. */
  idle: 0 | 1;
  /** Something listens to either edge. */
  bothEdges: boolean;
}

export interface ResetInput {
  name: string;
  /** Place in `DesignInterface.inputs`. */
  input: number;
  active: 0 | 1;
  synchronous: boolean;
}

/** An input that asks and the output that answers, found by their names. */
export interface Handshake {
  request: string;
  response: string;
}

/** A state register that a testbench can look at, and the machine that was read from it. */
export interface StateMachine {
  /** Dotted path from the top module, e.g. `core.state`. */
  path: string;
  states: readonly { name: string; value: bigint }[];
  /** Pairs of state names, those that can be reached from the reset state. */
  transitions: readonly { from: string; to: string }[];
}

/** All that testbenches are made from. */
export interface DesignInterface {
  files: readonly SourceFile[];
  top: string;
  /** Parameter values that the top is elaborated with, as written; the others keep their defaults. */
  parameters: Readonly<Record<string, string>>;
  ports: readonly InterfacePort[];
  clocks: readonly ClockInput[];
  /** Everything that is driven but clocks, in the order of the ports. */
  inputs: readonly DrivenInput[];
  /** What is compared: outputs and inouts, in the order of the ports. */
  outputs: readonly { name: string; bits: number }[];
  resets: readonly ResetInput[];
  handshakes: readonly Handshake[];
  enables: readonly string[];
  machines: readonly StateMachine[];
  /** Constants in the design's text, distinct: what it compares its inputs with. */
  constants: readonly bigint[];
}

/** True when no clock was found: outputs are compared after inputs have settled. */
export function isCombinational(design: DesignInterface): boolean {
  return design.clocks.length === 0;
}
