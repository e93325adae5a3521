import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

/** Pulse-width modulator: edge or centre aligned, immediate or buffered duty, either polarity. */
export const pwm: DesignFamily = {
  category: 'pwm',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const steps = random.pick([2, 3, 4, 5, 6, 8, 10, 12, 16]);
    const centred = random.chance(0.35);
    const buffered = random.chance(0.5);
    const high = random.chance(0.6);
    const registered = random.chance(0.4);
    const enable = random.pick<'none' | 'hold' | 'restart'>(['none', 'hold', 'restart']);
    const marked = random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const width = bitsFor(steps);
    const period = centred ? 2 * steps : steps;
    const [on, off] = high ? [1, 0] : [0, 1];
    const moduleName = `pwm_${centred ? 'centre' : 'edge'}_${steps}`;
    const ports = [
      ...clockPorts(reset),
      ...(enable === 'none'
        ? []
        : [input('en', 1, enable === 'hold' ? 'counts while 1' : 'runs while 1, starts again while 0')]),
      input('duty', width, `how many of ${steps} steps the output is active; ${steps} and more is always`),
      output('pwm', 1, `modulated output, active ${high ? 'high' : 'low'}`),
      ...(marked ? [output('start', 1, '1 in the first cycle of a period')] : []),
    ];
    const [zero, one, end] = [literal(width, 0), literal(width, 1), literal(width, steps - 1)];
    const used = buffered ? 'duty_used' : 'duty';
    const running = enable === 'restart' ? 'en && ' : '';
    const closes = centred ? `falling && (count == ${zero})` : `(count == ${end})`;
    const step = centred
      ? `if (falling) begin
  if (count == ${zero}) falling <= 1'b0;
  else count <= count - ${one};
end else begin
  if (count == ${end}) falling <= 1'b1;
  else count <= count + ${one};
end`
      : `if (count == ${end}) count <= ${zero};
else count <= count + ${one};`;
    const restart = lines(
      `count <= ${zero};`,
      centred && "falling <= 1'b0;",
      buffered && 'duty_used <= duty;',
    );
    const clocked = lines(
      enable === 'restart' && `if (!en) begin\n${indent(restart, 2)}\nend else begin`,
      enable === 'hold' && 'if (en) begin',
      indent(lines(step, buffered && 'if (period_end) duty_used <= duty;'), enable === 'none' ? 0 : 2),
      enable !== 'none' && 'end',
      registered && `pwm <= ${high ? 'active' : '~active'};`,
    );
    const onReset = lines(
      `count <= ${zero};`,
      centred && "falling <= 1'b0;",
      buffered && `duty_used <= ${zero};`,
      registered && `pwm <= 1'b${off};`,
    );
    const declarations = lines(
      `reg ${range(width)}count;`,
      centred && 'reg falling;',
      buffered && `reg ${range(width)}duty_used;\nwire period_end = ${closes};`,
    );
    const rest = lines(
      !registered && `assign pwm = ${high ? 'active' : '~active'};`,
      marked && `assign start = ${centred ? `(count == ${zero}) && !falling` : `(count == ${zero})`};`,
    );
    const style = (name: string, wires: string) => ({
      name,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: registered ? ['pwm'] : [],
        body: lines(
          declarations,
          wires,
          `\n${clockedBlock(reset, onReset, clocked)}`,
          rest !== '' && `\n${rest}`,
        ),
      }),
    });
    return {
      moduleName,
      parameters: {
        steps,
        alignment: centred ? 'centre' : 'edge',
        buffered,
        active: high ? 'high' : 'low',
        registered,
        enable,
        start_output: marked,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${centred ? 'centre' : 'edge'}-aligned pulse-width modulator with ${steps} steps of duty.`,
        `Write a PWM generator whose output is active for duty of every ${steps} ${centred ? 'counts, counting up and then down' : 'clock cycles'}.`,
        `Build a PWM channel with a resolution of ${steps} steps, active ${high ? 'high' : 'low'}.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `the count becomes 0${centred ? ', counting up' : ''}${buffered ? ', the duty in use 0' : ''}${registered ? ` and pwm ${off}` : ''}`,
        ),
        centred
          ? `The count runs from 0 up to ${steps - 1}, stays there for one more cycle and runs down to 0, where it stays for one more cycle too: a period has ${period} cycles of clk.`
          : `The count runs from 0 to ${steps - 1} and starts again at 0: a period has ${steps} cycles of clk.`,
        `The output is active (${on}) while the count is less than the duty${enable === 'restart' ? ' and en is 1' : ''}, else inactive (${off}): with duty 0 never, with ${steps} or more always.`,
        registered
          ? 'pwm is registered: at a rising edge it takes the value that follows from the count, the duty and the inputs before that edge.'
          : `pwm is combinational in the count and the duty${enable === 'restart' ? ' and en' : ''}.`,
        buffered
          ? 'duty is taken over at the edge that ends a period, so it holds for whole periods.'
          : 'duty acts at once, in the middle of a period too.',
        ...(enable === 'hold'
          ? [
              `While en is 0, the count${buffered ? ' and the duty in use stand' : ' stands'} still; pwm goes on comparing.`,
            ]
          : []),
        ...(enable === 'restart'
          ? [
              `At a rising edge with en = 0 the count becomes 0${centred ? ', counting up' : ''}${buffered ? ', and duty is taken over' : ''}.`,
            ]
          : []),
        ...(marked
          ? [`start is combinational: it is 1 while the count is 0${centred ? ' and counts up' : ''}.`]
          : []),
      ],
      styles: [
        style('comparator', `wire active = ${running}(count < ${used});`),
        style(
          'subtractor',
          `wire [${width}:0] margin = {1'b0, count} - {1'b0, ${used}};\nwire active = ${running}margin[${width}];`,
        ),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 300,
        model: {
          state: `// Cycles since the period began.\ninteger model_time;\ninteger model_place;\ninteger model_duty;\nreg model_pwm;

function level(input integer place, input integer wanted);
  level = (${enable === 'restart' ? 'en && ' : ''}wanted > place) ? 1'b${on} : 1'b${off};
endfunction`,
          reset: `model_time = 0;\nmodel_place = 0;\nmodel_duty = 0;\nmodel_pwm = 1'b${off};`,
          clock: lines(
            `model_pwm = level(model_place, ${buffered ? 'model_duty' : 'duty'});`,
            enable === 'restart' && 'if (!en) begin\n  model_time = 0;\n  model_duty = duty;\nend else begin',
            enable === 'hold' && 'if (en) begin',
            `model_time = (model_time + 1) % ${period};\nif (model_time == 0) model_duty = duty;`,
            enable !== 'none' && 'end',
            `model_place = ${centred ? `(model_time < ${steps}) ? model_time : ${period - 1} - model_time` : 'model_time'};`,
          ),
          expected: {
            pwm: registered ? 'model_pwm' : `level(model_place, ${buffered ? 'model_duty' : 'duty'})`,
            ...(marked ? { start: 'model_time == 0' } : {}),
          },
        },
        corners: lines(
          '// Every duty for two whole periods.',
          enable !== 'none' && 'en = 1;',
          `for (i = 0; i < ${Math.min(2 ** width, steps + 2)}; i = i + 1) begin\n  duty = i;\n  repeat (${2 * period}) tick;\nend`,
          enable !== 'none' &&
            `duty = ${Math.ceil(steps / 2)};\nrepeat (${period + 1}) tick;\nen = 0;\nrepeat (3) tick;\nen = 1;\nrepeat (${period}) tick;`,
        ),
        drive: lines(
          'if (($random(seed) & 7) == 0) duty = $random(seed);',
          enable !== 'none' && 'en = ($random(seed) & 15) != 0;',
        ),
      }),
    };
  },
};
