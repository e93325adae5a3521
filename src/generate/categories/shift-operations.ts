import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { lines, literal, moduleText } from '../verilog-text.ts';

interface Operation {
  readonly name: string;
  readonly words: string;
  /** The next value as RTL, for a register q of that top bit. */
  readonly rtl: (top: number) => string;
  /** Statements of the model that change `model_q`; `model_bit` is there to hold a bit. */
  readonly model: (top: number) => string;
}

const OPERATIONS: readonly Operation[] = [
  { name: 'hold', words: 'keeps q', rtl: () => 'q', model: () => ';' },
  { name: 'clear', words: 'makes q 0', rtl: (top) => literal(top + 1, 0), model: () => 'model_q = 0;' },
  {
    name: 'set',
    words: 'makes every bit of q 1',
    rtl: (top) => `{${top + 1}{1'b1}}`,
    model: () => 'model_q = ~0;',
  },
  { name: 'load', words: 'loads d', rtl: () => 'd', model: () => 'model_q = d;' },
  { name: 'invert', words: 'inverts every bit of q', rtl: () => '~q', model: () => 'model_q = ~model_q;' },
  {
    name: 'left',
    words: 'moves every bit one place up, with serial_in entering at bit 0',
    rtl: (top) => `{q[${top - 1}:0], serial_in}`,
    model: () => 'model_q = model_q * 2 + serial_in;',
  },
  {
    name: 'right',
    words: 'moves every bit one place down, with serial_in entering at the top',
    rtl: (top) => `{serial_in, q[${top}:1]}`,
    model: (top) => `begin\n  model_q = model_q / 2;\n  model_q[${top}] = serial_in;\nend`,
  },
  {
    name: 'rotate_left',
    words: 'moves every bit one place up, the top bit to bit 0',
    rtl: (top) => `{q[${top - 1}:0], q[${top}]}`,
    model: (top) => `begin\n  model_bit = model_q[${top}];\n  model_q = model_q * 2 + model_bit;\nend`,
  },
  {
    name: 'rotate_right',
    words: 'moves every bit one place down, bit 0 to the top',
    rtl: (top) => `{q[0], q[${top}:1]}`,
    model: (top) =>
      `begin\n  model_bit = model_q[0];\n  model_q = model_q / 2;\n  model_q[${top}] = model_bit;\nend`,
  },
  {
    name: 'arithmetic_right',
    words: 'moves every bit one place down and keeps the top bit',
    rtl: (top) => `{q[${top}], q[${top}:1]}`,
    model: (top) =>
      `begin\n  model_bit = model_q[${top}];\n  model_q = model_q / 2;\n  model_q[${top}] = model_bit;\nend`,
  },
];

/** Universal shift registers with other operations, in any number and order, with optional enable and serial output. */
export const shiftOperations: DesignFamily = {
  category: 'shift_universal',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const width = random.pick([2, 3, 4, 5, 6, 8, 12, 16]);
    const loads = OPERATIONS.filter(({ name }) => name === 'load');
    const others = random
      .shuffle(OPERATIONS.filter(({ name }) => name !== 'load'))
      .slice(0, random.integer(3, 7));
    const operations = random.shuffle([...loads, ...others]);
    const enabled = random.chance(0.4);
    const ends = random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = width - 1;
    const modeBits = operations.length > 4 ? 3 : 2;
    const spare = 2 ** modeBits > operations.length;
    const serial = operations.some(({ name }) => name === 'left' || name === 'right');
    const moduleName = `shift_unit_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'operation enable')] : []),
      input('mode', modeBits, 'operation'),
      ...(serial ? [input('serial_in', 1, 'bit that enters when shifting')] : []),
      input('d', width, 'value to load'),
      output('q', width, 'register'),
      ...(ends ? [output('ends', 2, 'top bit and bit 0 of q')] : []),
    ];
    const zero = literal(width, 0);
    const value = ({ rtl }: Operation) => rtl(top);
    const code = (index: number) => literal(modeBits, index);
    const last = operations.length - 1;
    const named = operations.map(({ name }) => name);
    const step = (text: string) => (enabled ? `if (en) ${text}` : text);
    const shown = ends && `\nassign ends = {q[${top}], q[0]};`;
    return {
      moduleName,
      parameters: {
        width,
        modes: named.join(','),
        enable: enabled,
        ends_output: ends,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${width}-bit shift unit with the operations ${named.join(', ')}.`,
        `Write a ${width}-bit register whose mode chooses one of ${operations.length} operations at every rising edge of clk.`,
        `Build a universal register of ${width} bits that can ${named.join(', ')}, as mode says.`,
      ],
      decisions: [
        resetDecision(reset, 'q becomes 0'),
        ...operations.map(
          ({ words }, index) => `A rising edge with mode = ${index}${enabled ? ' and en = 1' : ''} ${words}.`,
        ),
        ...(spare ? [`With mode from ${operations.length} up q keeps its value.`] : []),
        ...(enabled ? ['With en = 0 q keeps its value, whatever mode is.'] : []),
        ...(ends ? ['ends is combinational: the top bit of q, then bit 0.'] : []),
      ],
      styles: [
        {
          name: 'case',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: lines(
              clockedBlock(
                reset,
                `q <= ${zero};`,
                step(`case (mode)
${operations.map((operation, index) => `  ${!spare && index === last ? 'default' : code(index)}: q <= ${value(operation)};`).join('\n')}
${spare ? '  default: q <= q;\n' : ''}endcase`),
              ),
              shown,
            ),
          }),
        },
        {
          name: 'masked_or',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: lines(
              `wire [${top}:0] q_next = ${operations.map((operation, index) => `({${width}{mode == ${code(index)}}} & ${value(operation)})`).join('\n  | ')}${spare ? `\n  | ({${width}{mode > ${code(last)}}} & q)` : ''};`,
              `\n${clockedBlock(reset, `q <= ${zero};`, step('q <= q_next;'))}`,
              shown,
            ),
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `reg [${top}:0] model_q;\nreg model_bit;`,
          reset: 'model_q = 0;',
          clock: `${enabled ? 'if (en) ' : ''}case (mode)
${operations.map(({ model }, index) => `  ${index}: ${model(top).replace(/\n/g, '\n  ')}`).join('\n')}
endcase`,
          expected: { q: 'model_q', ...(ends ? { ends: `{model_q[${top}], model_q[0]}` } : {}) },
        },
        corners: lines(
          enabled && 'en = 1;',
          `// Every operation ${width + 1} times on words with a bit at each end.
for (i = 0; i < ${4 * 2 ** modeBits}; i = i + 1) begin
  mode = ${code(named.indexOf('load'))};
  d = i[0] ? ${literal(width, 1)} : ~${literal(width, 2 ** top)};
  tick;
  d = ~d;
  mode = i >> 2;
${serial ? '  serial_in = i[1];\n' : ''}  repeat (${width + 1}) tick;
end`,
          enabled && `en = 0;\nfor (i = 0; i < ${2 ** modeBits}; i = i + 1) begin\n  mode = i;\n  tick;\nend`,
        ),
        drive: lines(
          'mode = $random(seed);\nd = $random(seed);',
          serial && 'serial_in = $random(seed);',
          enabled && 'en = ($random(seed) & 3) != 0;',
        ),
      }),
    };
  },
};
