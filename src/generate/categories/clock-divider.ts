import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, literal, moduleText, range } from '../verilog-text.ts';

/** Divides the clock by N; low first, then high. */
export const clockDivider: DesignFamily = {
  category: 'clock_divider',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const ratio = random.pick([2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, random.integer(9, 64)]);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const low = Math.floor(ratio / 2);
    const high = ratio - low;
    const width = bitsFor(ratio - 1);
    const moduleName = `clock_divider_${ratio}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'clk_out', direction: 'output', width: 1, description: `clk divided by ${ratio}` },
    ];
    const [zero, one, end] = [literal(width, 0), literal(width, 1), literal(width, ratio - 1)];
    return {
      moduleName,
      parameters: { ratio, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a clock divider by ${ratio}.`,
        `Write a divider whose output clk_out has one period for every ${ratio} periods of clk.`,
        `Build a frequency divider with the fixed ratio ${ratio}.`,
      ],
      decisions: [
        resetDecision(reset, 'the divider starts its period again and clk_out becomes 0'),
        `A period of clk_out is ${low} cycle${low === 1 ? '' : 's'} of clk low, then ${high} high.`,
        `After reset clk_out is low until ${low} rising edge${low === 1 ? ' has' : 's have'} passed; it changes at that edge.`,
      ],
      styles: [
        {
          name: 'counter_compare',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}count;

${clockedBlock(
  reset,
  `count <= ${zero};`,
  `if (count == ${end}) count <= ${zero};
else count <= count + ${one};`,
)}

assign clk_out = (count >= ${literal(width, low)});`,
          }),
        },
        {
          name: 'down_counter_toggle',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['clk_out'],
            body: `reg ${range(width)}remaining;

${clockedBlock(
  reset,
  `remaining <= ${literal(width, low - 1)};
clk_out <= 1'b0;`,
  `if (remaining == ${zero}) begin
  clk_out <= ~clk_out;
  remaining <= clk_out ? ${literal(width, low - 1)} : ${literal(width, high - 1)};
end else begin
  remaining <= remaining - ${one};
end`,
)}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 120,
        model: {
          state: 'integer model_edges;',
          reset: 'model_edges = 0;',
          clock: 'model_edges = model_edges + 1;',
          expected: { clk_out: `(model_edges % ${ratio}) > ${low - 1}` },
        },
        corners: `// Three whole periods.
repeat (${3 * ratio + 1}) tick;`,
        drive: '// Only resets vary; the design has no other input.',
      }),
    };
  },
};
