import { keyHash } from '../../core/content-hash.ts';

export type Split = 'train' | 'validation' | 'held_out';

export interface Group {
  name: string;
  /** Rows that lie in it. */
  rows: number;
  /** Splits that earlier runs gave to its problems. */
  decided: ReadonlySet<Split>;
}

/**
 * A side for every group. What was decided stays; a group that new data made out of both sides is held out.
 * New groups are taken in an order drawn from the seed and go to validation while it lacks rows.
 */
export function assignSplits(
  groups: readonly Group[],
  seed: string,
  validationShare: number,
): Map<string, Split> {
  const sides = new Map<string, Split>();
  const total = groups.reduce((sum, group) => sum + group.rows, 0);
  let validation = 0;
  const take = (group: Group, side: Split): void => {
    sides.set(group.name, side);
    if (side === 'validation') validation += group.rows;
  };
  for (const group of groups.filter((candidate) => candidate.decided.size > 0)) {
    take(group, group.decided.size === 1 ? [...group.decided][0]! : 'held_out');
  }
  const fresh = groups
    .filter((group) => group.decided.size === 0)
    .map((group) => ({ group, draw: keyHash('split', seed, group.name) }))
    .sort((a, b) => (a.draw < b.draw ? -1 : 1));
  for (const { group } of fresh) {
    take(group, validation + group.rows <= validationShare * total ? 'validation' : 'train');
  }
  return sides;
}
