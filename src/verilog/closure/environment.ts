/** Macros that hold before the first line of a source: the compiler's own, and those that a bundle itself begins with. */
export interface Environment {
  name: 'icarus' | 'icarus_synthesis' | 'verilator' | 'verilator_synthesis';
  /** Macros that the front end defines by itself. */
  predefined: readonly string[];
  /** Macros that the bundle defines in its first lines. */
  written: readonly string[];
}

/** `SYNTHESIS` is what synthesis tools define: behind it sources hide assertions that a simulator may not know. */
export const ENVIRONMENTS = {
  icarus: { name: 'icarus', predefined: ['__ICARUS__'], written: [] },
  icarus_synthesis: { name: 'icarus_synthesis', predefined: ['__ICARUS__'], written: ['SYNTHESIS'] },
  verilator: { name: 'verilator', predefined: ['VERILATOR'], written: [] },
  verilator_synthesis: { name: 'verilator_synthesis', predefined: ['VERILATOR'], written: ['SYNTHESIS'] },
} as const satisfies Record<string, Environment>;

/** Every macro that an environment holds. */
export function environmentDefines({ predefined, written }: Environment): string[] {
  return [...predefined, ...written];
}

/** Whether a source whose conditionals ask for these macros reads the same in both environments. */
export function readsTheSame(tested: readonly string[], one: Environment, other: Environment): boolean {
  const left = new Set(environmentDefines(one));
  const right = new Set(environmentDefines(other));
  return tested.every((name) => left.has(name) === right.has(name));
}
