/** What stands for the number of a copy in the names of everything that it declares; a copy's own has the number. */
export function copyMarker(marker: string, copy: number): string {
  return `${marker}${copy}_`;
}

/**
 * Parts a program of vvp that holds several copies of a testbench with their designs, compiled at once. No copy
 * refers to another, so what is left for each is what compiling it alone would have given, but for the numbers of
 * labels. A copy's top-level scopes bear its marker in their names; the parts do not bear it any more.
 * @returns undefined where something stands outside of the copies, or refers to what is not there
 */
export function splitProgram(text: string, marker: string, copies: number): string[] | undefined {
  const program = readProgram(text);
  if (program === undefined) return undefined;
  const parts = Array.from({ length: copies }, () => [] as string[]);
  const copyOf = new Map<string, number | 'none'>();
  for (const { scope, parent, name, lines } of program.sections) {
    const known = copyOf.get(scope) ?? (parent === undefined ? numberIn(name, marker) : copyOf.get(parent));
    if (known === undefined) return undefined;
    copyOf.set(scope, known);
    if (known !== 'none') parts[known]?.push(...lines);
    else if (lines.length > EMPTY_SCOPE_LINES) return undefined;
  }
  const whole = parts.map((lines) => [...program.head, ...lines, ...program.tail].join('\n'));
  return whole.every(isComplete)
    ? whole.map((part, at) => part.replaceAll(copyMarker(marker, at), ''))
    : undefined;
}

interface Section {
  /** Label of the scope that the lines belong to. */
  scope: string;
  parent: string | undefined;
  /** Name of the scope's unit; empty where its code follows. */
  name: string;
  lines: string[];
}

/** `.scope` and `.timescale`: all that the scope of a compilation unit without declarations holds. */
const EMPTY_SCOPE_LINES = 2;
const DECLARES_SCOPE = /^(S_\w+) \.scope [\w.]+, "[^"]*" "([^"]*)" \d+ \d+(?:, \d+ \d+ \d+, (S_\w+))?;/;
const CODE_OF_SCOPE = /^ {4}\.scope (S_\w+);/;

interface Program {
  head: string[];
  sections: Section[];
  tail: string[];
}

/** Undefined where a line that begins a scope is not understood: a name may hold anything. */
function readProgram(text: string): Program | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('S_'));
  const end = lines.findLastIndex((line) => line.startsWith('# The file index'));
  if (first < 0 || end < 0) return undefined;
  const sections: Section[] = [];
  for (const line of lines.slice(first, end)) {
    if (line.startsWith('S_') || line.startsWith('    .scope ')) {
      const section = beginSection(line);
      if (section === undefined) return undefined;
      sections.push(section);
    } else sections.at(-1)?.lines.push(line);
  }
  return { head: lines.slice(0, first), sections, tail: lines.slice(end) };
}

function beginSection(line: string): Section | undefined {
  const [, scope, name, parent] = DECLARES_SCOPE.exec(line) ?? CODE_OF_SCOPE.exec(line) ?? [];
  return scope === undefined ? undefined : { scope, name: name ?? '', parent, lines: [line] };
}

function numberIn(name: string, marker: string): number | 'none' {
  const at = name.indexOf(marker);
  const number = at < 0 ? Number.NaN : Number.parseInt(name.slice(at + marker.length), 10);
  return Number.isNaN(number) ? 'none' : number;
}

/** Labels of what the compiler made hold its address: `v0x55ca86663420_0`. */
const ADDRESS = /[A-Za-z]_?0x([0-9a-f]+)/g;
const DEFINITION = /^[A-Za-z]+_?0x([0-9a-f]+)/gm;

function isComplete(part: string): boolean {
  // 0 is nobody's: the event that starts an always_comb.
  const defined = new Set(['0', ...[...part.matchAll(DEFINITION)].map((match) => match[1]!)]);
  return [...part.matchAll(ADDRESS)].every((match) => defined.has(match[1]!));
}
