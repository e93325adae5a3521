import type { StateTable } from './state-table.ts';

/**
 * Input words that lead a machine from state 0 along every transition at least once: always to the nearest one not
 * taken yet. Every state must be reachable from every other one.
 */
export function transitionTour({ next }: Pick<StateTable, 'next'>): number[] {
  const taken = next.map((row) => row.map(() => false));
  const tour: number[] = [];
  let state = 0;
  for (;;) {
    const path = pathToUntaken(next, taken, state);
    if (path === undefined) return tour;
    for (const word of path) {
      taken[state]![word] = true;
      tour.push(word);
      state = next[state]![word]!;
    }
  }
}

/** Breadth first; the last word of the path is the transition not taken yet. */
function pathToUntaken(
  next: StateTable['next'],
  taken: readonly (readonly boolean[])[],
  from: number,
): number[] | undefined {
  const queue: { state: number; path: number[] }[] = [{ state: from, path: [] }];
  const met = new Set([from]);
  for (const { state, path } of queue) {
    const word = taken[state]!.indexOf(false);
    if (word >= 0) return [...path, word];
    for (const [step, to] of next[state]!.entries()) {
      if (met.has(to)) continue;
      met.add(to);
      queue.push({ state: to, path: [...path, step] });
    }
  }
  return undefined;
}

/** Statements of a testbench that put the words of a tour on an input, a clock cycle each. */
export function tourText(port: string, width: number, tour: readonly number[]): string {
  const digits = tour.toReversed().map((word) => word.toString(2).padStart(width, '0'));
  const bits = tour.length * width;
  return `// A walk along every transition; its first word is at the right.
begin : transition_tour
  reg [${bits - 1}:0] tour;
  tour = ${bits}'b${digits.join('')};
  repeat (${tour.length}) begin
    ${port} = tour;
    tour = tour >> ${width};
    tick;
  end
end`;
}
