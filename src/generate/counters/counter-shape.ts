import type { Random } from '../../core/random.ts';
import type { Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockPorts, drawReset, type Reset } from '../reset.ts';
import { bitsFor } from '../verilog-text.ts';

/** `up_input`: a level says the way; `inc_dec`: a command for each. */
export type Direction = 'up' | 'down' | 'up_input' | 'inc_dec';

/** What a counter does, all decided. It counts from 0 to `last`. */
export interface CounterShape {
  readonly direction: Direction;
  readonly modulus: number;
  readonly last: number;
  readonly width: number;
  readonly step: number;
  readonly ends: 'wrap' | 'stop';
  /** End flags: none, `level` while at the end, `carry` while the next edge passes the end. */
  readonly terminal: 'none' | 'level' | 'carry';
  readonly loadable: boolean;
  /** Whether load wins over counting. */
  readonly loadFirst: boolean;
  /** Whether there are values to load that are above `last`: they load `last`. */
  readonly clamped: boolean;
  readonly cleared: boolean;
  readonly enabled: boolean;
  readonly rises: boolean;
  readonly falls: boolean;
  readonly reset: Reset;
  readonly resetValue: number;
}

/** Draws a counter that goes one of these ways; `loads` says whether it has a load. */
export function drawCounter(
  random: Random,
  ways: readonly [Direction, ...Direction[]],
  loads: boolean | 'maybe',
): CounterShape {
  const direction = random.pick(ways);
  const modulus = random.pick([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 32, 50]);
  const step = modulus > 6 ? random.pick([1, 1, 2, 3]) : 1;
  const ends = random.pick<'wrap' | 'stop'>(['wrap', 'stop']);
  const terminal = random.pick<'none' | 'level' | 'carry'>(['none', 'level', 'carry']);
  const loadable = loads === 'maybe' ? random.chance(0.4) : loads;
  const loadFirst = random.chance(0.5);
  const cleared = random.chance(0.4);
  const enabled = direction !== 'inc_dec' && (loadable || random.chance(0.6));
  const reset = drawReset(random);
  const last = modulus - 1;
  const width = bitsFor(last);
  // Reset at the end at which counting stops would leave nothing to count.
  const stuck =
    ends === 'stop' && !loadable ? { up: last, down: 0, up_input: -1, inc_dec: -1 }[direction] : -1;
  const drawnValue = random.pick([0, 0, last, random.integer(0, last)]);
  const resetValue = drawnValue === stuck ? last - stuck : drawnValue;
  const [rises, falls] = [direction !== 'down', direction !== 'up'];
  const clamped = loadable && 2 ** width > modulus;
  const options = { direction, modulus, last, width, step, ends, terminal, loadable, loadFirst };
  return { ...options, clamped, cleared, enabled, rises, falls, reset, resetValue };
}

export function counterPorts(shape: CounterShape): Port[] {
  const { direction, width, terminal, loadable, cleared, enabled, rises, falls, reset } = shape;
  const flags = [
    ...(rises ? [output('top', 1, 'upper end')] : []),
    ...(falls ? [output('bottom', 1, 'lower end')] : []),
  ];
  return [
    ...clockPorts(reset),
    ...(cleared ? [input('clear', 1, 'synchronous clear')] : []),
    ...(loadable
      ? [input('load', 1, 'take over load_value'), input('load_value', width, 'value to load')]
      : []),
    ...(enabled ? [input('en', 1, 'count enable')] : []),
    ...(direction === 'up_input' ? [input('up', 1, 'direction: 1 counts up, 0 counts down')] : []),
    ...(direction === 'inc_dec' ? [input('inc', 1, 'count up'), input('dec', 1, 'count down')] : []),
    output('count', width, 'present count'),
    ...(terminal === 'none' ? [] : flags),
  ];
}
