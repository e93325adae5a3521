import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { combinationalTestbench } from '../testbench/combinational-testbench.ts';
import { bitsFor, lines, literal, moduleText } from '../verilog-text.ts';

/** `binary`: a number; `one_hot`: a bit for each input, several of which combine; `priority`: the first bit that is 1. */
type Select = 'binary' | 'one_hot' | 'priority';
type Spare = 'zero' | 'ones' | 'first' | 'last';

/** Multiplexers over one packed input, with other kinds of select, enables of either polarity and a stated default. */
export const muxWithOptions: DesignFamily = {
  category: 'mux',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const select = random.pick<Select>(['binary', 'one_hot', 'priority']);
    const count = random.integer(2, 7);
    const width = random.pick([1, 2, 4, 8]);
    const spare = random.pick<Spare>(['zero', 'ones', 'first', 'last']);
    const lowestFirst = random.chance(0.5);
    const enable = random.pick<'none' | 'high' | 'low'>(['none', 'high', 'low']);
    const inverted = random.chance(0.3);
    const flagged = select !== 'binary' && random.chance(0.5);
    const seed = random.integer(1, 9999);

    const bits = select === 'binary' ? bitsFor(count - 1) : count;
    const holes = select === 'binary' ? 2 ** bits > count : true;
    const en = enable === 'low' ? 'en_n' : 'en';
    const moduleName = `mux_${select}_${count}x${width}`;
    const ports: Port[] = [
      input(
        'in',
        count * width,
        `${count} inputs of ${width} bit${width === 1 ? '' : 's'}, input 0 in the lowest bits`,
      ),
      input(
        'sel',
        bits,
        {
          binary: 'number of the chosen input',
          one_hot: 'one bit for each input',
          priority: 'one request bit for each input',
        }[select],
      ),
      ...(enable === 'none' ? [] : [input(en, 1, `output enable, active ${enable}`)]),
      output('y', width, 'chosen input'),
      ...(flagged ? [output('any', 1, '1 while an input is chosen')] : []),
    ];
    const word = (index: number) =>
      width === 1 ? `in[${index}]` : `in[${index * width + width - 1}:${index * width}]`;
    const none = { zero: literal(width, 0), ones: `{${width}{1'b1}}`, first: word(0), last: word(count - 1) }[
      spare
    ];
    const empty = select === 'one_hot' ? literal(width, 0) : none;
    const order = Array.from({ length: count }, (_, index) => (lowestFirst ? index : count - 1 - index));
    const { on, off } = {
      none: { on: '', off: '' },
      high: { on: 'en && ', off: '!en' },
      low: { on: '!en_n && ', off: 'en_n' },
    }[enable];
    const shown = (chosen: string) => {
      const value = inverted ? `~${chosen}` : chosen;
      return lines(
        `assign y = ${off === '' ? value : `${off} ? ${literal(width, 0)} : ${value}`};`,
        flagged && `assign any = ${on}(sel != ${literal(bits, 0)});`,
      );
    };
    const asked = (index: number) =>
      select === 'binary' ? `(sel == ${literal(bits, index)})` : `sel[${index}]`;
    const chain = `${order.map((index) => `${asked(index)} ? ${word(index)} :`).join('\n  ')} ${none}`;
    const masked = order.map((index) => `({${width}{${asked(index)}}} & ${word(index)})`).join('\n  | ');
    const loop = `integer place;
reg [${width - 1}:0] chosen;

always @* begin
  chosen = ${empty};
  for (place = 0; place < ${count}; place = place + 1)
    if (${select === 'binary' ? 'sel == place' : `sel[${lowestFirst && select === 'priority' ? `${count - 1} - place` : 'place'}]`}) chosen = ${select === 'one_hot' ? 'chosen | ' : ''}in[${lowestFirst && select === 'priority' ? `(${count - 1} - place)` : 'place'} * ${width} +: ${width}];
end`;
    const spareWords = { zero: '0', ones: 'all ones', first: 'input 0', last: `input ${count - 1}` }[spare];
    const numbers = order.join(', then ');
    return {
      moduleName,
      parameters: {
        select,
        inputs: count,
        width,
        default: select === 'one_hot' ? 'or' : holes ? spare : 'none',
        enable,
        inverted,
        any_output: flagged,
        ...(select === 'priority' ? { first: lowestFirst ? 'lowest' : 'highest' } : {}),
      },
      ports,
      summaries: [
        `Design a multiplexer of ${count} inputs of ${width} bit${width === 1 ? '' : 's'} with ${select === 'binary' ? 'a binary' : select === 'one_hot' ? 'a one-hot' : 'a priority'} select.`,
        `Write combinational logic that puts one of the ${count} words packed in the input in on y${inverted ? ', inverted' : ''}, chosen by ${select === 'binary' ? 'the number sel' : select === 'one_hot' ? 'the bits of sel' : 'the first bit of sel that is 1'}.`,
        `Build a ${count}-way data selector, ${width} bit${width === 1 ? '' : 's'} wide, over one packed vector.`,
      ],
      decisions: [
        `The design is combinational. Input i is the bits from i * ${width} up of the vector in.`,
        {
          binary: `sel is the number of the chosen input.${holes ? ` For numbers from ${count} up ${spareWords} is chosen.` : ''}`,
          one_hot:
            'Each bit of sel lets its input through; with several bits 1 the result is the bitwise or of their inputs, with none it is 0.',
          priority: `Of the inputs whose bit of sel is 1 the first is chosen, in the order ${numbers}; with no bit 1 ${spareWords} is chosen.`,
        }[select],
        inverted ? 'y is the bitwise inverse of what is chosen.' : 'y is what is chosen.',
        ...(enable === 'none'
          ? []
          : [
              `While ${en} is ${enable === 'high' ? 0 : 1}, y is 0${inverted ? ' (not inverted)' : ''}${flagged ? ' and any is 0' : ''}, whatever sel is.`,
            ]),
        ...(flagged
          ? [
              `any is 1 while some bit of sel is 1${enable === 'none' ? '' : ` and ${en} is ${enable === 'high' ? 1 : 0}`}.`,
            ]
          : []),
      ],
      styles: [
        {
          name: select === 'one_hot' ? 'masked_or' : 'conditional_chain',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `wire [${width - 1}:0] chosen = ${select === 'one_hot' ? masked : chain};\n\n${shown('chosen')}`,
          }),
        },
        { name: 'loop', rtl: moduleText({ name: moduleName, ports, body: `${loop}\n\n${shown('chosen')}` }) },
      ],
      testbench: combinationalTestbench({
        moduleName,
        ports,
        seed,
        randomVectors: 300,
        state: `integer model_place;\ninteger model_found;\nreg [${width - 1}:0] model_y;`,
        evaluate: lines(
          `model_found = 0;\nmodel_y = 0;
for (model_place = ${lowestFirst ? 0 : count - 1}; model_place ${lowestFirst ? `< ${count}` : '>= 0'}; model_place = model_place ${lowestFirst ? '+' : '-'} 1)
  if (${select === 'binary' ? 'sel === model_place' : '(sel >> model_place) % 2 == 1'}) begin
    ${{ binary: '', one_hot: `model_y = model_y | (in >> (model_place * ${width}));`, priority: '' }[select]}${select === 'one_hot' ? '' : `if (model_found == 0) model_y = in >> (model_place * ${width});`}
    model_found = model_found + 1;
  end`,
          select !== 'one_hot' &&
            holes &&
            `if (model_found == 0) model_y = ${{ zero: '0', ones: '~0', first: 'in', last: `in >> ${(count - 1) * width}` }[spare]};`,
          inverted && 'model_y = ~model_y;',
          enable !== 'none' && `if (${off}) begin\n  model_y = 0;\n  model_found = 0;\nend`,
        ),
        expected: { y: 'model_y', ...(flagged ? { any: 'model_found > 0' } : {}) },
        corners: lines(
          enable !== 'none' && `${en} = ${enable === 'high' ? 1 : 0};`,
          `for (i = 0; i < ${2 ** bits}; i = i + 1) begin
  sel = i;
  repeat (3) begin
    in = {$random(seed), $random(seed)};
    apply;
    in = ~in;
    apply;
  end
end`,
        ),
        drive: lines(
          'in = {$random(seed), $random(seed)};\nsel = $random(seed);',
          enable !== 'none' && `${en} = (($random(seed) & 3) == 0) ^ ${enable === 'high' ? 1 : 0};`,
        ),
      }),
    };
  },
};
