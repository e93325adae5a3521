import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText } from '../verilog-text.ts';

/** Parallel in, serial out. */
export const shiftPiso: DesignFamily = {
  category: 'shift_piso',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([2, 3, 4, 5, 8, 12, 16, 32]);
    const order = random.pick<'msb' | 'lsb'>(['msb', 'lsb']);
    const fill = random.pick<0 | 1>([0, 1]);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `piso_${width}_${order}_first`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'load', direction: 'input', width: 1, description: 'take over parallel_in' },
      { name: 'en', direction: 'input', width: 1, description: 'shift enable' },
      { name: 'parallel_in', direction: 'input', width, description: 'word to send' },
      { name: 'serial_out', direction: 'output', width: 1, description: 'the bit being sent' },
    ];
    const top = width - 1;
    const zero = literal(width, 0);
    const fillBit = `1'b${fill}`;
    const end = order === 'msb' ? top : 0;
    const shifted = order === 'msb' ? `{bits[${top - 1}:0], ${fillBit}}` : `{${fillBit}, bits[${top}:1]}`;
    return {
      moduleName,
      parameters: { width, first_bit: order, fill, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit parallel-in serial-out shift register that sends the ${order === 'msb' ? 'most' : 'least'} significant bit first.`,
        `Write a PISO shift register of ${width} bits with load and shift enable, ${order.toUpperCase()} first.`,
        `Serialise ${width}-bit words, starting with the ${order === 'msb' ? 'most' : 'least'} significant bit.`,
      ],
      decisions: [
        resetDecision(reset, 'the stored word becomes 0, so serial_out is 0'),
        'At a rising edge with load = 1 parallel_in is stored, whatever en is.',
        `At a rising edge with load = 0 and en = 1 the next bit moves to serial_out and a ${fill} is filled in behind.`,
        `serial_out is always the bit ${end} of the stored word; with load and en both 0 it keeps its value.`,
      ],
      styles: [
        {
          name: 'shift_register',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg [${top}:0] bits;

${clockedBlock(
  reset,
  `bits <= ${zero};`,
  `if (load) bits <= parallel_in;
else if (en) bits <= ${shifted};`,
)}

assign serial_out = bits[${end}];`,
          }),
        },
        {
          name: 'next_state_case',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg [${top}:0] bits;
reg [${top}:0] bits_next;

always @* begin
  casez ({load, en})
    2'b1?: bits_next = parallel_in;
    2'b01: bits_next = ${shifted};
    default: bits_next = bits;
  endcase
end

${clockedBlock(reset, `bits <= ${zero};`, 'bits <= bits_next;')}

assign serial_out = bits[${end}];`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 160 + 4 * width,
        model: {
          state: `// The word as loaded and how many of its bits were sent.
reg [${top}:0] model_word;
integer model_sent;`,
          reset: 'model_word = 0;\nmodel_sent = 0;',
          clock: `if (load) begin
  model_word = parallel_in;
  model_sent = 0;
end else if (en && model_sent < ${width}) model_sent = model_sent + 1;`,
          expected: {
            serial_out: `(model_sent == ${width}) ? ${fillBit} : model_word[${order === 'msb' ? `${top} - model_sent` : 'model_sent'}]`,
          },
        },
        corners: `// Words with one bit set at each end, sent to the end and beyond.
load = 1;
parallel_in = ${literal(width, 1)};
tick;
load = 0;
en = 1;
repeat (${width + 2}) tick;
load = 1;
parallel_in = ${literal(width, 2 ** top)};
tick;
load = 0;
repeat (${width + 2}) tick;
load = 1;
parallel_in = {${width}{1'b1}};
tick;
load = 0;
en = 0;
repeat (2) tick;`,
        drive: `load = ($random(seed) & 15) == 0;
parallel_in = $random(seed);
en = ($random(seed) & 3) != 0;`,
      }),
    };
  },
};
