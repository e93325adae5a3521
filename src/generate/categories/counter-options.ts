import type { AnyCategory } from '../category.ts';
import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, lines, literal, moduleText, range } from '../verilog-text.ts';

/** `up_input`: a level says the way; `inc_dec`: a command for each. */
type Direction = 'up' | 'down' | 'up_input' | 'inc_dec';
type Ends = 'wrap' | 'stop';
/** `level`: while at the end; `carry`: while the next edge passes the end. */
type Terminal = 'none' | 'level' | 'carry';

/** Counters with the options that the plain families of their category lack: steps, ends, priorities, flags. */
export function counterWithOptions(
  category: AnyCategory,
  ways: readonly [Direction, ...Direction[]],
  loads: boolean | 'maybe',
): DesignFamily {
  return {
    category,
    complexity: 'intermediate',
    draw(random): DesignInstance {
      const direction = random.pick(ways);
      const modulus = random.pick([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 32, 50]);
      const step = modulus > 6 ? random.pick([1, 1, 2, 3]) : 1;
      const ends = random.pick<Ends>(['wrap', 'stop']);
      const terminal = random.pick<Terminal>(['none', 'level', 'carry']);
      const loadable = loads === 'maybe' ? random.chance(0.4) : loads;
      const loadFirst = random.chance(0.5);
      const cleared = random.chance(0.4);
      const enabled = direction !== 'inc_dec' && (loadable || random.chance(0.6));
      const reset = drawReset(random);
      const last = modulus - 1;
      const resetValue = random.pick([0, 0, last, random.integer(0, last)]);
      const seed = random.integer(1, 9999);

      const width = bitsFor(last);
      const clamped = loadable && 2 ** width > modulus;
      const [rises, falls] = [direction !== 'down', direction !== 'up'];
      const moduleName = `counter_${direction}_${modulus}`;
      const ports: Port[] = [
        ...clockPorts(reset),
        ...(cleared ? [input('clear', 1, 'synchronous clear')] : []),
        ...(loadable
          ? [input('load', 1, 'take over load_value'), input('load_value', width, 'value to load')]
          : []),
        ...(enabled ? [input('en', 1, 'count enable')] : []),
        ...(direction === 'up_input' ? [input('up', 1, 'direction: 1 counts up, 0 counts down')] : []),
        ...(direction === 'inc_dec' ? [input('inc', 1, 'count up'), input('dec', 1, 'count down')] : []),
        output('count', width, 'present count'),
        ...(terminal === 'none'
          ? []
          : [
              ...(rises ? [output('top', 1, 'upper end')] : []),
              ...(falls ? [output('bottom', 1, 'lower end')] : []),
            ]),
      ];
      const number = (value: number) => literal(width, value);
      const full = 2 ** width === modulus && ends === 'wrap';
      const upEnd = step === 1 ? `count == ${number(last)}` : `count > ${number(last - step)}`;
      const downEnd = step === 1 ? `count == ${number(0)}` : `count < ${number(step)}`;
      const upPast =
        ends === 'stop' ? number(last) : step === 1 ? number(0) : `count - ${number(modulus - step)}`;
      const downPast =
        ends === 'stop' ? number(0) : step === 1 ? number(last) : `count + ${number(modulus - step)}`;
      const [up, down] = [`count + ${number(step)}`, `count - ${number(step)}`];
      const upward = { up: '', down: "1'b0", up_input: 'up', inc_dec: 'inc && !dec' }[direction];
      const downward = { up: "1'b0", down: '', up_input: '!up', inc_dec: 'dec && !inc' }[direction];
      const loaded = clamped ? `(load_value > ${number(last)}) ? ${number(last)} : load_value` : 'load_value';
      const countIf = {
        up: enabled ? 'en' : '',
        down: enabled ? 'en' : '',
        up_input: enabled ? 'en' : '',
        inc_dec: 'inc != dec',
      }[direction];
      const stepText = (value: string, past: string, end: string) =>
        full ? `count <= ${value};` : `count <= (${end}) ? ${past} : ${value};`;
      const counting = lines(
        rises && falls
          ? `if (${direction === 'up_input' ? 'up' : 'inc'}) ${stepText(up, upPast, upEnd)}\nelse ${stepText(down, downPast, downEnd)}`
          : rises
            ? stepText(up, upPast, upEnd)
            : stepText(down, downPast, downEnd),
      );
      const branches: [condition: string, text: string][] = [
        ...(cleared ? [['clear', `count <= ${number(0)};`] as [string, string]] : []),
        ...(loadable && loadFirst ? [['load', `count <= ${loaded};`] as [string, string]] : []),
        [countIf, counting],
        ...(loadable && !loadFirst ? [['load', `count <= ${loaded};`] as [string, string]] : []),
      ];
      const chain = branches
        .map(([condition, text], place) => {
          const head = `${place === 0 ? '' : 'else '}${condition === '' ? '' : `if (${condition}) `}`;
          return `${head}begin\n${text.replace(/^/gm, '  ')}\nend`;
        })
        .join(' ');
      const goes = enabled ? ' && en' : '';
      const flag = (end: string, way: string) =>
        terminal === 'level'
          ? `(${end})`
          : `(${end})${way === '' ? '' : ` && ${way.includes('&&') ? `(${way})` : way}`}${goes}`;
      const flags = (asked: (end: string) => string) =>
        terminal === 'none'
          ? ''
          : lines(
              rises &&
                `assign top = ${flag(asked(terminal === 'level' ? `count == ${number(last)}` : upEnd), upward)};`,
              falls &&
                `assign bottom = ${flag(asked(terminal === 'level' ? `count == ${number(0)}` : downEnd), downward)};`,
            );
      const over = (past: string, value: string, end: string) =>
        full ? value : `(${end}) ? ${past} : ${value}`;
      const stepped =
        rises && falls
          ? direction === 'up_input'
            ? 'up ? raised : lowered'
            : 'inc ? raised : lowered'
          : rises
            ? 'raised'
            : 'lowered';
      const counted = countIf === '' ? `(${stepped})` : `((${countIf}) ? (${stepped}) : KEEP)`;
      const next = [
        cleared ? `clear ? ${number(0)} : ` : '',
        loadable && loadFirst ? 'load ? loaded : ' : '',
        counted.replace('KEEP', loadable && !loadFirst ? 'load ? loaded : count' : 'count'),
      ].join('');
      const [to, by] = [
        `by ${step === 1 ? 'one' : step}`,
        ends === 'wrap' ? `modulo ${modulus}` : `between 0 and ${last}`,
      ];
      const way = {
        up: 'up',
        down: 'down',
        up_input: 'up or down, as up says',
        inc_dec: 'up at inc and down at dec',
      }[direction];
      return {
        moduleName,
        parameters: {
          modulus,
          step,
          direction,
          ends,
          terminal,
          load: loadable ? (loadFirst ? 'over_counting' : 'under_counting') : 'none',
          clear: cleared,
          enable: enabled,
          reset_value: resetValue,
          ...resetParameters(reset),
        },
        ports,
        summaries: [
          `Design a ${width}-bit counter that counts ${way}, ${to}, ${by}.`,
          `Write a counter ${by} that ${ends === 'wrap' ? 'wraps around' : 'saturates'} and counts ${way}, ${to}${loadable ? '; it can be loaded' : ''}.`,
          `Build a ${ends === 'wrap' ? 'modular' : 'saturating'} counter from 0 to ${last} with steps of ${step}, counting ${way}.`,
        ],
        decisions: [
          resetDecision(reset, `count becomes ${resetValue}`),
          ...(cleared
            ? ['At a rising edge with clear = 1 count becomes 0, whatever the other inputs are.']
            : []),
          direction === 'inc_dec'
            ? `At a rising edge with inc = 1 and dec = 0 count goes up ${to}, with inc = 0 and dec = 1 down ${to}; with both 1 or both 0 it is not counted.`
            : `At ${enabled ? 'a rising edge with en = 1' : 'every rising edge'} count goes ${way} ${to}${direction === 'up_input' ? ': up = 1 is up, up = 0 is down' : ''}.`,
          ...(rises
            ? [
                ends === 'stop'
                  ? `Going up beyond ${last} ends at ${last}.`
                  : `Going up is modulo ${modulus}: beyond ${last} it goes on from 0${step === 1 ? '' : ', what is left of the step included'}.`,
              ]
            : []),
          ...(falls
            ? [
                ends === 'stop'
                  ? 'Going down below 0 ends at 0.'
                  : `Going down is modulo ${modulus}: below 0 it goes on from ${last}${step === 1 ? '' : ', what is left of the step included'}.`,
              ]
            : []),
          ...(loadable
            ? [
                `At a rising edge with load = 1 count becomes load_value${clamped ? `, or ${last} if load_value is greater` : ''}.`,
                loadFirst
                  ? 'load has priority over counting.'
                  : 'Counting has priority over load: load acts only at edges at which nothing is counted.',
              ]
            : []),
          ...(enabled || direction === 'inc_dec' || loadable
            ? ['At edges at which nothing of this happens count keeps its value.']
            : []),
          ...(terminal === 'none'
            ? []
            : rises
              ? [
                  terminal === 'level'
                    ? `top is combinational: 1 whenever count is ${last}.`
                    : `top is combinational: 1 while the present inputs ask for counting up and that would go beyond ${last}; clear, load and reset are not looked at.`,
                ]
              : []),
          ...(terminal === 'none'
            ? []
            : falls
              ? [
                  terminal === 'level'
                    ? 'bottom is combinational: 1 whenever count is 0.'
                    : 'bottom is combinational: 1 while the present inputs ask for counting down and that would go below 0; clear, load and reset are not looked at.',
                ]
              : []),
        ],
        styles: [
          {
            name: 'if_chain',
            rtl: moduleText({
              name: moduleName,
              ports,
              registered: ['count'],
              body: lines(
                clockedBlock(reset, `count <= ${number(resetValue)};`, chain),
                flags((end) => end).replace(/^/, terminal === 'none' ? '' : '\n'),
              ),
            }),
          },
          {
            name: 'next_state_wires',
            rtl: moduleText({
              name: moduleName,
              ports,
              registered: ['count'],
              body: lines(
                rises && `wire ${range(width)}raised = ${over(upPast, up, upEnd)};`,
                falls && `wire ${range(width)}lowered = ${over(downPast, down, downEnd)};`,
                loadable && `wire ${range(width)}loaded = ${loaded};`,
                `wire ${range(width)}count_next = ${next};`,
                `\n${clockedBlock(reset, `count <= ${number(resetValue)};`, 'count <= count_next;')}`,
                terminal !== 'none' && `\n${flags((end) => end)}`,
              ),
            }),
          },
        ],
        testbench: clockedTestbench({
          moduleName,
          ports,
          reset,
          seed,
          randomCycles: 350,
          model: {
            state: `integer model_count;

// By how much the inputs as they are want to change the count.
function integer wish(input unused);
  wish = ${{ up: enabled ? 'en ? 1 : 0' : '1', down: enabled ? 'en ? -1 : 0' : '-1', up_input: enabled ? 'en ? (up ? 1 : -1) : 0' : 'up ? 1 : -1', inc_dec: '(inc ? 1 : 0) - (dec ? 1 : 0)' }[direction]};
endfunction`,
            reset: `model_count = ${resetValue};`,
            clock: lines(
              cleared && 'if (clear) model_count = 0;\nelse',
              loadable &&
                `if (load${loadFirst ? '' : ' && wish(0) == 0'}) model_count = (load_value > ${last}) ? ${last} : load_value;\nelse`,
              `begin
  model_count = model_count + ${step} * wish(0);
  if (model_count > ${last}) model_count = ${ends === 'stop' ? last : `model_count - ${modulus}`};
  if (model_count < 0) model_count = ${ends === 'stop' ? 0 : `model_count + ${modulus}`};
end`,
            ),
            expected: {
              count: 'model_count',
              ...(terminal !== 'none' && rises
                ? {
                    top:
                      terminal === 'level'
                        ? `model_count == ${last}`
                        : `model_count + ${step} * wish(0) > ${last}`,
                  }
                : {}),
              ...(terminal !== 'none' && falls
                ? {
                    bottom: terminal === 'level' ? 'model_count == 0' : `model_count + ${step} * wish(0) < 0`,
                  }
                : {}),
            },
          },
          corners: cornersOf({
            direction,
            rounds: Math.ceil(modulus / step),
            enabled,
            loadable,
            cleared,
            last,
            width,
            loadFirst,
          }),
          drive: lines(
            cleared && 'clear = ($random(seed) & 31) == 0;',
            loadable && 'load = ($random(seed) & 7) == 0;\nload_value = $random(seed);',
            enabled && 'en = ($random(seed) & 3) != 0;',
            direction === 'up_input' && 'if (($random(seed) & 7) == 0) up = ~up;',
            direction === 'inc_dec' && 'inc = $random(seed) | (i & 32);\ndec = $random(seed) & ~(i >> 5);',
            direction !== 'up_input' &&
              direction !== 'inc_dec' &&
              !enabled &&
              !cleared &&
              !loadable &&
              '// Only resets vary; the design has no other input.',
          ),
        }),
      };
    },
  };
}

interface Corners {
  readonly direction: Direction;
  readonly rounds: number;
  readonly enabled: boolean;
  readonly loadable: boolean;
  readonly cleared: boolean;
  readonly last: number;
  readonly width: number;
  readonly loadFirst: boolean;
}

function cornersOf({
  direction,
  rounds,
  enabled,
  loadable,
  cleared,
  last,
  width,
  loadFirst,
}: Corners): string {
  const [rise, fall, rest] = {
    up: ['', '', ''],
    down: ['', '', ''],
    up_input: ['up = 1;', 'up = 0;', ''],
    inc_dec: [
      'inc = 1;\ndec = 0;',
      'inc = 0;\ndec = 1;',
      'inc = 0;\ndec = 0;\ntick;\ninc = 1;\ndec = 1;\ntick;',
    ],
  }[direction] as [string, string, string];
  const loadAt = (value: number): string =>
    `load = 1;\nload_value = ${literal(width, value)};\n${loadFirst ? '' : enabled ? 'en = 0;\n' : 'inc = 0;\ndec = 0;\n'}tick;\nload = 0;${enabled ? '\nen = 1;' : ''}`;
  return lines(
    '// Over each end and on, more than a whole round, with a rest at the ends.',
    enabled && 'en = 1;',
    rise,
    `repeat (${2 * rounds + 2}) tick;`,
    fall !== '' && `${fall}\nrepeat (${2 * rounds + 2}) tick;`,
    rest,
    enabled && 'en = 0;\nrepeat (2) tick;\nen = 1;',
    loadable &&
      lines(
        `// Loads at and near both ends${loadFirst ? ', while counting' : ''}.`,
        ...[
          last,
          0,
          Math.max(0, last - 1),
          Math.min(1, last),
          Math.min(last + 1, 2 ** width - 1),
          2 ** width - 1,
        ].map((value) =>
          lines(
            loadAt(value),
            rise,
            'repeat (3) tick;',
            fall !== '' && lines(loadAt(value), fall, 'repeat (3) tick;'),
          ),
        ),
        'load = 1;\nload_value = ~load_value;\ntick;\nload = 0;',
      ),
    cleared &&
      `${rise}\ntick;\nclear = 1;${loadable ? '\nload = 1;\nload_value = ~0;' : ''}\ntick;\nclear = 0;${loadable ? '\nload = 0;' : ''}\nrepeat (2) tick;`,
  );
}
