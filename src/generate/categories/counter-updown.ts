import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, maximum, moduleText } from '../verilog-text.ts';

/** Counter in both directions that wraps or saturates. */
export const counterUpdown: DesignFamily = {
  category: 'counter_updown',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 6, 7, 8]);
    const saturating = random.chance(0.5);
    const reset = drawReset(random);
    const resetValue = random.pick([0, 0, maximum(width), random.integer(0, maximum(width))]);
    const seed = random.integer(1, 9999);

    const top = maximum(width);
    const moduleName = `${saturating ? 'saturating_' : ''}counter_updown_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'en', direction: 'input', width: 1, description: 'count enable' },
      { name: 'up', direction: 'input', width: 1, description: 'direction: 1 counts up, 0 counts down' },
      { name: 'count', direction: 'output', width, description: 'present count' },
    ];
    const initial = literal(width, resetValue);
    const [zero, one, end] = [literal(width, 0), literal(width, 1), literal(width, top)];
    const guard = (condition: string, step: string) => (saturating ? `if (${condition}) ${step}` : step);
    return {
      moduleName,
      parameters: { width, saturating, reset_value: resetValue, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit up/down counter that ${saturating ? 'stops at its ends' : 'wraps around at its ends'}.`,
        `Write a ${width}-bit counter with enable whose direction is chosen by up${saturating ? ', saturating at 0 and at the maximum' : ''}.`,
        `Build a ${width}-bit ${saturating ? 'saturating' : 'modular'} counter that can be stepped up or down.`,
      ],
      decisions: [
        resetDecision(reset, `count becomes ${resetValue}`),
        'At a rising edge with en = 1 count goes up by one when up is 1 and down by one when up is 0.',
        'While en is 0, count keeps its value.',
        saturating
          ? `Counting up at ${top} stays at ${top}; counting down at 0 stays at 0.`
          : `Counting up from ${top} gives 0; counting down from 0 gives ${top}.`,
      ],
      styles: [
        {
          name: 'nested_if',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['count'],
            body: clockedBlock(
              reset,
              `count <= ${initial};`,
              `if (en) begin
  if (up) begin
    ${guard(`count != ${end}`, `count <= count + ${one};`)}
  end else begin
    ${guard(`count != ${zero}`, `count <= count - ${one};`)}
  end
end`,
            ),
          }),
        },
        {
          name: 'control_case',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['count'],
            body: `wire at_top = (count == ${end});
wire at_bottom = (count == ${zero});

${clockedBlock(
  reset,
  `count <= ${initial};`,
  `case ({en, up})
  2'b11: count <= ${saturating ? 'at_top ? count : ' : `at_top ? ${zero} : `}count + ${one};
  2'b10: count <= ${saturating ? 'at_bottom ? count : ' : `at_bottom ? ${end} : `}count - ${one};
  default: count <= count;
endcase`,
)}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 200,
        model: {
          state: 'integer model_count;',
          reset: `model_count = ${resetValue};`,
          clock: `if (en) model_count = up ? model_count + 1 : model_count - 1;
if (model_count > ${top}) model_count = ${saturating ? top : 0};
if (model_count < 0) model_count = ${saturating ? 0 : top};`,
          expected: { count: `model_count[${width - 1}:0]` },
        },
        corners: `// Over the top, a pause there, then below the bottom, and a pause there.
en = 1;
up = 1;
repeat (${top + 3}) tick;
en = 0;
tick;
en = 1;
up = 0;
repeat (${2 * top + 4}) tick;
en = 0;
tick;
up = 1;
tick;`,
      }),
    };
  },
};
