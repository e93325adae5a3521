import type { Port } from './design-family.ts';

/** What a text says of a port, or RTL declares. */
export type PortHead = Pick<Port, 'name' | 'direction' | 'width'>;

/** `input d (8 bits)`, `| d | input | 8 bits |` and `input [7:0] d  //`: how the layouts write a port. */
const WRITTEN = [
  /\b(?<direction>input|output) (?<name>\w+) \((?<width>\d+) bits?\)/g,
  /^\| (?<name>\w+) \| (?<direction>input|output) \| (?<width>\d+) bits? \|/gm,
  /^ *(?<direction>input|output) +(?:\[(?<top>\d+):0\] +)?(?<name>\w+) +\/\//gm,
];

/** The ports that the text of a specification gives a module, in order. */
export function specifiedPorts(description: string): PortHead[] {
  return WRITTEN.flatMap((pattern) =>
    [...description.matchAll(pattern)].map(({ groups = {} }) => ({
      name: groups['name']!,
      direction: groups['direction'] as Port['direction'],
      width: groups['width'] === undefined ? Number(groups['top'] ?? 0) + 1 : Number(groups['width']),
    })),
  );
}
