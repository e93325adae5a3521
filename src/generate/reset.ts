import type { Random } from '../core/random.ts';
import type { Port } from './design-family.ts';
import { indent } from './verilog-text.ts';

/** How a design is reset. The name says the polarity, as usual: `rst` active high, `rst_n` active low. */
export interface Reset {
  readonly name: 'rst' | 'rst_n';
  readonly asynchronous: boolean;
  /** The level that resets. */
  readonly asserted: 0 | 1;
}

/** One of the four conventions. */
export function drawReset(random: Random): Reset {
  const asynchronous = random.chance(0.5);
  return random.chance(0.5)
    ? { name: 'rst', asynchronous, asserted: 1 }
    : { name: 'rst_n', asynchronous, asserted: 0 };
}

/** Clock and reset ports, the first two of every clocked design. */
export function clockPorts(reset: Reset): Port[] {
  return [
    { name: 'clk', direction: 'input', width: 1, description: 'clock, rising edge' },
    {
      name: reset.name,
      direction: 'input',
      width: 1,
      description: `${reset.asynchronous ? 'asynchronous' : 'synchronous'} reset, active ${reset.asserted ? 'high' : 'low'}`,
    },
  ];
}

/** Parameter columns of a reset, the same for every family. */
export function resetParameters(reset: Reset): Record<string, string> {
  return {
    reset: reset.asynchronous ? 'asynchronous' : 'synchronous',
    reset_level: reset.asserted ? 'high' : 'low',
  };
}

/** The sentence of the specification; `effect` reads like `q becomes 0`. */
export function resetDecision(reset: Reset, effect: string): string {
  const when = reset.asynchronous
    ? `while ${reset.name} is ${reset.asserted}, ${effect} at once, without waiting for a clock edge`
    : `at a rising edge of clk with ${reset.name} = ${reset.asserted}, ${effect}; between edges it has no effect`;
  const kind = reset.asynchronous ? 'asynchronous' : 'synchronous';
  return `The reset ${reset.name} is ${kind} and active ${reset.asserted ? 'high' : 'low'}: ${when}. Reset has priority over every other input.`;
}

/** The condition under which a design is reset: `rst` or `!rst_n`. */
export function resetCondition(reset: Reset): string {
  return reset.asserted ? reset.name : `!${reset.name}`;
}

/** An `always` block with its reset branch; both bodies start at column 0. */
export function clockedBlock(reset: Reset, onReset: string, onClock: string): string {
  const edge = reset.asynchronous ? ` or ${reset.asserted ? 'posedge' : 'negedge'} ${reset.name}` : '';
  return `always @(posedge clk${edge}) begin
  if (${resetCondition(reset)}) begin
${indent(onReset, 4)}
  end else begin
${indent(onClock, 4)}
  end
end`;
}

/** Statements of a testbench: one clock cycle under reset. */
export function resetCycle(reset: Reset): string {
  return `${reset.name} = 1'b${reset.asserted};\ntick;\n${reset.name} = 1'b${1 - reset.asserted};`;
}
