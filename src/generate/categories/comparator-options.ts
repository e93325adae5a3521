import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { combinationalTestbench } from '../testbench/combinational-testbench.ts';
import { lines, literal, moduleText } from '../verilog-text.ts';

const RELATIONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
type Relation = (typeof RELATIONS)[number];

const WORDS: Record<Relation, string> = {
  eq: 'equals',
  ne: 'differs from',
  lt: 'is less than',
  le: 'is not greater than',
  gt: 'is greater than',
  ge: 'is not less than',
};
const OPERATORS: Record<Relation, string> = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };
/** Each relation from the two that a comparison gives. */
const DERIVED: Record<Relation, string> = {
  eq: 'same',
  ne: '~same',
  lt: 'below',
  le: 'below | same',
  gt: '~(below | same)',
  ge: '~below',
};
const MODEL: Record<Relation, string> = {
  eq: 'model_sign == 0',
  ne: 'model_sign != 0',
  lt: 'model_sign < 0',
  le: 'model_sign < 1',
  gt: 'model_sign > 0',
  ge: 'model_sign > -1',
};

type Signs = 'unsigned' | 'signed' | 'chosen';
/** `constant`: b is a constant of the design; `cascade`: the result of the lower digits comes in. */
type Form = 'plain' | 'constant' | 'cascade';

/** Comparators with any of six relations as outputs, extremes, an enable, a constant or a cascade. */
export const comparatorWithOptions: DesignFamily = {
  category: 'comparator',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 6, 8]);
    const form = random.pick<Form>(['plain', 'plain', 'constant', 'cascade']);
    const signs = width === 1 ? 'unsigned' : random.pick<Signs>(['unsigned', 'signed', 'chosen']);
    const relations = random.shuffle(RELATIONS).slice(0, random.integer(1, 4));
    const extremes = random.chance(0.4);
    const enabled = random.chance(0.3);
    const constant = random.integer(0, 2 ** width - 1);
    const seed = random.integer(1, 9999);

    const top = width - 1;
    const moduleName = `compare_${relations.join('_')}_${width}`;
    const ports: Port[] = [
      ...(enabled ? [input('en', 1, 'all outputs are 0 while en is 0')] : []),
      ...(signs === 'chosen' ? [input('is_signed', 1, "1: a and b are two's complement, 0: unsigned")] : []),
      input('a', width, 'first operand'),
      ...(form === 'constant' ? [] : [input('b', width, 'second operand')]),
      ...(form === 'cascade'
        ? [
            input('below_in', 1, 'the lower digits of a are less'),
            input('same_in', 1, 'the lower digits are equal'),
          ]
        : []),
      ...relations.map((relation) =>
        output(relation, 1, `1 when a ${WORDS[relation]} ${form === 'constant' ? constant : 'b'}`),
      ),
      ...(extremes
        ? [output('least', width, 'the lesser operand'), output('most', width, 'the greater operand')]
        : []),
    ];
    const second = form === 'constant' ? literal(width, constant) : 'b';
    const gate = enabled ? 'en && ' : '';
    const flip = (name: string) =>
      signs === 'unsigned'
        ? name
        : width === 1
          ? name
          : signs === 'signed'
            ? `{~${name}[${top}], ${name}[${top - 1}:0]}`
            : `{${name}[${top}] ^ is_signed, ${name}[${top - 1}:0]}`;
    const operand = `wire [${top}:0] second = ${second};`;
    const comparison =
      form === 'cascade'
        ? {
            below: 'order_a < order_b || (order_a == order_b && below_in && !same_in)',
            same: 'order_a == order_b && same_in',
          }
        : { below: 'order_a < order_b', same: 'order_a == order_b' };
    const extreme =
      extremes &&
      (enabled
        ? `assign least = !en ? ${literal(width, 0)} : below ? a : second;\nassign most = !en ? ${literal(width, 0)} : below ? second : a;`
        : `assign least = below ? a : second;\nassign most = below ? second : a;`);
    const constantText =
      form === 'constant'
        ? `${constant}${signs === 'signed' && constant >= 2 ** top ? ` (that is ${constant - 2 ** width} in two's complement)` : ''}`
        : 'b';
    const direct = form !== 'cascade' && signs !== 'chosen';
    const left = signs === 'signed' ? '$signed(a)' : 'a';
    const right = signs === 'signed' ? '$signed(second)' : 'second';
    return {
      moduleName,
      parameters: {
        width,
        form,
        operands: signs,
        relations: relations.join(','),
        extremes,
        enable: enabled,
        ...(form === 'constant' ? { constant } : {}),
      },
      ports,
      summaries: [
        `Design a ${width}-bit comparator of a with ${constantText} that gives ${relations.join(', ')}${extremes ? ' and the two operands in order' : ''}.`,
        `Write combinational logic that compares a with ${constantText}${form === 'cascade' ? ', continuing a comparison of lower digits' : ''}, with the outputs ${relations.join(', ')}.`,
        `Build a comparator stage for ${width}-bit ${signs === 'chosen' ? 'signed or unsigned' : signs} numbers${form === 'constant' ? ` against the constant ${constant}` : ''}.`,
      ],
      decisions: [
        'The design is combinational.',
        {
          unsigned: 'The operands are unsigned.',
          signed: "The operands are signed (two's complement).",
          chosen: "The operands are two's complement while is_signed is 1, else unsigned.",
        }[signs],
        ...(form === 'constant'
          ? [
              `The second operand is the constant ${constantText}${signs === 'chosen' ? `, read as ${width} bits` : ''}.`,
            ]
          : []),
        ...(form === 'cascade'
          ? [
              'a and b are the upper digits: when they are equal, below_in and same_in decide. same_in = 1 means that all digits are equal, whatever below_in is; same_in = 0 with below_in = 1 means that a is less as a whole, and with below_in = 0 that it is greater.',
            ]
          : []),
        ...(extremes
          ? [
              form === 'cascade'
                ? 'least is a and most is b when a is less as a whole, else least is b and most is a.'
                : 'least and most are the operands in order; when they are equal, both are that value.',
            ]
          : []),
        ...(enabled ? ['While en is 0, all outputs are 0.'] : []),
      ],
      styles: [
        {
          name: 'ordered_operands',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: lines(
              `${operand}
wire [${top}:0] order_a = ${flip('a')};
wire [${top}:0] order_b = ${flip('second')};
wire below = ${comparison.below};
wire same = ${comparison.same};
`,
              ...relations.map(
                (relation) =>
                  `assign ${relation} = ${gate}${DERIVED[relation].includes('|') && enabled ? `(${DERIVED[relation]})` : DERIVED[relation]};`,
              ),
              extreme,
            ),
          }),
        },
        direct
          ? {
              name: 'operators',
              rtl: moduleText({
                name: moduleName,
                ports,
                body: lines(
                  operand,
                  extremes && `wire below = (${left} < ${right});`,
                  '',
                  ...relations.map(
                    (relation) => `assign ${relation} = ${gate}(${left} ${OPERATORS[relation]} ${right});`,
                  ),
                  extreme,
                ),
              }),
            }
          : {
              name: 'borrow',
              rtl: moduleText({
                name: moduleName,
                ports,
                body: lines(
                  `${operand}
wire [${top}:0] order_a = ${flip('a')};
wire [${top}:0] order_b = ${flip('second')};
wire [${width}:0] difference = {1'b0, order_a} - {1'b0, order_b};
wire level = (difference == ${literal(width + 1, 0)});
wire below = difference[${width}]${form === 'cascade' ? ' || (level && below_in && !same_in)' : ''};
wire same = level${form === 'cascade' ? ' && same_in' : ''};
`,
                  ...relations.map(
                    (relation) =>
                      `assign ${relation} = ${gate}${DERIVED[relation].includes('|') && enabled ? `(${DERIVED[relation]})` : DERIVED[relation]};`,
                  ),
                  extreme,
                ),
              }),
            },
      ],
      testbench: combinationalTestbench({
        moduleName,
        ports,
        seed,
        randomVectors: 300,
        state: `integer model_a;
integer model_b;
integer model_sign;

// The number that a word stands for.
function integer number(input [${top}:0] word);
  begin
    number = word;
    if (${{ unsigned: '0', signed: '1', chosen: 'is_signed' }[signs]} && word >= ${2 ** top}) number = number - ${2 ** width};
  end
endfunction`,
        evaluate: lines(
          `model_a = number(a);\nmodel_b = number(${second});
model_sign = (model_a > model_b) ? 1 : (model_a < model_b) ? -1 : 0;`,
          form === 'cascade' && 'if (model_sign == 0) model_sign = same_in ? 0 : below_in ? -1 : 1;',
        ),
        expected: {
          ...Object.fromEntries(
            relations.map((relation) => [relation, `${enabled ? 'en && ' : ''}(${MODEL[relation]})`]),
          ),
          ...(extremes
            ? {
                least: `${enabled ? '!en ? 0 : ' : ''}(model_sign < 0) ? a : ${second}`,
                most: `${enabled ? '!en ? 0 : ' : ''}(model_sign < 0) ? ${second} : a`,
              }
            : {}),
        },
        corners: lines(
          enabled && 'en = 1;',
          form === 'constant'
            ? `for (i = 0; i < ${2 * 2 ** width}; i = i + 1) begin\n  a = i;${signs === 'chosen' ? `\n  is_signed = (i >= ${2 ** width});` : ''}\n  apply;\nend`
            : `for (i = 0; i < 32; i = i + 1) begin
${signs === 'chosen' ? '  is_signed = i[0];\n' : ''}${form === 'cascade' ? '  {below_in, same_in} = i[4:3];\n' : ''}  a = (i % 3 == 0) ? $random(seed) : (i % 3 == 1) ? ${literal(width, 2 ** top)} : ~0;
  b = a;
  apply;
  b = a + 1;
  apply;
  b = a - 1;
  apply;
  b = ~a;
  apply;
end`,
        ),
        drive: lines(
          `a = $random(seed);${form === 'constant' ? '' : '\nb = (i % 4 == 0) ? a : $random(seed);'}`,
          signs === 'chosen' && 'is_signed = $random(seed);',
          form === 'cascade' && '{below_in, same_in} = $random(seed);',
          enabled && 'en = ($random(seed) & 3) != 0;',
        ),
      }),
    };
  },
};
