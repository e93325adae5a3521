import type { AnyCategory } from '../category.ts';
import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { indent, lines, literal, maximum, moduleText } from '../verilog-text.ts';

const ACTIONS = ['load', 'clear', 'set', 'toggle', 'set_bits', 'clear_bits', 'toggle_bits'] as const;
type Action = (typeof ACTIONS)[number];

const MEANING: Record<Action, string> = {
  load: 'q becomes d',
  clear: 'every bit of q becomes 0',
  set: 'every bit of q becomes 1',
  toggle: 'every bit of q is inverted',
  set_bits: 'the bits of q in which d is 1 become 1, the others stay',
  clear_bits: 'the bits of q in which d is 1 become 0, the others stay',
  toggle_bits: 'the bits of q in which d is 1 are inverted, the others stay',
};
const TAKES_D: readonly Action[] = ['load', 'set_bits', 'clear_bits', 'toggle_bits'];

export interface RegisterKind {
  readonly category: AnyCategory;
  /** Actions that every register of the category has. */
  readonly always: readonly Action[];
  /** Those of which some are drawn, and how many at most. */
  readonly optional: readonly Action[];
  readonly most: number;
}

/** Registers with commands in any order of priority, lanes, an enable of either polarity and outputs of either. */
export function registerWithOptions({ category, always, optional, most }: RegisterKind): DesignFamily {
  return {
    category,
    complexity: 'intermediate',
    draw(random): DesignInstance {
      const width = random.pick([1, 2, 3, 4, 6, 8, 12]);
      const actions = random.shuffle([
        ...always,
        ...random.shuffle(optional).slice(0, random.integer(always.length === 0 ? 1 : 0, most)),
      ]);
      const enable = random.pick<'none' | 'high' | 'low'>(['none', 'none', 'high', 'low']);
      const output_ = random.pick<'plain' | 'inverted' | 'both'>(['plain', 'plain', 'inverted', 'both']);
      const changed = random.chance(0.3);
      const reset = drawReset(random);
      const resetValue = random.pick([0, 0, maximum(width), random.integer(0, maximum(width))]);
      const seed = random.integer(1, 9999);

      const top = width - 1;
      const data = actions.some((action) => TAKES_D.includes(action));
      const en = enable === 'low' ? 'en_n' : 'en';
      const [active, passive] = { none: ['', ''], high: ['en', '!en'], low: ['!en_n', 'en_n'] }[enable] as [
        string,
        string,
      ];
      const moduleName = `register_${actions.join('_')}_${width}`;
      const ports: Port[] = [
        ...clockPorts(reset),
        ...(enable === 'none' ? [] : [input(en, 1, `command enable, active ${enable}`)]),
        ...actions.map((action) => input(action, 1, `command: ${MEANING[action]}`)),
        ...(data ? [input('d', width, 'data in')] : []),
        output('q', width, 'stored data'),
        ...(output_ === 'plain' ? [] : [output('q_n', width, 'inverse of the stored data')]),
        ...(changed ? [output('changed', 1, 'q is another one than before the last edge')] : []),
      ].filter((port) => !(output_ === 'inverted' && port.name === 'q'));
      const initial = literal(width, resetValue);
      const result: Record<Action, string> = {
        load: 'd',
        clear: literal(width, 0),
        set: `{${width}{1'b1}}`,
        toggle: '~stored',
        set_bits: 'stored | d',
        clear_bits: 'stored & ~d',
        toggle_bits: 'stored ^ d',
      };
      const chain = actions
        .map((action, place) => `${place === 0 ? '' : 'else '}if (${action}) stored <= ${result[action]};`)
        .join('\n');
      const guarded = active === '' ? chain : `if (${active}) begin\n${indent(chain, 2)}\nend`;
      const next = `${actions.map((action) => `${action} ? (${result[action]}) :`).join('\n  ')} stored`;
      const shown = lines(
        output_ !== 'inverted' && 'assign q = stored;',
        output_ !== 'plain' && 'assign q_n = ~stored;',
        changed && 'assign changed = (stored != previous);',
      );
      const [declared, onReset, follow] = changed
        ? [`reg [${top}:0] previous;\n`, `\nprevious <= ${initial};`, '\nprevious <= stored;']
        : ['', '', ''];
      const seen = output_ === 'inverted' ? 'q_n' : 'q';
      const order = actions.join(', then ');
      return {
        moduleName,
        parameters: {
          width,
          commands: actions.join(','),
          enable,
          output: output_,
          changed_output: changed,
          reset_value: resetValue,
          ...resetParameters(reset),
        },
        ports,
        summaries: [
          `Design a ${width}-bit register with the command${actions.length === 1 ? '' : 's'} ${actions.join(', ')}.`,
          `Write a register of ${width} bit${width === 1 ? '' : 's'} that acts on ${actions.join(', ')} at rising edges of clk.`,
          `Build ${width} bit${width === 1 ? '' : 's'} of storage with the command input${actions.length === 1 ? '' : 's'} ${actions.join(', ')}, shown on ${output_ === 'both' ? 'q and q_n' : seen}.`,
        ],
        decisions: [
          resetDecision(
            reset,
            `the stored value q becomes ${resetValue}${changed ? ' and changed becomes 0' : ''}`,
          ),
          ...actions.map((action) => `At a rising edge with ${action} = 1 ${MEANING[action]}.`),
          ...(actions.length > 1
            ? [`Of several commands at one edge only the first in this order acts: ${order}.`]
            : []),
          'Without a command q keeps its value.',
          ...(enable === 'none'
            ? []
            : [`Commands act only at edges with ${en} = ${enable === 'high' ? 1 : 0}.`]),
          ...(output_ === 'plain'
            ? []
            : [
                `q_n is the bitwise inverse of the stored value q${output_ === 'inverted' ? ', which is not an output itself' : ''}.`,
              ]),
          ...(changed
            ? [
                'changed is 1 in the cycle after an edge that gave q another value; q itself, not the commands, is compared.',
              ]
            : []),
        ],
        styles: [
          {
            name: 'if_chain',
            rtl: moduleText({
              name: moduleName,
              ports,
              body: `reg [${top}:0] stored;
${declared}
${clockedBlock(reset, `stored <= ${initial};${onReset}`, `${guarded}${follow}`)}

${shown}`,
            }),
          },
          {
            name: 'next_value',
            rtl: moduleText({
              name: moduleName,
              ports,
              body: `reg [${top}:0] stored;
${declared}wire [${top}:0] stored_next = ${active === '' ? next : `${passive} ? stored :\n  ${next}`};

${clockedBlock(reset, `stored <= ${initial};${onReset}`, `stored <= stored_next;${follow}`)}

${shown}`,
            }),
          },
        ],
        testbench: clockedTestbench({
          moduleName,
          ports,
          reset,
          seed,
          randomCycles: 300,
          model: {
            state: `reg [${top}:0] model_q;\nreg [${top}:0] model_before;\ninteger model_bit;`,
            reset: `model_q = ${initial};\nmodel_before = ${initial};`,
            clock: `model_before = model_q;
// Bit by bit, the weakest command first.
for (model_bit = 0; model_bit < ${width}; model_bit = model_bit + 1) begin
${actions
  .toReversed()
  .map(
    (action) =>
      `  if (${[active, action].filter((one) => one !== '').join(' && ')}) model_q[model_bit] = ${{ load: bitOf('d', width), clear: "1'b0", set: "1'b1", toggle: '!model_before[model_bit]', set_bits: `${bitOf('d', width)} ? 1'b1 : model_before[model_bit]`, clear_bits: `${bitOf('d', width)} ? 1'b0 : model_before[model_bit]`, toggle_bits: `${bitOf('d', width)} != model_before[model_bit]` }[action]};`,
  )
  .join('\n')}
end`,
            expected: {
              ...(output_ === 'inverted' ? {} : { q: 'model_q' }),
              ...(output_ === 'plain' ? {} : { q_n: '~model_q' }),
              ...(changed ? { changed: 'model_q != model_before' } : {}),
            },
          },
          corners: lines(
            enable !== 'none' && `${en} = ${enable === 'high' ? 1 : 0};`,
            `// Every combination of the commands, twice behind each other.
for (i = 0; i < ${2 * 2 ** actions.length}; i = i + 1) begin
  {${actions.join(', ')}} = i;
${data ? '  d = $random(seed);\n' : ''}  tick;
${data ? '  d = ~d;\n' : ''}  tick;
end`,
            enable !== 'none' &&
              `${en} = ${enable === 'high' ? 0 : 1};\nfor (i = 0; i < ${2 ** actions.length}; i = i + 1) begin\n  {${actions.join(', ')}} = i;\n  tick;\nend`,
          ),
          drive: lines(
            `{${actions.join(', ')}} = $random(seed)${actions.length > 2 ? ' & $random(seed)' : ''};`,
            data && 'd = $random(seed);',
            enable !== 'none' && `${en} = (($random(seed) & 3) == 0) ^ ${enable === 'high' ? 1 : 0};`,
          ),
        }),
      };
    },
  };
}

function bitOf(name: string, width: number): string {
  return width === 1 ? name : `${name}[model_bit]`;
}
