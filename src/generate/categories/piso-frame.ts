import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

/** Parallel-to-serial converter that knows where a word ends: busy, done, parity, idle level. */
export const pisoFrame: DesignFamily = {
  category: 'shift_piso',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 6, 8]);
    const order = random.pick<'msb' | 'lsb'>(['msb', 'lsb']);
    const idle = random.pick<0 | 1>([0, 1]);
    const parity = random.pick<'none' | 'even' | 'odd'>(['none', 'even', 'odd']);
    const seamless = random.chance(0.5);
    const enabled = random.chance(0.5);
    const done = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const length = width + (parity === 'none' ? 0 : 1);
    const counter = bitsFor(length);
    const moduleName = `serialiser_${width}_${order}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'bit enable')] : []),
      input('start', 1, 'send word'),
      input('word', width, 'word to send'),
      output('serial_out', 1, 'bit being sent'),
      output('busy', 1, '1 while a bit of a word is on serial_out'),
      ...(done ? [output('last', 1, '1 while the last bit is on serial_out')] : []),
    ];
    const [none, one, full] = [literal(counter, 0), literal(counter, 1), literal(counter, length)];
    const check = { none: '', even: '^word', odd: '~^word' }[parity];
    const frame = parity === 'none' ? 'word' : order === 'msb' ? `{word, ${check}}` : `{${check}, word}`;
    const rest =
      length === 1
        ? `1'b${idle}`
        : order === 'msb'
          ? `{bits[${length - 2}:0], 1'b${idle}}`
          : `{1'b${idle}, bits[${length - 1}:1]}`;
    const front = length === 1 ? 'bits' : `bits[${order === 'msb' ? length - 1 : 0}]`;
    const resting = `{${length}{1'b${idle}}}`;
    const free = seamless ? `(remaining == ${none}) || (remaining == ${one})` : `remaining == ${none}`;
    const step = (text: string) => (enabled ? `if (en) begin\n${indent(text, 2)}\nend` : text);
    const flags = lines(
      `assign busy = (remaining != ${none});`,
      done && `assign last = (remaining == ${one});`,
    );
    return {
      moduleName,
      parameters: {
        width,
        first_bit: order,
        idle_level: idle,
        parity,
        start: seamless ? 'also_at_last_bit' : 'only_when_idle',
        enable: enabled,
        last_output: done,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a serialiser for ${counted(width, 'bit')}${parity === 'none' ? '' : ` and ${parity} parity`}, ${order === 'msb' ? 'most' : 'least'} significant bit first.`,
        `Write a parallel-in serial-out converter with start and busy that sends ${length === 1 ? 'one bit' : `${length} bits`} a word.`,
        `Build a transmitter shift register: ${counted(width, 'data bit')}${parity === 'none' ? '' : `, then a parity bit (${parity})`}, ${order.toUpperCase()} first, idle at ${idle}.`,
      ],
      decisions: [
        resetDecision(reset, `nothing is sent, busy is 0 and serial_out is ${idle}`),
        `At a rising edge${enabled ? ' with en = 1' : ''} and start = 1 ${seamless ? 'while busy is 0 or the last bit is on serial_out' : 'while busy is 0'} word is taken over and its ${order === 'msb' ? 'most' : 'least'} significant bit appears on serial_out; at every other time start is ignored.`,
        `Each rising edge${enabled ? ' with en = 1' : ''} after that brings the next bit${parity === 'none' ? '' : `, last of all the parity bit, with which the number of ones is ${parity}`}; after ${counted(length, 'bit')} busy becomes 0${seamless ? ' unless the next word follows at once' : ', at the edge that would bring one more'}.`,
        `busy is 1 while a bit is on serial_out; while busy is 0, serial_out is ${idle}.`,
        ...(enabled ? ['At edges with en = 0 nothing changes.'] : []),
        ...(done
          ? ['last is combinational in the state: 1 while the last bit of a word is on serial_out.']
          : []),
      ],
      styles: [
        {
          name: 'shift_register',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(length)}bits;
reg ${range(counter)}remaining;

${clockedBlock(
  reset,
  `bits <= ${resting};\nremaining <= ${none};`,
  step(`if (start && (${free})) begin
  bits <= ${frame};
  remaining <= ${full};
end else if (remaining != ${none}) begin
  bits <= ${rest};
  remaining <= remaining - ${one};
end`),
)}

assign serial_out = ${front};
${flags}`,
          }),
        },
        {
          name: 'bit_select',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['serial_out'],
            body: `reg ${range(length)}bits;
reg ${range(counter)}remaining;
wire take = start && (${free});
wire ${range(length)}frame = ${frame};

${clockedBlock(
  reset,
  `bits <= ${literal(length, 0)};\nremaining <= ${none};\nserial_out <= 1'b${idle};`,
  step(`if (take) begin
  bits <= frame;
  remaining <= ${full};
  serial_out <= ${length === 1 ? 'frame' : `frame[${order === 'msb' ? length - 1 : 0}]`};
end else if (remaining > ${one}) begin
  remaining <= remaining - ${one};
  serial_out <= ${length === 1 ? 'bits' : `bits[${order === 'msb' ? `remaining - ${literal(counter, 2 % 2 ** counter)}` : `${full} - remaining + ${one}`}]`};
end else begin
  remaining <= ${none};
  serial_out <= 1'b${idle};
end`),
)}

${flags}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 350,
        model: {
          state: `// Bits in the order in which they are sent, and how many were.
reg [${length - 1}:0] model_frame;
integer model_sent;
integer model_place;
reg model_parity;`,
          reset: `model_sent = ${length};`,
          clock: `${enabled ? 'if (en) ' : ''}begin
  if (start && model_sent >= ${seamless ? length - 1 : length}) begin
    model_parity = ${parity === 'odd' ? 1 : 0};
    for (model_place = 0; model_place < ${width}; model_place = model_place + 1) begin
      model_frame[model_place] = ${width === 1 ? 'word' : `word[${order === 'msb' ? `${width - 1} - model_place` : 'model_place'}]`};
      if (model_frame[model_place]) model_parity = !model_parity;
    end
${parity === 'none' ? '' : `    model_frame[${width}] = model_parity;\n`}    model_sent = 0;
  end else if (model_sent < ${length}) model_sent = model_sent + 1;
end`,
          expected: {
            serial_out: `(model_sent < ${length}) ? model_frame[model_sent] : 1'b${idle}`,
            busy: `model_sent < ${length}`,
            ...(done ? { last: `model_sent == ${length - 1}` } : {}),
          },
        },
        corners: lines(
          enabled && 'en = 1;',
          `// Words with a bit at each end, alone and with start held; start again at every moment of a word.
for (i = 0; i < ${length + 3}; i = i + 1) begin
  word = i[0] ? ${literal(width, 1)} : ${literal(width, 2 ** (width - 1))};
  start = 1;
  tick;
  start = 0;
  word = ~word;
  repeat (i) tick;
  start = 1;
  tick;
  start = 0;
  repeat (${length + 2}) tick;
end
start = 1;
repeat (${3 * length + 2}) begin
  word = $random(seed);
  tick;
end
start = 0;
repeat (${length + 1}) tick;`,
        ),
        drive: lines(
          'word = $random(seed);\nstart = ($random(seed) & 3) == 0;',
          enabled && 'en = ($random(seed) & 3) != 0;',
        ),
      }),
    };
  },
};
