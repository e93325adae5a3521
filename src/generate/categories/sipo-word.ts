import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

/** Serial-to-parallel converter that counts bits and hands over whole words. */
export const sipoWord: DesignFamily = {
  category: 'shift_sipo',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 6, 7, 8, 10]);
    const order = random.pick<'msb' | 'lsb'>(['msb', 'lsb']);
    const enabled = random.chance(0.6);
    const aligned = random.chance(0.5);
    const signal = random.pick<'pulse' | 'until_taken'>(['pulse', 'until_taken']);
    const position = random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const counter = bitsFor(width - 1);
    const waits = signal === 'until_taken';
    const moduleName = `deserialiser_${width}_${order}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'serial_in carries a bit')] : []),
      ...(aligned ? [input('align', 1, 'begin a new word')] : []),
      input('serial_in', 1, 'serial data'),
      ...(waits ? [input('take', 1, 'word is taken')] : []),
      output('word', width, 'last whole word'),
      output('valid', 1, waits ? 'a word waits to be taken' : 'a new word is there'),
      ...(position ? [output('received', counter, 'bits of the word being received')] : []),
    ];
    const [none, one, end] = [literal(counter, 0), literal(counter, 1), literal(counter, width - 1)];
    const kept = width - 1;
    const grown =
      width === 1 ? 'serial_in' : order === 'msb' ? '{partial, serial_in}' : '{serial_in, partial}';
    const shifted =
      kept === 1
        ? 'serial_in'
        : order === 'msb'
          ? `{partial[${kept - 2}:0], serial_in}`
          : `{serial_in, partial[${kept - 1}:1]}`;
    const bitTaken = [enabled && 'en', aligned && '!align'].filter(Boolean).join(' && ');
    const whole = `${bitTaken === '' ? '' : `${bitTaken} && `}(count == ${end})`;
    const dropped = waits && "if (take) valid <= 1'b0;";
    const counting = (text: string) =>
      `${aligned ? `if (align) count <= ${none};\nelse ` : ''}${enabled ? 'if (en) ' : ''}begin\n${indent(text, 2)}\nend`;
    const shown = position && '\nassign received = count;';
    const style = (name: string, declared: string, onReset: string, onClock: string) => ({
      name,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: ['word', 'valid'],
        body: lines(
          `reg ${range(counter)}count;`,
          declared,
          `\n${clockedBlock(reset, lines(`count <= ${none};`, onReset, `word <= ${literal(width, 0)};`, "valid <= 1'b0;"), onClock)}`,
          shown,
        ),
      }),
    });
    return {
      moduleName,
      parameters: {
        width,
        first_bit: order,
        enable: enabled,
        align: aligned,
        valid: signal,
        position_output: position,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a deserialiser that collects words of ${counted(width, 'bit')}, ${order === 'msb' ? 'most' : 'least'} significant bit first.`,
        `Write a serial-in parallel-out converter that shows whole ${width}-bit words only and says when one is there.`,
        `Build a receiver shift register with a bit counter: every ${counted(width, 'bit')} ${width === 1 ? 'is' : 'are'} a word, ${order.toUpperCase()} first.`,
      ],
      decisions: [
        resetDecision(reset, 'word and valid become 0 and the next bit is the first of a word'),
        `serial_in is sampled at rising edges${enabled ? ' with en = 1' : ''}${aligned ? ' at which align is 0' : ''}; ${counted(width, 'bit')} in a row make a word, the first bit being its ${order === 'msb' ? 'most' : 'least'} significant one.`,
        `word changes only at the edge that samples the last bit of a word, and becomes that word; valid becomes 1 at the same edge${waits ? ', also while the word before still waits, which is then lost' : ''}.`,
        waits
          ? 'valid stays 1 until a rising edge with take = 1 makes it 0; if a word ends at the same edge, valid is 1.'
          : 'valid becomes 0 at the next rising edge of clk that does not end a word.',
        ...(aligned
          ? [
              'At a rising edge with align = 1 the bits of the word being received are forgotten, no bit is sampled, and the next bit is the first of a word.',
            ]
          : []),
        ...(position ? [`received is the number of bits of the unfinished word, 0 to ${width - 1}.`] : []),
      ],
      styles: [
        style(
          'shift_then_store',
          lines(kept > 0 && `reg ${range(kept)}partial;`),
          kept > 0 ? `partial <= ${literal(kept, 0)};` : '',
          lines(
            waits ? dropped : "valid <= 1'b0;",
            counting(
              lines(
                kept > 0 && `partial <= ${shifted};`,
                `if (count == ${end}) begin
  count <= ${none};
  word <= ${grown};
  valid <= 1'b1;
end else begin
  count <= count + ${one};
end`,
              ),
            ),
          ),
        ),
        style(
          'indexed_bits',
          lines(`reg ${range(width)}bits;`, `wire whole = ${whole};`),
          `bits <= ${literal(width, 0)};`,
          lines(
            waits ? 'valid <= whole || (valid && !take);' : 'valid <= whole;',
            `if (whole) word <= ${width === 1 ? 'serial_in' : order === 'msb' ? `{bits[${width - 1}:1], serial_in}` : `{serial_in, bits[${width - 2}:0]}`};`,
            counting(
              lines(
                width === 1
                  ? 'bits <= serial_in;'
                  : `bits[${order === 'msb' ? `${end} - count` : 'count'}] <= serial_in;`,
                `count <= (count == ${end}) ? ${none} : count + ${one};`,
              ),
            ),
          ),
        ),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 350,
        model: {
          state: `integer model_value;
integer model_received;
integer model_word;
reg model_valid;`,
          reset: 'model_value = 0;\nmodel_received = 0;\nmodel_word = 0;\nmodel_valid = 0;',
          clock: lines(
            waits ? 'if (take) model_valid = 0;' : 'model_valid = 0;',
            aligned && 'if (align) begin\n  model_received = 0;\n  model_value = 0;\nend else',
            `${enabled ? 'if (en) ' : ''}begin
  model_value = ${order === 'msb' ? '2 * model_value + serial_in' : 'model_value + (serial_in << model_received)'};
  model_received = model_received + 1;
  if (model_received == ${width}) begin
    model_word = model_value;
    model_valid = 1;
    model_value = 0;
    model_received = 0;
  end
end`,
          ),
          expected: {
            word: 'model_word',
            valid: 'model_valid',
            ...(position ? { received: 'model_received' } : {}),
          },
        },
        corners: lines(
          enabled && 'en = 1;',
          waits && 'take = 0;',
          `// Words with one 1 at each place, and their inverses.
for (i = 0; i < ${2 * width * width + 2 * width}; i = i + 1) begin
  serial_in = ((i / ${width}) % ${width + 1} == i % ${width}) ^ (i >= ${width * width});${waits ? `\n  take = (i % ${Math.max(2, width)} == 1);` : ''}
  tick;
end`,
          enabled && 'serial_in = 1;\ntick;\nen = 0;\nserial_in = 0;\nrepeat (2) tick;\nen = 1;',
          aligned &&
            `serial_in = 1;\nrepeat (${Math.max(1, Math.floor(width / 2))}) tick;\nalign = 1;\ntick;\nalign = 0;\nserial_in = 0;\nrepeat (${2 * width}) tick;`,
        ),
        drive: lines(
          'serial_in = $random(seed);',
          enabled && 'en = ($random(seed) & 3) != 0;',
          aligned && `align = ($random(seed) & ${width > 4 ? 31 : 15}) == 0;`,
          waits && 'take = ($random(seed) & 3) == 0;',
        ),
      }),
    };
  },
};
