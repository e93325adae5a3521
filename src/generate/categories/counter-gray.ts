import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { counted, lines, literal, maximum, moduleText } from '../verilog-text.ts';

type Ends = 'wrap' | 'stop';

/** Gray-code counter: up, down or both, with optional enable, clear and binary output, wrapping or stopping. */
export const counterGray: DesignFamily = {
  category: 'counter_gray',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 6]);
    const direction = random.pick<'up' | 'down' | 'both'>(['up', 'up', 'down', 'both']);
    // Counting down from 0 must wrap, or nothing would ever happen.
    const ends = direction === 'down' ? 'wrap' : random.pick<Ends>(['wrap', 'wrap', 'stop']);
    const enabled = random.chance(0.6);
    const cleared = random.chance(0.4);
    const shown = random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const [top, last] = [width - 1, maximum(width)];
    const moduleName = `gray_counter_${direction}_${width}`;
    const ports = [
      ...clockPorts(reset),
      ...(cleared ? [input('clear', 1, 'synchronous clear: start again from 0')] : []),
      ...(enabled ? [input('en', 1, 'count enable')] : []),
      ...(direction === 'both' ? [input('up', 1, 'direction: 1 counts up, 0 counts down')] : []),
      output('gray', width, 'present count in reflected Gray code'),
      ...(shown ? [output('binary', width, 'present count in binary')] : []),
    ];
    const [zero, one, end] = [literal(width, 0), literal(width, 1), literal(width, last)];
    const up = (now: string) =>
      ends === 'stop' ? `((${now} == ${end}) ? ${now} : ${now} + ${one})` : `(${now} + ${one})`;
    const down = (now: string) =>
      ends === 'stop' ? `((${now} == ${zero}) ? ${now} : ${now} - ${one})` : `(${now} - ${one})`;
    const next = (now: string) =>
      direction === 'both' ? `(up ? ${up(now)} : ${down(now)})` : direction === 'up' ? up(now) : down(now);
    const step = (statement: string, clear: string) =>
      `${cleared ? `if (clear) ${clear}\nelse ` : ''}${enabled ? 'if (en) ' : ''}${statement}`;
    const grayOf = (value: string) => (width === 1 ? value : `${value} ^ (${value} >> 1)`);
    const way = { up: 'up', down: 'down', both: 'up when up is 1 and down when up is 0' }[direction];
    return {
      moduleName,
      parameters: {
        width,
        direction,
        ends,
        enable: enabled,
        clear: cleared,
        binary_output: shown,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${width}-bit Gray-code counter that counts ${way}.`,
        `Write a counter whose output is the reflected binary Gray code of a ${width}-bit count; it counts ${way}.`,
        `Build a ${width}-bit counter with Gray-coded output, so that one count ${way} changes one bit of it.`,
      ],
      decisions: [
        resetDecision(reset, `the count and ${shown ? 'both outputs become' : 'gray become'} 0`),
        `gray is the reflected Gray code of the count: bit ${top} is the top bit of the count, every other bit is the exclusive or of the bit of the count at its place and the one above. ${width === 1 ? 'With one bit, both are the same.' : ''}`.trim(),
        `At every rising edge${enabled ? ' with en = 1' : ''} the count goes ${way}, by one.`,
        ends === 'wrap'
          ? `The count is modulo ${last + 1}: above ${last} comes 0, below 0 comes ${last}.`
          : `The count stops at its ends: up from ${last} stays ${last}, down from 0 stays 0.`,
        ...(enabled ? ['While en is 0, the count keeps its value.'] : []),
        ...(cleared
          ? [`At a rising edge with clear = 1 the count becomes 0${enabled ? ', whatever en is' : ''}.`]
          : []),
        ...(shown ? ['binary is the count itself.'] : []),
      ],
      styles: [
        {
          name: 'binary_then_convert',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: lines(
              `reg [${top}:0] count;\n`,
              `${clockedBlock(reset, `count <= ${zero};`, step(`count <= ${next('count')};`, `count <= ${zero};`))}\n`,
              `assign gray = ${grayOf('count')};`,
              shown && 'assign binary = count;',
            ),
          }),
        },
        {
          name: 'registered_gray',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['gray'],
            body: lines(
              `reg [${top}:0] count;
reg [${top}:0] count_next;
integer place;

// The count is read back from the code: each bit is the parity of those from its place up.
always @* begin
  for (place = 0; place < ${width}; place = place + 1)
    count[place] = ^(gray >> place);
  count_next = ${next('count')};
end\n`,
              clockedBlock(
                reset,
                `gray <= ${zero};`,
                step(`gray <= ${grayOf('count_next')};`, `gray <= ${zero};`),
              ),
              shown && '\nassign binary = count;',
            ),
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 250,
        model: {
          state: `integer model_count;

// Mirrored halves: the upper half of the code runs backwards through the lower one.
function [${top}:0] code(input integer number);
  integer half;
  integer rest;
  begin
    code = 0;
    rest = number;
    for (half = ${2 ** top}; half > 0; half = half / 2) begin
      code = code * 2;
      if (rest >= half) begin
        code = code + 1;
        rest = 2 * half - 1 - rest;
      end
    end
  end
endfunction`,
          reset: 'model_count = 0;',
          clock: lines(
            `${cleared ? 'if (clear) model_count = 0;\nelse ' : ''}${enabled ? 'if (en) ' : ''}begin
  model_count = model_count ${{ up: '+ 1', down: '- 1', both: '+ (up ? 1 : -1)' }[direction]};
  if (model_count > ${last}) model_count = ${ends === 'wrap' ? 0 : last};
  if (model_count < 0) model_count = ${ends === 'wrap' ? last : 0};
end`,
          ),
          expected: { gray: 'code(model_count)', ...(shown ? { binary: `model_count[${top}:0]` } : {}) },
        },
        corners: lines(
          `// More than one whole round, ${counted(last + 1, 'count')} long${direction === 'both' ? ', each way' : ''}.`,
          enabled && 'en = 1;',
          direction === 'both' && 'up = 1;',
          `repeat (${last + 4}) tick;`,
          direction === 'both' && `up = 0;\nrepeat (${2 * last + 4}) tick;`,
          enabled && `en = 0;\nrepeat (2) tick;${direction === 'both' ? '\nup = 1;\ntick;' : ''}`,
          cleared && `clear = 1;\ntick;${enabled ? '\nen = 1;\ntick;' : ''}\nclear = 0;`,
        ),
        drive: lines(
          cleared && 'clear = ($random(seed) & 15) == 0;',
          enabled && 'en = ($random(seed) & 3) != 0;',
          direction === 'both' && 'up = $random(seed);',
          !cleared &&
            !enabled &&
            direction !== 'both' &&
            '// Only resets vary; the design has no other input.',
        ),
      }),
    };
  },
};
