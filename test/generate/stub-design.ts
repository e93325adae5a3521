import type { Port } from '../../src/generate/design-family.ts';
import { moduleText, range } from '../../src/generate/verilog-text.ts';

/** A module with the right ports whose outputs all stand at one level: no testbench may accept it. */
export function stubDesign(name: string, ports: readonly Port[], level: '0' | '1' | 'x'): string {
  const outputs = ports.filter((port) => port.direction === 'output');
  const body = outputs.map((port) => `assign ${port.name} = {${port.width}{1'b${level}}};`).join('\n');
  return moduleText({ name, ports, body });
}

/** The ports of a generated module as its text declares them, `input [7:0] d`. */
export function declaredPorts(rtl: string): string[] {
  const header = rtl.slice(0, rtl.indexOf(');'));
  return [...header.matchAll(/^ {2}(input|output) (?:wire|reg) (\[\d+:0\] )?(\w+),?$/gm)].map(
    ([, direction, width = '', name]) => `${direction} ${width}${name}`,
  );
}

/** The ports that a specification's text lists, in the same form. */
export function specifiedPorts(description: string): string[] {
  return [...description.matchAll(/^- (input|output) (\w+) \((\d+) bits?\):/gm)].map(
    ([, direction, name, width]) => `${direction} ${range(Number(width))}${name}`,
  );
}
