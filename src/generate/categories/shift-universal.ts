import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { literal, moduleText } from '../verilog-text.ts';

const OPERATIONS = ['hold', 'right', 'left', 'load'] as const;
type Operation = (typeof OPERATIONS)[number];

const MEANING: Record<Operation, string> = {
  hold: 'keeps q',
  right: 'moves every bit one place down, with serial_right entering at the top',
  left: 'moves every bit one place up, with serial_left entering at bit 0',
  load: 'loads d',
};

/** Universal shift register: hold, shift right, shift left, load, under mode codes of any order. */
export const shiftUniversal: DesignFamily = {
  category: 'shift_universal',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([2, 3, 4, 5, 8, 12, 16]);
    const codes = random.chance(0.5) ? [...OPERATIONS] : random.shuffle(OPERATIONS);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = width - 1;
    const moduleName = `universal_shift_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'mode', direction: 'input', width: 2, description: 'operation' },
      {
        name: 'serial_right',
        direction: 'input',
        width: 1,
        description: 'bit that enters at the top when shifting right',
      },
      {
        name: 'serial_left',
        direction: 'input',
        width: 1,
        description: 'bit that enters at bit 0 when shifting left',
      },
      { name: 'd', direction: 'input', width, description: 'value to load' },
      { name: 'q', direction: 'output', width, description: 'shift register' },
    ];
    const zero = literal(width, 0);
    const result: Record<Operation, string> = {
      hold: 'q',
      right: `{serial_right, q[${top}:1]}`,
      left: `{q[${top - 1}:0], serial_left}`,
      load: 'd',
    };
    const code = (operation: Operation) => literal(2, codes.indexOf(operation));
    return {
      moduleName,
      parameters: { width, modes: codes.join(','), ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a ${width}-bit universal shift register: hold, shift right, shift left, parallel load.`,
        `Write a ${width}-bit register whose 2-bit mode chooses between holding, shifting either way and loading.`,
        `Build a bidirectional ${width}-bit shift register with parallel load, controlled by mode.`,
      ],
      decisions: [
        resetDecision(reset, 'q becomes 0'),
        ...codes.map((operation, index) => `A rising edge with mode = ${index} ${MEANING[operation]}.`),
      ],
      styles: [
        {
          name: 'case',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: clockedBlock(
              reset,
              `q <= ${zero};`,
              `case (mode)
${codes.map((operation) => `  ${code(operation)}: q <= ${result[operation]};`).join('\n')}
  default: q <= q;
endcase`,
            ),
          }),
        },
        {
          name: 'conditional_next',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: `wire shift_right = (mode == ${code('right')});
wire shift_left = (mode == ${code('left')});
wire load = (mode == ${code('load')});
wire [${top}:0] q_next = load ? ${result.load} : shift_right ? ${result.right} : shift_left ? ${result.left} : q;

${clockedBlock(reset, `q <= ${zero};`, 'q <= q_next;')}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 260,
        model: {
          state: `reg [${top}:0] model_q;`,
          reset: 'model_q = 0;',
          clock: `if (mode == ${code('load')}) model_q = d;
if (mode == ${code('left')}) model_q = model_q * 2 + serial_left;
if (mode == ${code('right')}) begin
  model_q = model_q / 2;
  model_q[${top}] = serial_right;
end`,
          expected: { q: 'model_q' },
        },
        corners: `// A word goes all the way to the left, one all the way to the right; holding in between.
mode = ${code('load')};
d = {${width}{1'b1}};
tick;
mode = ${code('hold')};
d = 0;
repeat (2) tick;
mode = ${code('left')};
serial_left = 0;
serial_right = 1;
repeat (${width}) tick;
mode = ${code('right')};
repeat (${width}) tick;
serial_right = 0;
serial_left = 1;
repeat (${width}) tick;
mode = ${code('left')};
repeat (${width}) tick;`,
      }),
    };
  },
};
