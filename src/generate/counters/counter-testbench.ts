import type { Port } from '../design-family.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { lines, literal } from '../verilog-text.ts';
import type { CounterShape } from './counter-shape.ts';

/** The testbench of a counter; its model counts with integers. */
export function counterTestbench(
  shape: CounterShape,
  moduleName: string,
  ports: readonly Port[],
  seed: number,
): string {
  const { direction, enabled, resetValue } = shape;
  const wish = {
    up: enabled ? 'en ? 1 : 0' : '1',
    down: enabled ? 'en ? -1 : 0' : '-1',
    up_input: enabled ? 'en ? (up ? 1 : -1) : 0' : 'up ? 1 : -1',
    inc_dec: '(inc ? 1 : 0) - (dec ? 1 : 0)',
  }[direction];
  return clockedTestbench({
    moduleName,
    ports,
    reset: shape.reset,
    seed,
    randomCycles: 350,
    model: {
      state: `integer model_count;

// By how much the inputs as they are want to change the count.
function integer wish(input unused);
  wish = ${wish};
endfunction`,
      reset: `model_count = ${resetValue};`,
      clock: edgeText(shape),
      expected: expectedOutputs(shape),
    },
    corners: cornersText(shape),
    drive: driveText(shape),
  });
}

function edgeText({ cleared, loadable, loadFirst, last, modulus, step, ends }: CounterShape): string {
  return lines(
    cleared && 'if (clear) model_count = 0;\nelse',
    loadable &&
      `if (load${loadFirst ? '' : ' && wish(0) == 0'}) model_count = (load_value > ${last}) ? ${last} : load_value;\nelse`,
    `begin
  model_count = model_count + ${step} * wish(0);
  if (model_count > ${last}) model_count = ${ends === 'stop' ? last : `model_count - ${modulus}`};
  if (model_count < 0) model_count = ${ends === 'stop' ? 0 : `model_count + ${modulus}`};
end`,
  );
}

function expectedOutputs({ terminal, rises, falls, last, step }: CounterShape): Record<string, string> {
  const [top, bottom] =
    terminal === 'level'
      ? [`model_count == ${last}`, 'model_count == 0']
      : [`model_count + ${step} * wish(0) > ${last}`, `model_count + ${step} * wish(0) < 0`];
  return {
    count: 'model_count',
    ...(terminal !== 'none' && rises ? { top } : {}),
    ...(terminal !== 'none' && falls ? { bottom } : {}),
  };
}

/** Statements that make it count up, count down, and rest. */
const COMMANDS: Readonly<Record<CounterShape['direction'], readonly [string, string, string]>> = {
  up: ['', '', ''],
  down: ['', '', ''],
  up_input: ['up = 1;', 'up = 0;', ''],
  inc_dec: [
    'inc = 1;\ndec = 0;',
    'inc = 0;\ndec = 1;',
    'inc = 0;\ndec = 0;\ntick;\ninc = 1;\ndec = 1;\ntick;',
  ],
};

function cornersText(shape: CounterShape): string {
  const { direction, modulus, step, enabled, loadable, cleared } = shape;
  const [rise, fall, rest] = COMMANDS[direction];
  const rounds = Math.ceil(modulus / step);
  return lines(
    '// Over each end and on, more than a whole round, with a rest at the ends.',
    enabled && 'en = 1;',
    rise,
    `repeat (${2 * rounds + 2}) tick;`,
    fall !== '' && `${fall}\nrepeat (${2 * rounds + 2}) tick;`,
    rest,
    enabled && 'en = 0;\nrepeat (2) tick;\nen = 1;',
    loadable && loadCorners(shape),
    cleared &&
      `${rise}\ntick;\nclear = 1;${loadable ? '\nload = 1;\nload_value = ~0;' : ''}\ntick;\nclear = 0;${loadable ? '\nload = 0;' : ''}\nrepeat (2) tick;`,
  );
}

function loadCorners({ direction, last, width, loadFirst, enabled }: CounterShape): string {
  const [rise, fall] = COMMANDS[direction];
  const still = enabled ? 'en = 0;\n' : 'inc = 0;\ndec = 0;\n';
  const loadAt = (value: number): string =>
    `load = 1;\nload_value = ${literal(width, value)};\n${loadFirst ? '' : still}tick;\nload = 0;${enabled ? '\nen = 1;' : ''}`;
  const most = 2 ** width - 1;
  const values = [last, 0, Math.max(0, last - 1), Math.min(1, last), Math.min(last + 1, most), most];
  return lines(
    `// Loads at and near both ends${loadFirst ? ', while counting' : ''}.`,
    ...values.map((value) =>
      lines(
        loadAt(value),
        rise,
        'repeat (3) tick;',
        fall !== '' && lines(loadAt(value), fall, 'repeat (3) tick;'),
      ),
    ),
    'load = 1;\nload_value = ~load_value;\ntick;\nload = 0;',
  );
}

function driveText({ direction, cleared, loadable, enabled }: CounterShape): string {
  const way = {
    up: '',
    down: '',
    up_input: 'if (($random(seed) & 7) == 0) up = ~up;',
    inc_dec: 'inc = $random(seed) | (i & 32);\ndec = $random(seed) & ~(i >> 5);',
  }[direction];
  const text = lines(
    cleared && 'clear = ($random(seed) & 31) == 0;',
    loadable && 'load = ($random(seed) & 7) == 0;\nload_value = $random(seed);',
    enabled && 'en = ($random(seed) & 3) != 0;',
    way,
  );
  return text === '' ? '// Only resets vary; the design has no other input.' : text;
}
