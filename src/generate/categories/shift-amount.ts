import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { lines, literal, moduleText } from '../verilog-text.ts';

type Fill = 'zero' | 'one' | 'rotate' | 'sign';

/** Register that shifts by a stated amount at once, zero places included: the barrel shifters beside the plain ones. */
export function shiftAmount(direction: 'left' | 'right'): DesignFamily {
  const left = direction === 'left';
  return {
    category: left ? 'shift_left' : 'shift_right',
    complexity: 'intermediate',
    draw(random): DesignInstance {
      const bits = random.integer(1, 3);
      const width = random.pick([2 ** bits, 2 ** bits + 1, 2 ** bits + 2, 8, 12]);
      const fill = random.pick<Fill>(left ? ['zero', 'one', 'rotate'] : ['zero', 'one', 'rotate', 'sign']);
      const loadFirst = random.chance(0.5);
      const cleared = random.chance(0.4);
      const shows = random.chance(0.4);
      const reset = drawReset(random);
      const seed = random.integer(1, 9999);

      const top = width - 1;
      const most = 2 ** bits - 1;
      const moduleName = `shifter_${direction}_${fill}_${width}`;
      const ports: Port[] = [
        ...clockPorts(reset),
        ...(cleared ? [input('clear', 1, 'synchronous clear')] : []),
        input('load', 1, 'take over d'),
        input('en', 1, 'shift enable'),
        input('amount', bits, 'number of places to shift'),
        input('d', width, 'value to load'),
        output('q', width, 'register'),
        ...(shows ? [output('shifted', width, 'what q would become by shifting')] : []),
      ];
      const zero = literal(width, 0);
      const toward = left ? '<<' : '>>';
      const back = left ? '>>' : '<<';
      const whole = {
        zero: `q ${toward} amount`,
        one: `~(~q ${toward} amount)`,
        rotate: `(q ${toward} amount) | (q ${back} (${literal(5, width)} - {${literal(5 - bits, 0)}, amount}))`,
        sign: '$signed(q) >>> amount',
      }[fill];
      const stages = Array.from({ length: bits }, (_, stage) => {
        const places = 2 ** stage;
        const from = stage === 0 ? 'q' : `stage${stage - 1}`;
        const kept = left ? `${from}[${top - places}:0]` : `${from}[${top}:${places}]`;
        const entering = {
          zero: literal(places, 0),
          one: `{${places}{1'b1}}`,
          rotate: left ? `${from}[${top}:${width - places}]` : `${from}[${places - 1}:0]`,
          sign: `{${places}{${from}[${top}]}}`,
        }[fill];
        const moved = left ? `{${kept}, ${entering}}` : `{${entering}, ${kept}}`;
        return `wire [${top}:0] stage${stage} = ${bits === 1 ? 'amount' : `amount[${stage}]`} ? ${moved} : ${from};`;
      });
      const clocked = (result: string) =>
        `${cleared ? `if (clear) q <= ${zero};\nelse ` : ''}${
          loadFirst
            ? `if (load) q <= d;\nelse if (en) q <= ${result};`
            : `if (en) q <= ${result};\nelse if (load) q <= d;`
        }`;
      const style = (name: string, wires: string, result: string) => ({
        name,
        rtl: moduleText({
          name: moduleName,
          ports,
          registered: ['q'],
          body: lines(
            `${wires}\n`,
            clockedBlock(reset, `q <= ${zero};`, clocked(result)),
            shows && `\nassign shifted = ${result};`,
          ),
        }),
      });
      const entering = {
        zero: 'zeros enter',
        one: 'ones enter',
        rotate: 'the bits that leave enter at the other end',
        sign: `copies of bit ${top} enter`,
      }[fill];
      return {
        moduleName,
        parameters: {
          width,
          most_places: most,
          fill,
          priority: loadFirst ? 'load' : 'shift',
          clear: cleared,
          shifted_output: shows,
          ...resetParameters(reset),
        },
        ports,
        summaries: [
          `Design a ${width}-bit register that ${fill === 'rotate' ? 'rotates' : 'shifts'} ${direction} by 0 to ${most} places at once.`,
          `Write a loadable ${width}-bit ${direction} ${fill === 'rotate' ? 'rotator' : fill === 'sign' ? 'arithmetic shifter' : 'shifter'} with a variable amount; ${entering}.`,
          `Build a barrel shifter with a register of ${width} bits that moves its content to the ${direction} by amount places.`,
        ],
        decisions: [
          resetDecision(reset, 'q becomes 0'),
          ...(cleared ? ['At a rising edge with clear = 1 q becomes 0, whatever load and en are.'] : []),
          `At a rising edge at which it shifts, every bit of q moves ${left ? 'up' : 'down'} by amount places, and ${entering}; with amount = 0 q keeps its value.`,
          'load = 1 wants q to become d, en = 1 wants it to shift.',
          `With load and en both 1 ${loadFirst ? 'q becomes d' : 'it shifts'}; with both 0 q keeps its value.`,
          ...(shows
            ? ['shifted is combinational: q moved by the present amount, whatever the controls are.']
            : []),
        ],
        styles: [
          style('shift_operator', `wire [${top}:0] moved = ${whole};`, 'moved'),
          style('logarithmic_stages', stages.join('\n'), `stage${bits - 1}`),
        ],
        testbench: clockedTestbench({
          moduleName,
          ports,
          reset,
          seed,
          randomCycles: 300,
          model: {
            state: `reg [${top}:0] model_q;
integer model_place;

// Bit by bit: where each one comes from.
function [${top}:0] model_shift(input [${top}:0] word, input integer places);
  for (model_place = 0; model_place < ${width}; model_place = model_place + 1)
    if (model_place ${left ? '- places >= 0' : `+ places < ${width}`}) model_shift[model_place] = word[model_place ${left ? '-' : '+'} places];
    else model_shift[model_place] = ${{ zero: "1'b0", one: "1'b1", rotate: left ? `word[model_place - places + ${width}]` : `word[model_place + places - ${width}]`, sign: `word[${top}]` }[fill]};
endfunction`,
            reset: 'model_q = 0;',
            clock: lines(
              cleared && 'if (clear) model_q = 0;\nelse',
              `if (load && ${loadFirst ? '1' : '!en'}) model_q = d;\nelse if (en) model_q = model_shift(model_q, amount);`,
            ),
            expected: { q: 'model_q', ...(shows ? { shifted: 'model_shift(model_q, amount)' } : {}) },
          },
          corners: `// Every amount, on words with one 1 and with one 0 at each end.
for (i = 0; i < ${8 * (most + 1)}; i = i + 1) begin
  load = 1;
  en = 0;
  d = i[1] ? ${literal(width, 1)} : ${literal(width, 2 ** top)};
  if (i[0]) d = ~d;
  tick;
  load = i[2];
  en = 1;
  d = $random(seed);
  amount = i >> 3;
  tick;
  load = 0;
  tick;
  en = 0;
  tick;
end${cleared ? '\nload = 1;\nd = ~0;\ntick;\nclear = 1;\nen = 1;\ntick;\nclear = 0;' : ''}`,
          drive: lines(
            'load = ($random(seed) & 3) == 0;\nen = ($random(seed) & 3) != 0;\namount = $random(seed);\nd = $random(seed);',
            cleared && 'clear = ($random(seed) & 15) == 0;',
          ),
        }),
      };
    },
  };
}
