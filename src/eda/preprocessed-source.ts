import { isHeader, type SourceFile } from './simulation-job.ts';

/**
 * The text that ivlpp would print for these files, when that can be known without running it: ivlpp copies a
 * file without directives unchanged, and passes `timescale and `default_nettype through to the compiler.
 * @returns undefined when only ivlpp can tell
 */
export function plainPreprocessed(files: readonly SourceFile[]): string | undefined {
  const compiled = files.filter((file) => !isHeader(file));
  return compiled.every((file) => isPlain(file.text)) ? joinPreprocessed(compiled.map(plainPart)) : undefined;
}

/** Joins parts as ivlpp does: a line break before each further file. */
export function joinPreprocessed(parts: readonly string[]): string {
  return parts.join('\n');
}

function plainPart(file: SourceFile): string {
  return `\`line 1 "${file.name}" 0\n${file.text}`;
}

// A directive line that ivlpp leaves alone; a comment or a string on it is left to ivlpp.
const PASSED_THROUGH = /^[ \t]*`(?:timescale|default_nettype)\b(?:[^`"/\n]|\/(?![/*]))*$/gm;
// Anything but printable ASCII, tab and newline (CR, NUL, other encodings) is left to ivlpp.
const UNUSUAL = /[^\t\n\x20-\x7e]/;

function isPlain(text: string): boolean {
  if (UNUSUAL.test(text)) return false;
  if (!text.includes('`')) return true;
  return !text.replace(PASSED_THROUGH, '').includes('`');
}
