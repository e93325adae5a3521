import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, literal, moduleText, range } from '../verilog-text.ts';

/** Up counter modulo N with enable and terminal count. */
export const counterBasic: DesignFamily = {
  category: 'counter_basic',
  complexity: 'basic',
  draw(random): DesignInstance {
    const modulus = random.pick([2, 3, 5, 6, 7, 8, 10, 12, 16, 60, 64, 100, 128, random.integer(9, 200)]);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = modulus - 1;
    const width = bitsFor(top);
    const moduleName = `counter_mod_${modulus}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'en', direction: 'input', width: 1, description: 'count enable' },
      { name: 'count', direction: 'output', width, description: 'present count' },
      { name: 'last', direction: 'output', width: 1, description: `1 while count is ${top}` },
    ];
    const zero = literal(width, 0);
    const one = literal(width, 1);
    const end = literal(width, top);
    return {
      moduleName,
      parameters: { modulus, width, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit counter that counts from 0 to ${top} and starts again at 0.`,
        `Write a modulo-${modulus} up counter with a count enable and a last-count output.`,
        `Build a counter of the rising edges of clk on which en is 1, modulo ${modulus}.`,
      ],
      decisions: [
        resetDecision(reset, 'count becomes 0'),
        `At a rising edge with en = 1 count goes up by one; from ${top} it wraps to 0.`,
        'While en is 0, count keeps its value.',
        `last is combinational: it is 1 whenever count is ${top}, whatever en is.`,
      ],
      styles: [
        {
          name: 'compare_and_wrap',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['count'],
            body: `${clockedBlock(
              reset,
              `count <= ${zero};`,
              `if (en) begin
  if (count == ${end}) count <= ${zero};
  else count <= count + ${one};
end`,
            )}

assign last = (count == ${end});`,
          }),
        },
        {
          name: 'next_state_wire',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}value;
wire at_end = (value == ${end});
wire ${range(width)}value_next = at_end ? ${zero} : value + ${one};

${clockedBlock(reset, `value <= ${zero};`, 'value <= en ? value_next : value;')}

assign count = value;
assign last = at_end;`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 150,
        model: {
          state: 'integer model_edges;',
          reset: 'model_edges = 0;',
          clock: `if (en) model_edges = (model_edges + 1) % ${modulus};`,
          expected: {
            count: `model_edges[${width - 1}:0]`,
            last: `model_edges == ${top}`,
          },
        },
        corners: `// Two whole rounds, then a pause at the top.
en = 1;
repeat (${2 * modulus + 1}) tick;
repeat (${modulus - 2}) tick;
en = 0;
repeat (3) tick;
en = 1;
repeat (2) tick;`,
      }),
    };
  },
};
