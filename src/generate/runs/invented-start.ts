/** The invented day on which the first run starts, and the distance between runs. */
const FIRST_RUN = Date.UTC(2026, 0, 5, 8);
const RUN_DISTANCE_MS = 10 * 60 * 1000;

/** When run `index` (from 0) is said to have started, in milliseconds since 1970. */
export function inventedStart(index: number): number {
  return FIRST_RUN + index * RUN_DISTANCE_MS;
}
