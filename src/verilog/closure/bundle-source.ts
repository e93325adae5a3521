import { commentText } from './bundle-heading.ts';

/** One file of a bundle, its includes put in, in compile order. */
export interface BundlePart {
  name: string;
  text: string;
}

/**
 * The parts of a bundle as one source that compiles without an include path. Directives reach forward through a
 * compile, so each part is followed by what takes back the ones it leaves behind.
 */
export function bundleSource(parts: readonly BundlePart[]): string {
  if (parts.length === 1) return parts[0]!.text;
  return parts.map(({ name, text }) => `// ---- ${commentText(name)}\n${closedPart(text)}`).join('\n');
}

function closedPart(text: string): string {
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  return `${ended}${leftBehind(text)
    .map((directive) => `${directive}\n`)
    .join('')}`;
}

/** Directives that set right what a text changed for the texts behind it. */
function leftBehind(text: string): string[] {
  const resets: string[] = [];
  if (isLast(text, /`default_nettype\s+(\w+)|`resetall\b/g, (match) => (match[1] ?? 'wire') !== 'wire'))
    resets.push('`default_nettype wire');
  if (isLast(text, /`celldefine\b|`endcelldefine\b|`resetall\b/g, ([word]) => word === '`celldefine'))
    resets.push('`endcelldefine');
  if (
    isLast(
      text,
      /`unconnected_drive\b|`nounconnected_drive\b|`resetall\b/g,
      ([word]) => word === '`unconnected_drive',
    )
  )
    resets.push('`nounconnected_drive');
  return resets;
}

function isLast(text: string, pattern: RegExp, test: (match: RegExpExecArray) => boolean): boolean {
  const last = [...text.matchAll(pattern)].at(-1);
  return last !== undefined && test(last);
}
