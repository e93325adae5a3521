import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';

/** Cycles beside a constant that are tried too: a register or two may stand between a counter and what it decides. */
const AROUND = 2;

/** A wait of about as many cycles as a constant of the design says, which may be what a timer of it counts to. */
export function drawWaitNearConstant(
  design: DesignInterface,
  random: Random,
  most: number,
): number | undefined {
  const limits = design.constants.filter((constant) => constant + BigInt(AROUND) <= BigInt(most));
  if (limits.length === 0) return undefined;
  const limit = Number(limits[random.integer(0, limits.length - 1)]!);
  return Math.max(1, limit + random.integer(-AROUND, AROUND));
}

/** Every wait around the constants of a design that lie in a range, the shortest first. */
export function waitsAroundConstants(design: DesignInterface, least: number, most: number): number[] {
  const limits = design.constants.filter((constant) => constant >= BigInt(least) && constant <= BigInt(most));
  const waits = limits.flatMap((limit) =>
    Array.from({ length: 2 * AROUND + 1 }, (_, at) => Number(limit) - AROUND + at),
  );
  return [...new Set(waits)].toSorted((a, b) => a - b);
}
