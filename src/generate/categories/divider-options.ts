import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

/** `square`: a level that changes with each period, so two of them are one wave; `tick`: one cycle a period; `duty`: high for some cycles. */
type Shape = 'square' | 'tick' | 'duty';

/** Dividers by an input or a constant, with enable, ticks and duty cycles other than a half. */
export const dividerWithOptions: DesignFamily = {
  category: 'clock_divider',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const shape = random.pick<Shape>(['square', 'tick', 'duty']);
    const programmable = random.chance(0.6);
    const latched = programmable && random.chance(0.5);
    const enable = random.pick<'none' | 'hold' | 'restart'>(['none', 'hold', 'restart']);
    const bits = random.integer(2, 4);
    const most = 2 ** bits - 1;
    const fixed = random.integer(2, 12);
    const tall = random.integer(1, programmable ? most - 1 : fixed - 1);
    const first = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = programmable ? most : fixed - 1;
    const width = programmable ? bits : bitsFor(top);
    const length = programmable ? 'ratio + 1' : String(fixed);
    const name = { square: 'clk_out', tick: 'pulse', duty: 'clk_out' }[shape];
    const moduleName = `divider_${shape}_${programmable ? 'programmable' : fixed}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enable === 'none'
        ? []
        : [input('en', 1, enable === 'hold' ? 'counts while 1' : 'runs while 1, begins again while 0')]),
      ...(programmable ? [input('ratio', bits, 'a period has ratio + 1 cycles of clk')] : []),
      output(
        name,
        1,
        {
          square: 'changes once a period',
          tick: '1 in one cycle of a period',
          duty: `1 in ${tall} cycle${tall === 1 ? '' : 's'} of a period`,
        }[shape],
      ),
    ];
    const number = (value: number) => literal(width, value);
    const [zero, one] = [number(0), number(1)];
    const end = latched ? 'limit' : programmable ? 'ratio' : number(fixed - 1);
    // A ratio that becomes smaller than the count ends the period at once.
    const ends = programmable && !latched ? `count >= ${end}` : `count == ${end}`;
    const stop = { none: '', hold: '', restart: 'en && ' }[enable];
    const shown = {
      square: '',
      tick: first ? `${stop}(count == ${zero})` : `${stop}(${ends})`,
      duty: first ? `${stop}(count < ${number(tall)})` : `${stop}(count >= ${number(tall)})`,
    }[shape];
    const onEnd = lines(
      `count <= ${zero};`,
      latched && 'limit <= ratio;',
      shape === 'square' && 'clk_out <= ~clk_out;',
    );
    const step = `if (period_end) begin\n${indent(onEnd, 2)}\nend else begin\n  count <= count + ${one};\nend`;
    const again = lines(
      `count <= ${zero};`,
      latched && 'limit <= ratio;',
      shape === 'square' && "clk_out <= 1'b0;",
    );
    const guarded = {
      none: step,
      hold: `if (en) begin\n${indent(step, 2)}\nend`,
      restart: `if (!en) begin\n${indent(again, 2)}\nend else ${step}`,
    }[enable];
    const onReset = lines(
      `count <= ${zero};`,
      latched && `limit <= ${number(most)};`,
      shape === 'square' && "clk_out <= 1'b0;",
    );
    // The second style counts the cycles that are left; it knows its place only where the period is known from the start.
    const next = [
      `wire ${range(width)}count_next = period_end ? ${zero} : count + ${one};`,
      latched ? `wire ${range(width)}limit_next = period_end ? ratio : limit;` : '',
      shape === 'square' ? 'wire clk_out_next = clk_out ^ period_end;' : '',
    ];
    const take = (target: string) => {
      const fresh = { count: zero, limit: 'ratio', clk_out: "1'b0" }[target] ?? zero;
      return `${target} <= ${{ none: `${target}_next`, hold: `en ? ${target}_next : ${target}`, restart: `en ? ${target}_next : ${fresh}` }[enable]};`;
    };
    const frame = (title: string, wires: string, body: string) => ({
      name: title,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: shape === 'square' ? ['clk_out'] : [],
        body: lines(
          `reg ${range(width)}count;`,
          latched && `reg ${range(width)}limit;`,
          `wire period_end = (${ends});`,
          wires,
          `\n${clockedBlock(reset, onReset, body)}`,
          shape !== 'square' && `\nassign ${name} = ${shown};`,
        ),
      }),
    });
    const where = first ? 'first' : 'last';
    const gated = enable === 'restart' ? ' and en is 1' : '';
    return {
      moduleName,
      parameters: {
        shape,
        ...(programmable
          ? { ratio_bits: bits, ratio_taken: latched ? 'at_period_end' : 'at_once' }
          : { ratio: fixed }),
        ...(shape === 'square' ? {} : { at: where }),
        ...(shape === 'duty' ? { high_cycles: tall } : {}),
        enable,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a clock divider whose period is ${programmable ? 'ratio + 1' : fixed} cycles of clk, with ${{ square: 'an output that changes once a period', tick: 'a tick once a period', duty: `an output of ${tall} ${first ? 'high' : 'low'} cycles first` }[shape]}.`,
        `Write a ${programmable ? 'programmable' : 'fixed'} frequency divider (${programmable ? `${bits}-bit ratio` : `by ${fixed}`}) with the output ${name}.`,
        `Build a ${shape === 'tick' ? 'tick generator' : 'divider'} that counts periods of ${length} clock cycles.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `a period begins: the count becomes 0${latched ? `, the ratio in use becomes ${most}` : ''}${shape === 'square' ? ' and clk_out 0' : ''}`,
        ),
        `The count is the number of cycles since the period began. A period has ${programmable ? 'ratio + 1' : fixed} cycles: ${programmable && !latched ? 'it ends at a rising edge at which the count is ratio or more, so a smaller ratio acts at once' : `it ends at the rising edge at which the count is ${programmable ? 'the ratio in use' : fixed - 1}`}, and the count becomes 0.`,
        ...(latched ? ['ratio is taken over at the edge that ends a period and used for the next one.'] : []),
        {
          square: 'clk_out is registered: it is inverted at the edge that ends a period.',
          tick: `pulse is combinational: it is 1 while ${first ? 'the count is 0' : `the count is such that the next edge ends the period${programmable && !latched ? ', as ratio is now' : ''}`}${gated}${enable === 'hold' ? ', whatever en is' : ''}.`,
          duty: `clk_out is combinational: it is 1 while the count is ${first ? `less than ${tall}` : `${tall} or more`}${gated}. A period that is too short for that does not reach the ${first ? 'low' : 'high'} part.`,
        }[shape],
        ...(enable === 'hold'
          ? [
              `While en is 0, the count${latched ? ', the ratio in use' : ''}${shape === 'square' ? ' and clk_out keep their values' : ' does not change'}.`,
            ]
          : []),
        ...(enable === 'restart'
          ? [
              `At a rising edge with en = 0 a period begins: the count becomes 0${latched ? ', ratio is taken over' : ''}${shape === 'square' ? ', clk_out becomes 0' : ''}.`,
            ]
          : []),
      ],
      styles: [
        frame('count_and_compare', '', guarded),
        frame(
          'next_value',
          lines(...next),
          lines(take('count'), latched && take('limit'), shape === 'square' && take('clk_out')),
        ),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 350,
        model: {
          state: 'integer model_time;\ninteger model_length;\nreg model_level;',
          reset: `model_time = 0;\nmodel_length = ${programmable ? most + 1 : fixed};\nmodel_level = 0;`,
          clock: lines(
            enable === 'restart' &&
              `if (!en) begin\n  model_time = 0;\n  model_level = 0;${latched ? '\n  model_length = ratio + 1;' : ''}\nend else`,
            `${enable === 'hold' ? 'if (en) ' : ''}begin
${programmable && !latched ? '  model_length = ratio + 1;\n' : ''}  model_time = model_time + 1;
  if (model_time >= model_length) begin
    model_time = 0;
    model_level = !model_level;${latched ? '\n    model_length = ratio + 1;' : ''}
  end
end`,
          ),
          expected: {
            [name]: {
              square: 'model_level',
              tick: `${stop}(${first ? 'model_time == 0' : programmable && !latched ? 'model_time + 1 > ratio' : 'model_time == model_length - 1'})`,
              duty: `${stop}(model_time ${first ? '<' : '>='} ${tall})`,
            }[shape],
          },
        },
        corners: lines(
          enable !== 'none' && 'en = 1;',
          programmable
            ? `// Every ratio for more than two periods, upwards and downwards.
for (i = 0; i <= ${2 * most + 1}; i = i + 1) begin
  ratio = (i > ${most}) ? ${2 * most + 1} - i : i;
  repeat (${latched ? 3 * most : 2 * most + 2}) tick;
end`
            : `repeat (${3 * fixed + 2}) tick;`,
          latched &&
            enable === 'restart' &&
            `// Ratios that are taken over while nothing runs.
for (i = 0; i <= ${most}; i = i + 1) begin
  en = 0;
  ratio = i;
  tick;
  en = 1;
  ratio = ~i;
  repeat (${2 * most + 2}) tick;
end`,
          enable !== 'none' &&
            `${programmable ? `ratio = ${Math.min(2, most)};\nrepeat (${most + 2}) tick;\n` : ''}en = 0;\nrepeat (3) tick;\nen = 1;\nrepeat (${programmable ? 8 : fixed + 1}) tick;\nen = 0;\ntick;\nen = 1;\nrepeat (2) tick;`,
        ),
        drive: lines(
          programmable && 'if (($random(seed) & 7) == 0) ratio = $random(seed);',
          enable !== 'none' && `en = ($random(seed) & ${enable === 'restart' ? 15 : 3}) != 0;`,
          !programmable && enable === 'none' && '// Only resets vary; the design has no other input.',
        ),
      }),
    };
  },
};
