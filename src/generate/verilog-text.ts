import type { Port } from './design-family.ts';

/** `[7:0] ` for 8 bits, nothing for one. */
export function range(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0] `;
}

/** A sized decimal literal, `8'd255`. `value` must fit. */
export function literal(width: number, value: number): string {
  return `${width}'d${value}`;
}

/** Largest unsigned value of `width` bits, at most 32. */
export function maximum(width: number): number {
  return 2 ** width - 1;
}

/** Bits that hold the values 0..`top`, at least one. */
export function bitsFor(top: number): number {
  return Math.max(1, Math.ceil(Math.log2(top + 1)));
}

/** Indents every non-empty line. */
export function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}

/** A whole module. `registered` names the outputs that procedural code assigns; `body` starts at column 0. */
export function moduleText(module: {
  name: string;
  ports: readonly Port[];
  registered?: readonly string[];
  body: string;
}): string {
  const ports = module.ports.map((port) => {
    const kind = module.registered?.includes(port.name) ? 'reg' : 'wire';
    return `  ${port.direction} ${kind} ${range(port.width)}${port.name}`;
  });
  return `module ${module.name} (\n${ports.join(',\n')}\n);\n${indent(module.body, 2)}\nendmodule\n`;
}

/** The texts that are there, one below the other: options are written as `option && 'text'`. */
export function lines(...texts: (string | false)[]): string {
  return texts.filter((text) => text !== false && text !== '').join('\n');
}

/** `1 cycle`, `3 cycles`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
