import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { type PatternSearch, patternAutomaton } from '../../../src/generate/machines/pattern-automaton.ts';

/** Where a search finds its pattern in a stream, told by looking at every window. */
function found({ pattern, overlapping }: PatternSearch, stream: string): boolean[] {
  const window = new RegExp(`^${pattern.replaceAll('?', '.')}$`);
  let free = 0;
  return [...stream].map((_, end) => {
    const start = end + 1 - pattern.length;
    const match = start >= free && window.test(stream.slice(start, end + 1));
    if (match && !overlapping) free = end + 1;
    return match;
  });
}

/** The same, told by the machine: a Moore machine says it in the state behind the last bit. */
function foundBy(search: PatternSearch, stream: string): boolean[] {
  const { next, out } = patternAutomaton(search);
  let state = 0;
  return [...stream].map((bit) => {
    const now = out[state]![Number(bit)]! === 1;
    state = next[state]![Number(bit)]!;
    return search.mealy ? now : out[state]![0] === 1;
  });
}

describe('patternAutomaton', () => {
  const random = createRandom('pattern-automaton');
  const stream = Array.from({ length: 600 }, () => random.integer(0, 1)).join('');

  it.each(['1', '01', '000', '1011', '1?1', '10?0', '0?1?10'])('finds %s where it is', (pattern) => {
    for (const overlapping of [true, false]) {
      for (const mealy of [true, false]) {
        const search = { pattern, overlapping, mealy };
        expect(foundBy(search, stream), JSON.stringify(search)).toEqual(found(search, stream));
      }
    }
  });

  it('numbers the states of an exact pattern by the bits that they have seen', () => {
    const { next } = patternAutomaton({ pattern: '1011', overlapping: true, mealy: false });
    expect(next).toEqual([
      [0, 1],
      [2, 1],
      [0, 3],
      [2, 4],
      [2, 1],
    ]);
  });
});
