import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, maximum, moduleText } from '../verilog-text.ts';

/** ROM with a registered output; contents are drawn. */
export const memoryRom: DesignFamily = {
  category: 'memory',
  complexity: 'basic',
  draw(random): DesignInstance {
    const depth = random.pick([2, 3, 4, 5, 6, 8, 10, 12, 16]);
    const width = random.pick([2, 3, 4, 6, 8]);
    const enabled = random.chance(0.5);
    const latency = random.pick([1, 1, 2]);
    const words = Array.from({ length: depth }, () => random.integer(0, maximum(width)));
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const place = bitsFor(depth - 1);
    const spare = 2 ** place > depth;
    const moduleName = `rom_${depth}x${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'read enable')] : []),
      input('addr', place, 'address'),
      output('data', width, 'word read'),
    ];
    const zero = literal(width, 0);
    const step = lines(latency === 2 && 'data <= first;', `${latency === 2 ? 'first' : 'data'} <= word;`);
    const clocked = clockedBlock(
      reset,
      lines(latency === 2 && `first <= ${zero};`, `data <= ${zero};`),
      enabled ? `if (en) begin\n${indent(step, 2)}\nend` : step,
    );
    const declared = latency === 2 && `reg [${width - 1}:0] first;`;
    const bits = words.toReversed().map((word) => word.toString(2).padStart(width, '0'));
    return {
      moduleName,
      parameters: {
        kind: 'rom',
        depth,
        width,
        words: words.join(','),
        latency,
        enable: enabled,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ROM of ${counted(depth, 'word')} of ${width} bits with a registered output.`,
        `Write a synchronous look-up table with ${depth} entries of ${width} bits.`,
        `Build a constant memory, ${depth} x ${width} bits, read with ${counted(latency, 'cycle')} of latency.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `data${latency === 2 ? ' and the register in front of it become' : ' becomes'} 0`,
        ),
        `The words, from address 0 up, are ${words.join(', ')} (decimal).`,
        latency === 1
          ? `At a rising edge${enabled ? ' with en = 1' : ''} data becomes the word at addr.`
          : `The output has two registers: at a rising edge${enabled ? ' with en = 1' : ''} the first becomes the word at addr and data becomes what the first was before.`,
        ...(enabled ? ['While en is 0, all registers keep their values.'] : []),
        ...(spare ? [`The words at addresses from ${depth} up are 0.`] : []),
      ],
      styles: [
        {
          name: 'case',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['data'],
            body: lines(
              `reg [${width - 1}:0] word;`,
              declared,
              `
always @* begin
  case (addr)
${words
  .slice(0, spare ? depth : -1)
  .map((word, index) => `    ${literal(place, index)}: word = ${literal(width, word)};`)
  .join('\n')}
    default: word = ${spare ? zero : literal(width, words.at(-1) ?? 0)};
  endcase
end\n`,
              clocked,
            ),
          }),
        },
        {
          name: 'packed_constant',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['data'],
            body: lines(
              `localparam [${width * depth - 1}:0] WORDS = ${width * depth}'b${bits.join('_')};\n`,
              `wire [${width - 1}:0] word = ${spare ? `(addr > ${literal(place, depth - 1)}) ? ${zero} : ` : ''}WORDS[addr * ${width} +: ${width}];`,
              declared,
              `\n${clocked}`,
            ),
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
          state: `integer model_data;
integer model_first;

function integer stored(input integer address);
  begin
    stored = 0;
${words.map((word, index) => `    if (address == ${index}) stored = ${word};`).join('\n')}
  end
endfunction`,
          reset: 'model_data = 0;\nmodel_first = 0;',
          clock: `${enabled ? 'if (en) ' : ''}begin
  model_data = ${latency === 2 ? 'model_first' : 'stored(addr)'};
  model_first = stored(addr);
end`,
          expected: { data: `model_data[${width - 1}:0]` },
        },
        corners: lines(
          enabled && 'en = 1;',
          `for (i = 0; i < ${2 ** place + 2}; i = i + 1) begin\n  addr = i;\n  tick;\nend`,
          enabled && `en = 0;\nfor (i = 0; i < ${2 ** place}; i = i + 1) begin\n  addr = i;\n  tick;\nend`,
        ),
      }),
    };
  },
};
