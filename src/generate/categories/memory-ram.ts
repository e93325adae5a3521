import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, moduleText } from '../verilog-text.ts';

/** What a read gives that meets a write of the same word at the same edge. */
type Collision = 'old' | 'new' | 'no_change';

/** RAM with one or two ports, registered or immediate read, any depth, with optional lanes and read enable. */
export const memoryRam: DesignFamily = {
  category: 'memory',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const dual = random.chance(0.5);
    const immediate = random.chance(0.35);
    const collision = immediate
      ? 'old'
      : random.pick<Collision>(dual ? ['old', 'new'] : ['old', 'new', 'no_change']);
    const depth = random.pick([1, 2, 3, 4, 5, 6, 8, 12, 16]);
    const lanes = random.pick([1, 1, 2]);
    const width = lanes * random.pick([1, 2, 4, 8]);
    const readEnabled = !immediate && random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const [place, lane] = [bitsFor(depth - 1), width / lanes];
    const spare = 2 ** place > depth;
    const [readAt, writeAt] = dual ? ['raddr', 'waddr'] : ['addr', 'addr'];
    const moduleName = `ram_${dual ? 'dual' : 'single'}_${depth}x${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      input(
        'we',
        lanes,
        lanes === 1
          ? 'write enable'
          : `write enables, one for each ${lane} bit${lane === 1 ? '' : 's'} of the word`,
      ),
      input(writeAt, place, dual ? 'address to write' : 'address'),
      input('din', width, 'word to write'),
      ...(readEnabled ? [input('re', 1, 'read enable')] : []),
      ...(dual ? [input('raddr', place, 'address to read')] : []),
      output('dout', width, 'word read'),
    ];
    const zero = literal(width, 0);
    const inside = (address: string) => (spare ? `(${address} <= ${literal(place, depth - 1)})` : '');
    const guarded = (address: string, text: string) =>
      spare ? `if ${inside(address)} begin\n${indent(text, 2)}\nend` : text;
    const laneList = Array.from({ length: lanes }, (_, index) => index);
    const slice = (index: number) => (lanes === 1 ? '' : `[${(index + 1) * lane - 1}:${index * lane}]`);
    const enable = (index: number) => (lanes === 1 ? 'we' : `we[${index}]`);
    const writes = (target: (index: number) => string) =>
      guarded(
        writeAt,
        laneList.map((index) => `if (${enable(index)}) ${target(index)} <= din${slice(index)};`).join('\n'),
      );
    const merged = (old: string) =>
      lanes === 1
        ? dual
          ? `((we && ${writeAt} == ${readAt}) ? din : ${old})`
          : `(we ? din : ${old})`
        : 'merged';
    const sameWord = dual ? `(${writeAt} == ${readAt}) && ` : '';
    const mergedText = (old: string) =>
      collision === 'new' && lanes > 1
        ? `wire [${width - 1}:0] merged;\n${laneList.map((index) => `assign merged${slice(index)} = (${sameWord}${enable(index)}) ? din${slice(index)} : ${old}${slice(index)};`).join('\n')}\n`
        : '';
    const readText = (word: string) => {
      const value = collision === 'new' ? merged(word) : word;
      const checked = spare ? `${inside(readAt)} ? ${value} : ${zero}` : value;
      if (immediate) return `assign dout = ${checked};`;
      const when = [
        readEnabled && 're',
        collision === 'no_change' && (lanes === 1 ? '!we' : `(we == ${literal(lanes, 0)})`),
      ]
        .filter(Boolean)
        .join(' && ');
      return clockedBlock(
        reset,
        `dout <= ${zero};`,
        `${when === '' ? '' : `if (${when}) `}dout <= ${checked};`,
      );
    };
    const style = (name: string, declared: string, target: (index: number) => string, word: string) => ({
      name,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: immediate ? [] : ['dout'],
        body: lines(
          declared,
          `wire [${width - 1}:0] word = ${word};\n${mergedText('word')}`,
          `always @(posedge clk) begin\n${indent(writes(target), 2)}\nend\n`,
          readText('word'),
        ),
      }),
    });
    return {
      moduleName,
      parameters: {
        ports: dual ? 2 : 1,
        depth,
        width,
        lanes,
        read: immediate ? 'immediate' : 'registered',
        collision,
        read_enable: readEnabled,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${dual ? 'simple dual-port' : 'single-port'} RAM of ${counted(depth, 'word')} of ${counted(width, 'bit')}.`,
        `Write a memory with ${counted(depth, 'word')}, ${counted(width, 'bit')} wide, ${dual ? 'one write port and one read port' : 'one port'} and ${immediate ? 'an immediate' : 'a registered'} read.`,
        `Build a ${depth} x ${width} RAM, ${dual ? 'written and read at addresses of their own' : 'written and read at one address'}.`,
      ],
      decisions: [
        immediate
          ? `The reset ${reset.name} (active ${reset.asserted ? 'high' : 'low'}) has no effect: the words keep their values and dout shows them.`
          : `${resetDecision(reset, 'dout becomes 0')} The words of the memory are not reset, and writes go on during reset.`,
        'Words that were never written have no known value.',
        `At a rising edge ${lanes === 1 ? 'with we = 1 din is' : 'each bit of we that is 1 lets its part of din be'} written to the word at ${writeAt}; reset does not matter for it.`,
        immediate
          ? `dout is combinational: it is the word at ${readAt}; a write is seen after its edge.`
          : `At a rising edge${readEnabled ? ' with re = 1' : ''} dout becomes the word at ${readAt}.${readEnabled ? ' With re = 0 it keeps its value.' : ''}`,
        ...(immediate
          ? []
          : [
              {
                old: 'A read of the word that is written at the same edge gives the old word.',
                new: 'A read of the word that is written at the same edge gives the new word.',
                no_change: 'At an edge that writes anything dout keeps its value.',
              }[collision],
            ]),
        ...(spare
          ? [`Addresses from ${depth} up hold nothing: a write there is ignored, a read gives 0.`]
          : []),
      ],
      styles: [
        style(
          'array',
          `reg [${width - 1}:0] memory [0:${depth - 1}];`,
          (index) => `memory[${depth === 1 ? '0' : writeAt}]${slice(index)}`,
          `memory[${depth === 1 ? '0' : readAt}]`,
        ),
        style(
          'packed_vector',
          `reg [${width * depth - 1}:0] cells;`,
          (index) =>
            `cells[${depth === 1 ? index * lane : `${writeAt} * ${width}${index === 0 ? '' : ` + ${index * lane}`}`} +: ${lane}]`,
          depth === 1 ? 'cells' : `cells[${readAt} * ${width} +: ${width}]`,
        ),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `// Addresses beyond the memory have words of their own here, which stay 0.
reg [${width - 1}:0] model_words [0:${2 ** place - 1}];
reg [${width - 1}:0] model_dout;
reg [${width - 1}:0] model_mask;
reg [${width - 1}:0] model_after;
${spare ? `initial begin\n${Array.from({ length: 2 ** place - depth }, (_, index) => `  model_words[${depth + index}] = 0;`).join('\n')}\nend` : ''}

// The word at the write address after this edge; runs also under reset.
always @(posedge clk) begin
  model_mask = {${laneList
    .map((index) => `{${lane}{${enable(index)}}}`)
    .toReversed()
    .join(', ')}};
  model_after = (din & model_mask) | (model_words[${writeAt}] & ~model_mask);
  if (${reset.name} !== 1'b${reset.asserted}) begin
${
  immediate
    ? ''
    : `    if (${readEnabled ? 're' : '1'}${collision === 'no_change' ? ' && we == 0' : ''})
      model_dout = ${collision === 'new' ? `(${readAt} == ${writeAt}${spare ? ` && ${readAt} < ${depth}` : ''}) ? model_after : ` : ''}model_words[${readAt}];`
}
  end
  if (model_mask != 0${spare ? ` && ${writeAt} < ${depth}` : ''}) model_words[${writeAt}] = model_after;
end`,
          reset: 'model_dout = 0;',
          clock: '// The memory runs above.',
          expected: {
            // What is undefined may be anything.
            dout: immediate
              ? `(^model_words[${readAt}] === 1'bx) ? dout : model_words[${readAt}]`
              : "(^model_dout === 1'bx) ? dout : model_dout",
          },
        },
        corners: lines(
          readEnabled && 're = 0;',
          `// Every word is written and read back, twice, with neighbours that differ.
repeat (2) begin
  for (i = 0; i < ${2 ** place}; i = i + 1) begin
    we = {${lanes}{1'b1}};
    ${writeAt} = i;
    din = (i % 2 == 0) ? $random(seed) : ~din;
    tick;
    din = ~din;
    tick;
  end
  we = 0;
  din = ~din;
${readEnabled ? '  re = 1;\n' : ''}  for (i = 0; i < ${2 ** place}; i = i + 1) begin
    ${readAt} = i;
    tick;
  end
end
// Only the rising edge writes: what is there around the falling edge is not taken.
for (i = 0; i < ${depth}; i = i + 1) begin
  we = 0;
  ${writeAt} = i;${dual ? '\n  raddr = i;' : ''}
  @(posedge clk);
  #2 we = {${lanes}{1'b1}};
  din = ~model_words[${writeAt}];
  @(negedge clk);
  #1 we = 0;
  repeat (2) tick;
end
// Write and read of one word at the same edge${lanes > 1 ? ', lane by lane' : ''}.
for (i = 0; i < ${4 * 2 ** place}; i = i + 1) begin
  ${writeAt} = i;${dual ? '\n  raddr = i;' : ''}
  we = ${lanes === 1 ? 'i % 2' : 'i'};
  din = ~din;
  tick;
end`,
        ),
      }),
    };
  },
};
