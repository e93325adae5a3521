import type { Random } from '../../core/random.ts';
import { bitsFor, literal } from '../verilog-text.ts';

/** How states become bits. */
export interface StateEncoding {
  readonly name: 'binary' | 'gray' | 'one_hot';
  readonly width: number;
  /** The code of a state as a sized literal. */
  readonly code: (state: number) => string;
}

/** Binary, reflected Gray or one-hot codes for so many states. */
export function stateEncoding(name: StateEncoding['name'], states: number): StateEncoding {
  if (name === 'one_hot') {
    const code = (state: number): string => `${states}'b${(2 ** state).toString(2).padStart(states, '0')}`;
    return { name, width: states, code };
  }
  const width = bitsFor(states - 1);
  const code = (state: number): string => literal(width, name === 'gray' ? state ^ (state >> 1) : state);
  return { name, width, code };
}

export function drawEncoding(random: Random, states: number): StateEncoding {
  return stateEncoding(random.pick(['binary', 'gray', 'one_hot']), states);
}
