import { Components } from './components.ts';
import type { Ratios } from './ratios.ts';
import { SPLITS, type Split } from './split-names.ts';

/** The names of sides in fact.splits, by the number that stands for each; 0: not decided yet. */
export const SIDE_NAMES = [null, ...SPLITS, 'held_out'] as const;

const SIDE = { none: 0, train: 1, validation: 2, test: 3, heldOut: 4 } as const;

/**
 * Rows and what joins them, as numbers. Row `i` lies in the hubs `hubs[offsets[i]]` to `hubs[offsets[i + 1] - 1]`; a
 * hub is anything that several rows share: a text, a problem, a repository, a pair of near texts.
 */
export interface RowGraph {
  offsets: Int32Array;
  hubs: Int32Array;
  hubCount: number;
  /** Sides of earlier runs, as places in SIDE_NAMES. */
  decided: Uint8Array;
  /** Random numbers drawn from the seed and the row's name. */
  draws: Uint32Array;
}

export interface DecidedSides {
  /** Places in SIDE_NAMES. */
  sides: Uint8Array;
  /** A number a row, the same for rows of one group. */
  groups: Int32Array;
  /** For a row that is held out now: the sides that it would have joined, as a bit set over SIDE_NAMES. */
  joins: Uint8Array;
}

/**
 * A side for every row, so that no hub reaches across. What was decided stays. A new row that reaches two sides is
 * held out, and nothing goes through it. Where two old rows turn out to be joined, the one that trains is held out,
 * so that what was measured on validation and test stays as it was. Groups without a side are taken in an order drawn
 * from the seed: test while it lacks rows, then validation, the rest trains.
 */
export function decideSides(graph: RowGraph, ratios: Ratios): DecidedSides {
  const rows = graph.decided.length;
  const sides = Uint8Array.from(graph.decided);
  const joins = new Uint8Array(rows);
  holdOutCrossings(graph, sides, joins);
  const components = new Components(rows + graph.hubCount);
  const reached = new Uint8Array(rows + graph.hubCount);
  for (let row = 0; row < rows; row++) {
    if (sides[row] !== SIDE.none && sides[row] !== SIDE.heldOut)
      joinHubs(graph, components, reached, row, 1 << sides[row]!);
  }
  for (let row = 0; row < rows; row++) {
    if (sides[row] !== SIDE.none) continue;
    const touched = sidesTouched(graph, components, reached, row);
    if ((touched & (touched - 1)) === 0) {
      joinHubs(graph, components, reached, row, touched);
    } else {
      sides[row] = SIDE.heldOut;
      joins[row] = touched;
    }
  }
  const groups = Int32Array.from(sides, (_, row) => components.find(row));
  placeGroups(graph, ratios, sides, groups, reached);
  return { sides, groups, joins };
}

/** Old rows on both sides of a hub: all but those of its strongest side (test, validation, train) are held out. */
function holdOutCrossings({ offsets, hubs, hubCount }: RowGraph, sides: Uint8Array, joins: Uint8Array): void {
  const strongest = new Uint8Array(hubCount);
  const eachHub = (visit: (row: number, hub: number) => void): void => {
    for (let row = 0; row < sides.length; row++) {
      if (sides[row] === SIDE.none || sides[row] === SIDE.heldOut) continue;
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++) visit(row, hubs[at]!);
    }
  };
  eachHub((row, hub) => {
    strongest[hub] = Math.max(strongest[hub]!, sides[row]!);
  });
  const crossing = new Set<number>();
  eachHub((row, hub) => {
    if (sides[row] === strongest[hub]) return;
    crossing.add(row);
    joins[row]! |= (1 << sides[row]!) | (1 << strongest[hub]!);
  });
  for (const row of crossing) sides[row] = SIDE.heldOut;
}

function joinHubs(
  { offsets, hubs, decided }: RowGraph,
  components: Components,
  reached: Uint8Array,
  row: number,
  side: number,
): void {
  let root = components.find(row);
  let mask = reached[root]! | side;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
    const other = components.find(decided.length + hubs[at]!);
    mask |= reached[other]!;
    root = components.join(root, other);
  }
  reached[root] = mask;
}

function sidesTouched(
  { offsets, hubs, decided }: RowGraph,
  components: Components,
  reached: Uint8Array,
  row: number,
): number {
  let touched = 0;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++)
    touched |= reached[components.find(decided.length + hubs[at]!)]!;
  return touched;
}

/** Gives every row without a side that of its group; groups without one are drawn. */
function placeGroups(
  { draws }: RowGraph,
  ratios: Ratios,
  sides: Uint8Array,
  groups: Int32Array,
  reached: Uint8Array,
): void {
  const size = new Map<number, number>();
  const first = new Map<number, number>();
  const counts: Record<Split, number> = { train: 0, validation: 0, test: 0 };
  let total = 0;
  groups.forEach((group, row) => {
    if (sides[row] === SIDE.heldOut) return;
    total += 1;
    const side = Math.log2(reached[group]!);
    if (reached[group]! !== 0) {
      sides[row] = side;
      counts[SPLITS[side - 1]!] += 1;
      return;
    }
    size.set(group, (size.get(group) ?? 0) + 1);
    if (!first.has(group)) first.set(group, row);
  });
  const drawn = [...first].sort(([, a], [, b]) => draws[a]! - draws[b]! || a - b);
  const chosen = new Map<number, number>();
  for (const [group] of drawn) {
    const rows = size.get(group)!;
    const split =
      (['test', 'validation'] as const).find((name) => counts[name] + rows <= ratios[name] * total) ??
      'train';
    counts[split] += rows;
    chosen.set(group, SIDE[split]);
  }
  groups.forEach((group, row) => {
    if (sides[row] === SIDE.none) sides[row] = chosen.get(group)!;
  });
}
