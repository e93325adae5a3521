import type { FrontEnd } from './front-end.ts';

/** Macros that hold before the first line of a source. */
export interface Environment {
  frontEnd: FrontEnd;
  /** The front end's own macro. */
  predefined: string;
  /** A macro that the bundle defines in its first line; undefined: none. */
  written: string | undefined;
}

const PREDEFINED: Readonly<Record<FrontEnd, string>> = { iverilog: '__ICARUS__', verilator: 'VERILATOR' };

/**
 * Macros that tools other than compilers define: synthesis tools `SYNTHESIS`, behind which sources hide what a
 * compiler may not know; formal tools `FORMAL`, without which some sources are not whole.
 */
export const CONVENTIONS = { synthesis: 'SYNTHESIS', formal: 'FORMAL' } as const;

/** What a front end sees, alone or with the macro of a convention. */
export function environmentOf(frontEnd: FrontEnd, written?: string): Environment {
  return { frontEnd, predefined: PREDEFINED[frontEnd], written };
}

/** Every environment that a source is read in. */
export const ENVIRONMENTS: readonly Environment[] = (['iverilog', 'verilator'] as const).flatMap((frontEnd) =>
  [undefined, ...Object.values(CONVENTIONS)].map((written) => environmentOf(frontEnd, written)),
);

/** A name for keys. */
export function environmentName({ frontEnd, written }: Environment): string {
  return `${frontEnd} ${written ?? ''}`;
}

/** Every macro that an environment holds. */
export function environmentDefines({ predefined, written }: Environment): string[] {
  return written === undefined ? [predefined] : [predefined, written];
}

/** Whether a source whose conditionals ask for these macros reads the same in both environments. */
export function readsTheSame(tested: readonly string[], one: Environment, other: Environment): boolean {
  const left = new Set(environmentDefines(one));
  const right = new Set(environmentDefines(other));
  return tested.every((name) => left.has(name) === right.has(name));
}
