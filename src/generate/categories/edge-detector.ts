import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText, range } from '../verilog-text.ts';

type EdgeKind = 'rising' | 'falling' | 'any';

/** What a pulse means, as an expression over the signal now and one clock ago. */
const PULSE: Record<EdgeKind, string> = {
  rising: 'signal & ~previous',
  falling: '~signal & previous',
  any: 'signal ^ previous',
};

/** The same as a truth table for the model: {previous, now} pairs that give a pulse. */
const PAIRS: Record<EdgeKind, string> = {
  rising: "2'b01",
  falling: "2'b10",
  any: "2'b01, 2'b10",
};

/** One-cycle pulse on an edge of each input bit, registered or not. */
export const edgeDetector: DesignFamily = {
  category: 'edge_detector',
  complexity: 'basic',
  draw(random): DesignInstance {
    const kind = random.pick<EdgeKind>(['rising', 'falling', 'any']);
    const width = random.pick([1, 1, 2, 4, 8]);
    const registered = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `edge_${kind}_${width}${registered ? '_reg' : ''}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'signal', direction: 'input', width, description: 'observed signal, synchronous to clk' },
      { name: 'pulse', direction: 'output', width, description: `1 for one cycle after ${kind} edge` },
    ];
    const zero = literal(width, 0);
    const each = width === 1 ? 'the input' : 'each input bit on its own';
    const pulse = PULSE[kind];
    return {
      moduleName,
      parameters: { edge: kind, width, registered, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a detector for ${kind === 'any' ? 'rising and falling edges' : `${kind} edges`} of ${each}.`,
        `Write a synchronous ${kind}-edge detector, ${width} bit${width === 1 ? '' : 's'} wide, that gives one-cycle pulses.`,
        `Watch signal at the rising edges of clk and raise pulse for one cycle at ${kind === 'any' ? 'every change' : `every ${kind} edge`}.`,
      ],
      decisions: [
        resetDecision(reset, `the remembered sample${registered ? ' and pulse become' : ' becomes'} 0`),
        'signal is compared with its value sampled at the rising edge of clk before.',
        registered
          ? 'pulse is registered: at a rising edge it becomes the comparison of signal at this edge with the remembered sample.'
          : 'pulse is combinational: it compares the present signal with the remembered sample, also before the next edge and during reset.',
      ],
      styles: [
        {
          name: 'vector_expression',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: registered ? ['pulse'] : [],
            body: `reg ${range(width)}previous;

${clockedBlock(
  reset,
  `previous <= ${zero};${registered ? `\npulse <= ${zero};` : ''}`,
  `previous <= signal;${registered ? `\npulse <= ${pulse};` : ''}`,
)}${registered ? '' : `\n\nassign pulse = ${pulse};`}`,
          }),
        },
        {
          name: 'changed_mask',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}previous;
wire ${range(width)}changed = signal ^ previous;
wire ${range(width)}detected = ${kind === 'any' ? 'changed' : `changed & ${kind === 'rising' ? 'signal' : 'previous'}`};
${
  registered
    ? `reg ${range(width)}stored;

${clockedBlock(reset, `previous <= ${zero};\nstored <= ${zero};`, 'previous <= signal;\nstored <= detected;')}

assign pulse = stored;`
    : `
${clockedBlock(reset, `previous <= ${zero};`, 'previous <= signal;')}

assign pulse = detected;`
}`,
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
          // Vectors even for one bit, so that a bit can be selected.
          state: `integer bit_index;
reg [${width - 1}:0] model_sample;
reg [${width - 1}:0] model_pulse;

// The pulse for a pair of samples, bit by bit.
function [${width - 1}:0] edges(input [${width - 1}:0] earlier, input [${width - 1}:0] now);
  begin
    for (bit_index = 0; bit_index < ${width}; bit_index = bit_index + 1)
      case ({earlier[bit_index], now[bit_index]})
        ${PAIRS[kind]}: edges[bit_index] = 1'b1;
        default: edges[bit_index] = 1'b0;
      endcase
  end
endfunction`,
          reset: 'model_sample = 0;\nmodel_pulse = 0;',
          clock: 'model_pulse = edges(model_sample, signal);\nmodel_sample = signal;',
          expected: { pulse: registered ? 'model_pulse' : 'edges(model_sample, signal)' },
        },
        corners: `// Every pair of neighbouring levels, then a long level of each kind.
signal = {${width}{1'b1}};
repeat (3) tick;
signal = 0;
repeat (3) tick;
signal = {${width}{1'b1}};
tick;
signal = 0;
tick;`,
      }),
    };
  },
};
