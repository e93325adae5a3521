import type { Random } from '../../core/random.ts';

/** A finite state machine as a table; states and input words are numbers from 0 up. State 0 is where reset leads. */
export interface StateTable {
  /** Next state by state and input word. */
  readonly next: readonly (readonly number[])[];
  /** Output word by state and input word; a Moore machine has the same for every input word. */
  readonly out: readonly (readonly number[])[];
}

export interface TableShape {
  readonly states: number;
  /** Bits of the input and of the output. */
  readonly inputBits: number;
  readonly outputBits: number;
  readonly mealy: boolean;
}

/**
 * A random machine of that shape in which every state can be reached from every other one and no two states behave the
 * same, so that each of its transitions can be seen from outside. A Mealy machine has an output that depends on the input.
 */
export function drawStateTable(shape: TableShape, random: Random): StateTable {
  for (;;) {
    const table = anyTable(shape, random);
    const fits = !shape.mealy || table.out.some((row) => new Set(row).size > 1);
    if (fits && isStronglyConnected(table) && isMinimal(table) && usesInputs(table, shape.inputBits))
      return table;
  }
}

function anyTable({ states, inputBits, outputBits, mealy }: TableShape, random: Random): StateTable {
  const words = 2 ** inputBits;
  const row = (draw: () => number): number[] => Array.from({ length: words }, draw);
  const word = (): number => random.integer(0, 2 ** outputBits - 1);
  return {
    next: Array.from({ length: states }, () => row(() => random.integer(0, states - 1))),
    out: Array.from({ length: states }, () => {
      const same = word();
      return row(mealy ? word : () => same);
    }),
  };
}

function isStronglyConnected({ next }: StateTable): boolean {
  return next.every((_, from) => reachableFrom(next, from).size === next.length);
}

function reachableFrom(next: StateTable['next'], from: number): Set<number> {
  const reached = new Set([from]);
  for (const state of reached) for (const to of next[state] ?? []) reached.add(to);
  return reached;
}

/** Moore's partition refinement (1956): states are told apart by outputs, then by the classes they lead to. */
function isMinimal({ next, out }: StateTable): boolean {
  let classes = numbered(out.map((row) => row.join()));
  for (let round = 0; round < next.length; round += 1)
    classes = numbered(next.map((row, state) => `${classes[state]}|${row.map((to) => classes[to]).join()}`));
  return new Set(classes).size === next.length;
}

function numbered(keys: readonly string[]): number[] {
  const distinct = [...new Set(keys)];
  return keys.map((key) => distinct.indexOf(key));
}

/** No input bit may be one that nothing depends on. */
function usesInputs({ next, out }: StateTable, inputBits: number): boolean {
  return Array.from({ length: inputBits }, (_, bit) => 2 ** bit).every((mask) =>
    next.some((row, state) =>
      row.some((to, word) => to !== row[word ^ mask] || out[state]?.[word] !== out[state]?.[word ^ mask]),
    ),
  );
}
