import type { StateTable } from './state-table.ts';

/** What is searched in a stream of bits and how. */
export interface PatternSearch {
  /** Bits in the order in which they arrive; `?` stands for either. */
  readonly pattern: string;
  readonly overlapping: boolean;
  /** A Mealy machine finds the pattern while its last bit is there, a Moore machine in the state behind it. */
  readonly mealy: boolean;
}

/**
 * The deterministic machine that finds a pattern: a state is the set of prefixes of the pattern that the bits so far
 * end with (subset construction; without `?` the automaton of Knuth, Morris and Pratt, 1977). The output is 1
 * where the pattern is found. Without overlap, all bits up to a match are forgotten.
 */
export function patternAutomaton({ pattern, overlapping, mealy }: PatternSearch): StateTable {
  const start = '';
  const states = [start];
  const next: number[][] = [];
  const out: number[][] = [];
  const numberOf = (key: string): number => {
    if (!states.includes(key)) states.push(key);
    return states.indexOf(key);
  };
  for (const state of states) {
    const steps = ['0', '1'].map((bit) => step(pattern, state, bit, { overlapping, mealy }));
    next.push(steps.map(({ to }) => numberOf(to)));
    out.push(
      mealy ? steps.map(({ found }) => (found ? 1 : 0)) : [0, 1].map(() => (isMatch(state, pattern) ? 1 : 0)),
    );
  }
  return { next, out };
}

/** A state is the lengths of its prefixes, `1,3`. */
function step(
  pattern: string,
  state: string,
  bit: string,
  { overlapping, mealy }: Pick<PatternSearch, 'overlapping' | 'mealy'>,
): { to: string; found: boolean } {
  const forgotten = isMatch(state, pattern) && !overlapping;
  const lengths = state === '' || forgotten ? [] : state.split(',').map(Number);
  const grown = [0, ...lengths]
    .filter((length) => length < pattern.length && (pattern[length] === '?' || pattern[length] === bit))
    .map((length) => length + 1);
  const found = grown.includes(pattern.length);
  if (!found || !mealy) return { to: grown.join(), found };
  return { to: overlapping ? grown.filter((length) => length < pattern.length).join() : '', found };
}

function isMatch(state: string, pattern: string): boolean {
  return state.split(',').includes(String(pattern.length));
}
