import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText, range } from '../verilog-text.ts';

/** Register with synchronous set and clear of a stated priority. */
export const registerSetReset: DesignFamily = {
  category: 'register_set_reset',
  complexity: 'basic',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 4, 8, 16]);
    const reset = drawReset(random);
    const winner = random.pick<'set' | 'clear'>(['set', 'clear']);
    const loser = winner === 'set' ? 'clear' : 'set';
    const seed = random.integer(1, 9999);

    const moduleName = `register_set_clear_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'set', direction: 'input', width: 1, description: 'synchronous set: q becomes all ones' },
      { name: 'clear', direction: 'input', width: 1, description: 'synchronous clear: q becomes 0' },
      { name: 'load', direction: 'input', width: 1, description: 'store d' },
      { name: 'd', direction: 'input', width, description: 'data in' },
      { name: 'q', direction: 'output', width, description: 'stored data' },
    ];
    const zero = literal(width, 0);
    const ones = `{${width}{1'b1}}`;
    const value = { set: ones, clear: zero };
    return {
      moduleName,
      parameters: { width, priority: winner, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit register with synchronous set, clear and load inputs.`,
        `Write a ${width}-bit register that can be set to all ones, cleared to zero, or loaded from d on the rising edge of clk.`,
        `Build a ${width}-bit storage element whose controls set, clear and load act on the rising clock edge.`,
      ],
      decisions: [
        resetDecision(reset, 'q becomes 0'),
        `When set and clear are both 1 at an edge, ${winner} wins.`,
        'set and clear have priority over load.',
        'With set, clear and load all 0, q keeps its value.',
      ],
      styles: [
        {
          name: 'if_chain',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: clockedBlock(
              reset,
              `q <= ${zero};`,
              `if (${winner}) q <= ${value[winner]};
else if (${loser}) q <= ${value[loser]};
else if (load) q <= d;`,
            ),
          }),
        },
        {
          name: 'case_next_state',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: `reg ${range(width)}q_next;

always @* begin
  casez ({${winner}, ${loser}, load})
    3'b1??: q_next = ${value[winner]};
    3'b01?: q_next = ${value[loser]};
    3'b001: q_next = d;
    default: q_next = q;
  endcase
end

${clockedBlock(reset, `q <= ${zero};`, 'q <= q_next;')}`,
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
          state: `reg ${range(width)}model_q;`,
          reset: 'model_q = 0;',
          clock: `// The strongest control is applied last.
if (load) model_q = d;
if (${loser}) model_q = ${value[loser]};
if (${winner}) model_q = ${value[winner]};`,
          expected: { q: 'model_q' },
        },
        corners: `// Every combination of the controls, over both a low and a high content.
for (i = 0; i < 32; i = i + 1) begin
  {set, clear, load} = i[2:0];
  d = i[3] ? {${width}{1'b1}} : 0;
  tick;
  {set, clear, load} = i[4] ? 3'b100 : 3'b010;
  tick;
end`,
      }),
    };
  },
};
