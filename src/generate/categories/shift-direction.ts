import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText } from '../verilog-text.ts';

type Fill = 'serial' | 'zero' | 'rotate' | 'sign';

/** Loadable shift register in one direction: S1 counts left and right as two categories. */
export function shiftRegister(direction: 'left' | 'right'): DesignFamily {
  const left = direction === 'left';
  return {
    category: left ? 'shift_left' : 'shift_right',
    complexity: 'basic',
    draw(random): DesignInstance {
      const width = random.pick([2, 3, 4, 6, 8, 12, 16, 32]);
      const fill = random.pick<Fill>(
        left ? ['serial', 'zero', 'rotate'] : ['serial', 'zero', 'rotate', 'sign'],
      );
      const reset = drawReset(random);
      const seed = random.integer(1, 9999);

      const top = width - 1;
      const moduleName = `shift_${direction}_${fill}_${width}`;
      const ports: Port[] = [
        ...clockPorts(reset),
        { name: 'load', direction: 'input', width: 1, description: 'take over d' },
        { name: 'en', direction: 'input', width: 1, description: 'shift enable' },
        { name: 'd', direction: 'input', width, description: 'value to load' },
        ...(fill === 'serial'
          ? [{ name: 'serial_in', direction: 'input', width: 1, description: 'bit shifted in' } as const]
          : []),
        { name: 'q', direction: 'output', width, description: 'shift register' },
      ];
      const [entry, exit] = left ? [0, top] : [top, 0];
      const incoming = { serial: 'serial_in', zero: "1'b0", rotate: `q[${exit}]`, sign: `q[${top}]` }[fill];
      const source = {
        serial: 'serial_in',
        zero: 'a 0',
        rotate: `the old bit ${exit}`,
        sign: `a copy of the sign bit (bit ${top} before the edge)`,
      }[fill];
      const shifted = left ? `{q[${top - 1}:0], ${incoming}}` : `{${incoming}, q[${top}:1]}`;
      const zero = literal(width, 0);
      return {
        moduleName,
        parameters: { width, fill, ...resetParameters(reset) },
        ports,
        summaries: [
          `Design a ${width}-bit ${direction} ${fill === 'rotate' ? 'rotating' : 'shift'} register with parallel load.`,
          `Write a loadable register of ${width} bits that shifts ${direction} by one place, with ${source} entering.`,
          `Build a ${width}-bit register that moves its content one place to the ${direction} on each enabled rising edge.`,
        ],
        decisions: [
          resetDecision(reset, 'q becomes 0'),
          'At a rising edge with load = 1 q becomes d, whatever en is.',
          `At a rising edge with load = 0 and en = 1 every bit moves one place ${left ? 'up' : 'down'} and bit ${entry} becomes ${source}.`,
          'With load and en both 0, q keeps its value.',
        ],
        styles: [
          {
            name: 'concatenation',
            rtl: moduleText({
              name: moduleName,
              ports,
              registered: ['q'],
              body: clockedBlock(
                reset,
                `q <= ${zero};`,
                `if (load) q <= d;
else if (en) q <= ${shifted};`,
              ),
            }),
          },
          {
            name: 'bitwise_next',
            rtl: moduleText({
              name: moduleName,
              ports,
              registered: ['q'],
              body: `wire [${top}:0] shifted;

assign shifted[${entry}] = ${incoming};
assign shifted[${left ? `${top}:1` : `${top - 1}:0`}] = q[${left ? `${top - 1}:0` : `${top}:1`}];

${clockedBlock(reset, `q <= ${zero};`, 'q <= load ? d : (en ? shifted : q);')}`,
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
            state: `reg [${top}:0] model_q;\nreg model_in;`,
            reset: 'model_q = 0;',
            clock: `if (load) model_q = d;
else if (en) begin
  // The bit that enters is picked before anything moves.
  model_in = ${incoming.replace('q[', 'model_q[')};
  model_q = model_q ${left ? '<<' : '>>'} 1;
  model_q[${entry}] = model_in;
end`,
            expected: { q: 'model_q' },
          },
          corners: `// A single 1 and a single 0 travel all the way; shifting pauses; load beats shifting.
load = 1;
en = 1;
d = ${literal(width, 2 ** entry)};
tick;
load = 0;
repeat (${width + 1}) tick;
load = 1;
d = ~${literal(width, 2 ** entry)};
tick;
load = 0;
repeat (${width + 1}) tick;
load = 1;
d = {${width}{1'b1}};
tick;
load = 0;
en = 0;
repeat (2) tick;`,
          drive: `load = ($random(seed) & 15) == 0;
d = $random(seed);
en = ($random(seed) & 3) != 0;${fill === 'serial' ? '\nserial_in = $random(seed);' : ''}`,
        }),
      };
    },
  };
}
