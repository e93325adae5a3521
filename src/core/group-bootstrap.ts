import { createRandom } from './random.ts';
import type { Interval } from './wilson-interval.ts';

/** What trials of one group gave. */
export interface GroupCount {
  successes: number;
  trials: number;
}

const RESAMPLES = 2000;

/**
 * Interval (95 %) of a share over trials that are alike inside of groups: the percentile bootstrap over whole groups
 * (Davison and Hinkley 1997, 3.8). Unlike an interval over trials it does not grow narrow by asking one group often.
 * Fewer than two groups say nothing: [0, 1].
 */
export function groupBootstrap(groups: readonly GroupCount[], seed: string): Interval {
  if (groups.length < 2) return [0, 1];
  const random = createRandom(seed);
  const shares = new Float64Array(RESAMPLES);
  for (let sample = 0; sample < RESAMPLES; sample += 1) {
    let successes = 0;
    let trials = 0;
    for (let draw = 0; draw < groups.length; draw += 1) {
      const group = groups[random.integer(0, groups.length - 1)]!;
      successes += group.successes;
      trials += group.trials;
    }
    shares[sample] = trials === 0 ? 0 : successes / trials;
  }
  shares.sort();
  return [shares[Math.floor(0.025 * RESAMPLES)]!, shares[Math.ceil(0.975 * RESAMPLES) - 1]!];
}
