import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText } from '../verilog-text.ts';

/** Serial in, parallel out. */
export const shiftSipo: DesignFamily = {
  category: 'shift_sipo',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([2, 3, 4, 5, 8, 12, 16, 32]);
    const order = random.pick<'msb' | 'lsb'>(['msb', 'lsb']);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `sipo_${width}_${order}_first`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'en', direction: 'input', width: 1, description: 'shift enable' },
      { name: 'serial_in', direction: 'input', width: 1, description: 'serial data' },
      { name: 'parallel_out', direction: 'output', width, description: 'the last bits received' },
    ];
    const top = width - 1;
    const zero = literal(width, 0);
    const shifted = (name: string) =>
      order === 'msb' ? `{${name}[${top - 1}:0], serial_in}` : `{serial_in, ${name}[${top}:1]}`;
    return {
      moduleName,
      parameters: { width, first_bit: order, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit serial-in parallel-out shift register that receives the ${order === 'msb' ? 'most' : 'least'} significant bit first.`,
        `Write a SIPO shift register of ${width} bits with shift enable, ${order.toUpperCase()} first.`,
        `Convert a serial bit stream to ${width}-bit words; the first bit of a word is its ${order === 'msb' ? 'most' : 'least'} significant one.`,
      ],
      decisions: [
        resetDecision(reset, 'parallel_out becomes 0'),
        order === 'msb'
          ? `At a rising edge with en = 1 every bit moves one place up, serial_in becomes bit 0 and the old bit ${top} is lost.`
          : `At a rising edge with en = 1 every bit moves one place down, serial_in becomes bit ${top} and the old bit 0 is lost.`,
        'While en is 0, parallel_out keeps its value.',
      ],
      styles: [
        {
          name: 'concatenation',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['parallel_out'],
            body: clockedBlock(
              reset,
              `parallel_out <= ${zero};`,
              `if (en) parallel_out <= ${shifted('parallel_out')};`,
            ),
          }),
        },
        {
          name: 'bit_loop',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg [${top}:0] bits;
integer index;

${clockedBlock(
  reset,
  `bits <= ${zero};`,
  `if (en) begin
  bits[${order === 'msb' ? 0 : top}] <= serial_in;
  for (index = 0; index < ${top}; index = index + 1)
    ${order === 'msb' ? 'bits[index + 1] <= bits[index];' : 'bits[index] <= bits[index + 1];'}
end`,
)}

assign parallel_out = bits;`,
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
          state: `reg [${top}:0] model_bits;`,
          reset: 'model_bits = 0;',
          clock:
            order === 'msb'
              ? 'if (en) model_bits = model_bits * 2 + serial_in;'
              : `if (en) begin
  model_bits = model_bits / 2;
  model_bits[${top}] = serial_in;
end`,
          expected: { parallel_out: 'model_bits' },
        },
        corners: `// One 1 travels through, a pause in the middle, then all ones.
en = 1;
serial_in = 1;
tick;
serial_in = 0;
repeat (${Math.floor(width / 2)}) tick;
en = 0;
serial_in = 1;
repeat (2) tick;
en = 1;
serial_in = 0;
repeat (${width}) tick;
serial_in = 1;
repeat (${width + 1}) tick;`,
        drive: 'serial_in = $random(seed);\nen = ($random(seed) & 3) != 0;',
      }),
    };
  },
};
