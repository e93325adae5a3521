import type { DesignInterface } from './design-interface.ts';

/** Names of a testbench's own things that no port of the design bears. */
export type HarnessNames = (wanted: string) => string;

/** Ports keep their names in a testbench, so what it needs itself steps aside: `checks` becomes `checks_tb`. */
export function harnessNames(design: DesignInterface): HarnessNames {
  const taken = new Set(design.ports.map((port) => port.name));
  const free = (wanted: string): string => (taken.has(wanted) ? free(`${wanted}_tb`) : wanted);
  return free;
}

/** A name as it is written where another character follows: an escaped one ends with a blank. */
export function written(name: string): string {
  return name.startsWith('\\') ? `${name.trim()} ` : name;
}

/** A plain name made from any name, for things that belong to a port. */
export function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9_$]/g, '_');
}
