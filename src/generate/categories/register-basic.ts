import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, maximum, moduleText, range } from '../verilog-text.ts';

/** D register with reset value and optional enable. */
export const registerBasic: DesignFamily = {
  category: 'register_basic',
  complexity: 'basic',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 8, 12, 16, 24, 32]);
    const enabled = random.chance(0.5);
    const reset = drawReset(random);
    const resetValue = random.pick([0, 0, maximum(width), random.integer(0, maximum(width))]);
    const seed = random.integer(1, 9999);

    const moduleName = enabled ? `register_en_${width}` : `register_${width}`;
    const enable: Port = {
      name: 'en',
      direction: 'input',
      width: 1,
      description: 'enable: d is stored only while en is 1',
    };
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [enable] : []),
      { name: 'd', direction: 'input', width, description: 'data in' },
      { name: 'q', direction: 'output', width, description: 'stored data' },
    ];
    const initial = literal(width, resetValue);
    const store = (target: string) => (enabled ? `if (en) ${target} <= d;` : `${target} <= d;`);
    return {
      moduleName,
      parameters: { width, enable: enabled, reset_value: resetValue, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit register that stores d in q on every rising edge of clk${enabled ? ' on which en is 1' : ''}.`,
        `Write a positive-edge triggered ${width}-bit D register${enabled ? ' with an active-high clock enable en' : ''}.`,
        `Build storage for ${width} bit${width === 1 ? '' : 's'}: on the rising clock edge the input d is taken over into q${enabled ? ', provided that en is high' : ''}.`,
      ],
      decisions: [
        resetDecision(reset, `q becomes ${resetValue}`),
        enabled
          ? 'While en is 0, q keeps its value.'
          : 'There is no enable: q follows d at every rising edge.',
      ],
      styles: [
        {
          name: 'procedural_output',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: clockedBlock(reset, `q <= ${initial};`, store('q')),
          }),
        },
        {
          name: 'next_state_wire',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}stored;
wire ${range(width)}stored_next = ${enabled ? 'en ? d : stored' : 'd'};

${clockedBlock(reset, `stored <= ${initial};`, 'stored <= stored_next;')}

assign q = stored;`,
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
          state: `reg ${range(width)}model_q;`,
          reset: `model_q = ${initial};`,
          clock: enabled ? "if (en === 1'b1) model_q = d;" : 'model_q = d;',
          expected: { q: 'model_q' },
        },
        corners: `${enabled ? 'en = 1;\n' : ''}d = {${width}{1'b1}};
tick;
d = 0;
tick;
${enabled ? `en = 0;\nd = {${width}{1'b1}};\ntick;\ntick;` : `d = {${width}{1'b1}};\ntick;`}`,
      }),
    };
  },
};
