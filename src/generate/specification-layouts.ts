import type { DesignInstance, Port } from './design-family.ts';
import { range } from './verilog-text.ts';

/** Writes a specification around a summary: module name, every port, every decision. */
export type SpecificationLayout = (design: DesignInstance, summary: string) => string;

/** The ways in which a specification is laid out. What they say is the same; `specifiedPorts` reads all of them. */
export const LAYOUTS = {
  sections: (design, summary) =>
    `${summary}\n\nModule name: ${design.moduleName}\n\nPorts:\n${portList(design)}\n\nBehaviour:\n${bullets(design.decisions)}`,
  prose: (design, summary) =>
    `${summary} The module is called ${design.moduleName}. ${design.decisions.join(' ')}\n\nIts ports are:\n${portList(design)}`,
  table: (design, summary) =>
    `# ${design.moduleName}\n\n${summary}\n\n| port | direction | width | meaning |\n| --- | --- | --- | --- |\n${design.ports.map(tableRow).join('\n')}\n\n## Rules\n\n${numbered(design.decisions, (number) => `${number}.`)}`,
  interface: (design, summary) =>
    `Write the Verilog module ${design.moduleName} with this interface:\n\n${interfaceLines(design.ports)}\n\n${summary}\n\nIt has to meet all of these requirements:\n${numbered(design.decisions, (number) => `R${number}:`)}`,
  paragraph: (design, summary) =>
    `${summary} Name the module ${design.moduleName} and give it exactly these ports: ${design.ports.map(portPhrase).join('; ')}. ${design.decisions.join(' ')}`,
} as const satisfies Readonly<Record<string, SpecificationLayout>>;

export type LayoutName = keyof typeof LAYOUTS;

function portList({ ports }: DesignInstance): string {
  return bullets(ports.map((port) => `${portHead(port)}: ${port.description}`));
}

function portPhrase(port: Port): string {
  return `${portHead(port)}, ${port.description.replace(/;/g, ',')}`;
}

/** `input d (8 bits)`. */
function portHead({ direction, name, width }: Port): string {
  return `${direction} ${name} (${bits(width)})`;
}

function tableRow({ name, direction, width, description }: Port): string {
  return `| ${name} | ${direction} | ${bits(width)} | ${description.replaceAll('|', '\\|')} |`;
}

function interfaceLines(ports: readonly Port[]): string {
  const heads = ports.map(({ direction, name, width }) => `  ${direction} ${range(width)}${name}`);
  const longest = Math.max(...heads.map((head) => head.length));
  return ports.map(({ description }, at) => `${heads[at]!.padEnd(longest)}  // ${description}`).join('\n');
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function numbered(items: readonly string[], mark: (number: number) => string): string {
  return items.map((item, at) => `${mark(at + 1)} ${item}`).join('\n');
}

function bits(width: number): string {
  return `${width} bit${width === 1 ? '' : 's'}`;
}
