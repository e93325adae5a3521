import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, maximum, moduleText, range } from '../verilog-text.ts';

/** Counter with parallel load; load wins over counting. */
export const counterLoad: DesignFamily = {
  category: 'counter_load',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 6, 8, 12, 16]);
    const direction = random.pick<'up' | 'down'>(['up', 'down']);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = maximum(width);
    const [from, to] = direction === 'up' ? [top, 0] : [0, top];
    const operator = direction === 'up' ? '+' : '-';
    const moduleName = `counter_load_${direction}_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'load', direction: 'input', width: 1, description: 'take over load_value' },
      { name: 'load_value', direction: 'input', width, description: 'value to load' },
      { name: 'en', direction: 'input', width: 1, description: 'count enable' },
      { name: 'count', direction: 'output', width, description: 'present count' },
    ];
    const [zero, one] = [literal(width, 0), literal(width, 1)];
    return {
      moduleName,
      parameters: { width, direction, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit ${direction} counter that can be loaded in parallel.`,
        `Write a ${width}-bit counter that counts ${direction} and takes over load_value when load is 1.`,
        `Build a presettable ${width}-bit ${direction} counter with count enable.`,
      ],
      decisions: [
        resetDecision(reset, 'count becomes 0'),
        'At a rising edge with load = 1 count becomes load_value, whatever en is.',
        `At a rising edge with load = 0 and en = 1 count goes ${direction} by one; from ${from} it wraps to ${to}.`,
        'With load and en both 0, count keeps its value.',
      ],
      styles: [
        {
          name: 'if_chain',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['count'],
            body: clockedBlock(
              reset,
              `count <= ${zero};`,
              `if (load) count <= load_value;
else if (en) count <= count ${operator} ${one};`,
            ),
          }),
        },
        {
          name: 'next_state_wire',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}value;
wire ${range(width)}stepped = value ${operator} ${one};
wire ${range(width)}value_next = load ? load_value : (en ? stepped : value);

${clockedBlock(reset, `value <= ${zero};`, 'value <= value_next;')}

assign count = value;`,
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
          reset: 'model_count = 0;',
          clock: `if (load) model_count = load_value;
else if (en) model_count = (model_count == ${from}) ? ${to} : model_count ${operator} 1;`,
          expected: { count: `model_count[${width - 1}:0]` },
        },
        corners: `// Wrap from the end, then load while counting is enabled.
load = 1;
load_value = ${literal(width, from)};
tick;
load = 0;
en = 1;
repeat (3) tick;
load = 1;
load_value = ${literal(width, Math.floor(top / 2))};
tick;
load = 0;
repeat (3) tick;
en = 0;
repeat (2) tick;`,
        drive: `load = ($random(seed) & 7) == 0;
load_value = $random(seed);
en = ($random(seed) & 3) != 0;`,
      }),
    };
  },
};
