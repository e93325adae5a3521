/** Both ends of an interval of a share, 0..1. */
export type Interval = [low: number, high: number];

/** 97.5 % point of the normal distribution: intervals of 95 %. */
const Z = 1.959964;

/**
 * Wilson score interval (95 %) of a share (Wilson 1927). Unlike the normal interval it holds for few trials and for
 * shares near 0 and 1. No trials say nothing: [0, 1].
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const denominator = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / denominator;
  const spread = (Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2))) / denominator;
  return [Math.max(0, centre - spread), Math.min(1, centre + spread)];
}
