import type { DesignFamily, DesignInstance, DesignStyle, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, type Reset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

interface Fifo {
  readonly depth: number;
  readonly width: number;
  /** The first word falls through; else a read puts it into a register. */
  readonly through: boolean;
  /** A read of a full FIFO makes room for a write at the same edge. */
  readonly makesRoom: boolean;
  readonly counts: boolean;
  readonly almost: boolean;
  readonly errors: boolean;
  readonly flushed: boolean;
  readonly reset: Reset;
  readonly moduleName: string;
  readonly ports: readonly Port[];
}

/** Synchronous FIFO of any depth from 1 up: first word falls through or registered read, with optional flags. */
export const fifo: DesignFamily = {
  category: 'fifo',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const depth = random.pick([1, 2, 3, 4, 5, 6, 8]);
    const width = random.pick([1, 2, 4, 8]);
    const through = random.chance(0.5);
    const makesRoom = random.chance(0.4);
    const counts = random.chance(0.4);
    const almost = depth > 2 && random.chance(0.4);
    const errors = random.chance(0.4);
    const flushed = random.chance(0.3);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const level = bitsFor(depth);
    const moduleName = `fifo_${depth}x${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(flushed ? [input('flush', 1, 'synchronous flush: the FIFO becomes empty')] : []),
      input('wr_en', 1, 'write request'),
      input('din', width, 'word to write'),
      input('rd_en', 1, 'read request'),
      output('dout', width, through ? 'oldest word' : 'word read last'),
      output('full', 1, `1 while ${counted(depth, 'word')} ${depth === 1 ? 'is' : 'are'} stored`),
      output('empty', 1, '1 while no word is stored'),
      ...(counts ? [output('level', level, 'number of words stored')] : []),
      ...(almost ? [output('almost_full', 1, `1 while ${depth - 1} words or more are stored`)] : []),
      ...(errors
        ? [
            output('overflow', 1, 'a write was refused, ever since reset'),
            output('underflow', 1, 'a read was refused, ever since reset'),
          ]
        : []),
    ];
    const queue = {
      depth,
      width,
      through,
      makesRoom,
      counts,
      almost,
      errors,
      flushed,
      reset,
      moduleName,
      ports,
    };
    return {
      moduleName,
      parameters: {
        depth,
        width,
        read: through ? 'first_word_fall_through' : 'registered',
        write_when_full: makesRoom ? 'accepted_with_read' : 'refused',
        level_output: counts,
        almost_full: almost,
        error_flags: errors,
        flush: flushed,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a synchronous FIFO of ${counted(depth, 'word')} of ${counted(width, 'bit')}.`,
        `Write a ${width}-bit queue with ${counted(depth, 'place')} and the flags full and empty; ${through ? 'the first word falls through' : 'reads are registered'}.`,
        `Build a first-in first-out buffer, ${depth} deep and ${counted(width, 'bit')} wide, on one clock.`,
      ],
      decisions: decisionsOf(queue),
      styles: [pointersAndCount(queue), shiftingSlots(queue)],
      testbench: testbenchOf(queue, seed),
    };
  },
};

function decisionsOf({ through, makesRoom, errors, flushed, reset }: Fifo): string[] {
  return [
    resetDecision(
      reset,
      `the FIFO becomes empty${through ? '' : ' and dout 0'}${errors ? ', and overflow and underflow become 0' : ''}`,
    ),
    makesRoom
      ? 'A write is accepted at a rising edge with wr_en = 1 if the FIFO is not full or rd_en is 1 at the same edge: the read makes room.'
      : 'A write is accepted at a rising edge with wr_en = 1 if the FIFO is not full, whatever rd_en is; while full, a read at the same edge does not make room for it.',
    'A read is accepted at a rising edge with rd_en = 1 if the FIFO is not empty; a word written at the same edge cannot be read yet.',
    'Requests that are not accepted change neither the words nor their order.',
    through
      ? 'dout is the oldest word while the FIFO is not empty, without a request; an accepted read removes it. While empty, dout is 0.'
      : 'An accepted read removes the oldest word and puts it on dout, where it stays until the next accepted read.',
    'full, empty and all other outputs that tell of the level change at the edge of the write or read.',
    ...(errors
      ? [
          'overflow becomes 1 at the edge that refuses a write, underflow at the edge that refuses a read; both stay 1 until reset.',
        ]
      : []),
    ...(flushed
      ? [
          `At a rising edge with flush = 1 the FIFO becomes empty; writes and reads at this edge are ignored${errors ? ' and set no error' : ''}${through ? '' : ', and dout keeps its value'}.`,
        ]
      : []),
  ];
}

/** Which requests are accepted at an edge. */
function acceptedText({ makesRoom }: Fifo): string {
  return `wire write = wr_en && ${makesRoom ? '(!full || rd_en)' : '!full'};\nwire read = rd_en && !empty;`;
}

/** The outputs that follow from the number of words stored; `oldest` is the word that falls through. */
function outputText({ depth, width, through, counts, almost }: Fifo, oldest: string): string {
  const level = bitsFor(depth);
  return lines(
    `assign full = (stored == ${literal(level, depth)});\nassign empty = (stored == ${literal(level, 0)});`,
    through && `assign dout = empty ? ${literal(width, 0)} : ${oldest};`,
    counts && 'assign level = stored;',
    almost && `assign almost_full = (stored >= ${literal(level, depth - 1)});`,
  );
}

/** Reset of the outputs that are registers, and what sets the error flags. */
function registeredOutputs({ width, through, errors }: Fifo): {
  clear: string;
  sticky: string;
  names: string[];
} {
  return {
    clear: lines(
      !through && `dout <= ${literal(width, 0)};`,
      errors && "overflow <= 1'b0;\nunderflow <= 1'b0;",
    ),
    sticky: errors ? "if (wr_en && !write) overflow <= 1'b1;\nif (rd_en && !read) underflow <= 1'b1;" : '',
    names: [...(through ? [] : ['dout']), 'overflow', 'underflow'],
  };
}

function underFlush({ flushed }: Fifo, onFlush: string, step: string): string {
  return flushed ? `if (flush) begin\n${indent(onFlush, 2)}\nend else begin\n${indent(step, 2)}\nend` : step;
}

/** Words stay where they are; two pointers go round. A single word needs none. */
function pointersAndCount(queue: Fifo): DesignStyle {
  const { depth, width, through, flushed, reset, moduleName, ports } = queue;
  const { clear, sticky, names } = registeredOutputs(queue);
  const [place, level] = [bitsFor(depth - 1), bitsFor(depth)];
  const [zero, end] = [literal(place, 0), literal(place, depth - 1)];
  const [noWords, oneWord] = [literal(level, 0), literal(level, 1)];
  const oldest = `memory[${depth === 1 ? '0' : 'head'}]`;
  const advance = (pointer: string) =>
    `${pointer} <= (${pointer} == ${end}) ? ${zero} : ${pointer} + ${literal(place, 1)};`;
  return {
    name: 'pointers_and_count',
    rtl: moduleText({
      name: moduleName,
      ports,
      registered: names,
      body: lines(
        `reg ${range(width)}memory [0:${depth - 1}];`,
        depth > 1 && `reg ${range(place)}head;\nreg ${range(place)}tail;`,
        `reg ${range(level)}stored;`,
        acceptedText(queue),
        `\n${clockedBlock(
          reset,
          lines(depth > 1 && `head <= ${zero};\ntail <= ${zero};`, `stored <= ${noWords};`, clear),
          underFlush(
            queue,
            lines(depth > 1 && `head <= ${zero};\ntail <= ${zero};`, `stored <= ${noWords};`),
            lines(
              depth > 1 && `if (write) ${advance('tail')}\nif (read) ${advance('head')}`,
              `if (write && !read) stored <= stored + ${oneWord};\nelse if (read && !write) stored <= stored - ${oneWord};`,
              !through && `if (read) dout <= ${oldest};`,
              sticky,
            ),
          ),
        )}\n`,
        `always @(posedge clk) begin\n  if (write${flushed ? ' && !flush' : ''}) memory[${depth === 1 ? '0' : 'tail'}] <= din;\nend\n`,
        outputText(queue, oldest),
      ),
    }),
  };
}

/** Words move up as the oldest leaves. */
function shiftingSlots(queue: Fifo): DesignStyle {
  const { depth, width, through, reset, moduleName, ports } = queue;
  const { clear, sticky, names } = registeredOutputs(queue);
  const level = bitsFor(depth);
  const [noWords, oneWord, zeroWord] = [literal(level, 0), literal(level, 1), literal(width, 0)];
  const slots = Array.from({ length: depth }, (_, index) => `slot${index}`);
  const moves = slots.map((slot, index) => {
    const store = `if (write && (kept == ${literal(level, index)})) ${slot} <= din;`;
    return index === depth - 1 ? store : `${store}\nelse ${slot} <= (read ? ${slots[index + 1]} : ${slot});`;
  });
  return {
    name: 'shifting_slots',
    rtl: moduleText({
      name: moduleName,
      ports,
      registered: names,
      body: lines(
        `// The oldest word is always in slot 0.\n${slots.map((slot) => `reg ${range(width)}${slot};`).join('\n')}`,
        `reg ${range(level)}stored;`,
        `${acceptedText(queue)}\nwire ${range(level)}kept = read ? stored - ${oneWord} : stored;`,
        `\n${clockedBlock(
          reset,
          lines(`stored <= ${noWords};`, ...slots.map((slot) => `${slot} <= ${zeroWord};`), clear),
          underFlush(
            queue,
            `stored <= ${noWords};`,
            lines(
              `stored <= write ? kept + ${oneWord} : kept;`,
              ...moves,
              !through && 'if (read) dout <= slot0;',
              sticky,
            ),
          ),
        )}\n`,
        outputText(queue, 'slot0'),
      ),
    }),
  };
}

function testbenchOf(queue: Fifo, seed: number): string {
  const { depth, width, through, makesRoom, counts, almost, errors, flushed, reset, moduleName, ports } =
    queue;
  return clockedTestbench({
    moduleName,
    ports,
    reset,
    seed,
    randomCycles: 500,
    model: {
      state: `// Words are numbered as they come; the queue is those from model_first on.
reg ${range(width)}model_words [0:4095];
integer model_first;
integer model_next;
reg model_write;
reg model_read;
reg ${range(width)}model_dout;
reg model_overflow;
reg model_underflow;`,
      reset: 'model_first = 0;\nmodel_next = 0;\nmodel_dout = 0;\nmodel_overflow = 0;\nmodel_underflow = 0;',
      clock: lines(
        `model_read = rd_en && (model_next > model_first);
model_write = wr_en && (model_next - model_first < ${depth}${makesRoom ? ' || rd_en' : ''});`,
        flushed ? 'if (flush) model_first = model_next;\nelse begin' : 'begin',
        `  if (model_read) begin
    model_dout = model_words[model_first];
    model_first = model_first + 1;
  end
  if (model_write) begin
    model_words[model_next] = din;
    model_next = model_next + 1;
  end
  if (wr_en && !model_write) model_overflow = 1;
  if (rd_en && !model_read) model_underflow = 1;
end`,
      ),
      expected: {
        dout: through ? '(model_next == model_first) ? 0 : model_words[model_first]' : 'model_dout',
        full: `model_next - model_first == ${depth}`,
        empty: 'model_next == model_first',
        ...(counts ? { level: 'model_next - model_first' } : {}),
        ...(almost ? { almost_full: `model_next - model_first > ${depth - 2}` } : {}),
        ...(errors ? { overflow: 'model_overflow', underflow: 'model_underflow' } : {}),
      },
    },
    corners: lines(
      `// Fill beyond the end, both requests while full, drain beyond the end, both requests while empty; at every offset.
repeat (${depth + 1}) begin
  wr_en = 1;
  rd_en = 0;
  repeat (${depth + 1}) begin
    din = $random(seed);
    tick;
  end
  rd_en = 1;
  repeat (3) begin
    din = $random(seed);
    tick;
  end
  wr_en = 0;
  repeat (${depth + 1}) tick;
  wr_en = 1;
  din = ~din;
  repeat (2) tick;
  wr_en = 0;
  tick;
  rd_en = 0;
  tick;
end`,
      flushed &&
        `wr_en = 1;
repeat (${depth}) tick;
flush = 1;
rd_en = 1;
tick;
flush = 0;
wr_en = 0;
rd_en = 0;
repeat (2) tick;`,
    ),
    drive: lines(
      'din = $random(seed);',
      `wr_en = ($random(seed) & 3) > (i[5] ? 0 : 2);
rd_en = ($random(seed) & 3) > (i[5] ? 2 : 0);`,
      flushed && 'flush = ($random(seed) & 31) == 0;',
    ),
  });
}
