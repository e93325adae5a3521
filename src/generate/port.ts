import type { Port } from './design-family.ts';

/** An input of a generated module. */
export function input(name: string, width: number, description: string): Port {
  return { name, direction: 'input', width, description };
}

/** An output of a generated module. */
export function output(name: string, width: number, description: string): Port {
  return { name, direction: 'output', width, description };
}
