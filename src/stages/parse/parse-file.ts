import { expandIncludes } from '../../verilog/closure/expand-includes.ts';
import { type DesignUnit, designUnits } from '../../verilog/design-units.ts';
import { withTree } from '../../verilog/parser.ts';
import { blankPreprocessor } from '../../verilog/preprocess.ts';

/** A design unit of a file. */
interface ParsedUnit {
  name: string;
  kind: DesignUnit['kind'];
  /** UTF-16 range. */
  start: number;
  end: number;
  /** 1-based lines of its first and last character. */
  lineStart: number;
  lineEnd: number;
}

/** What a file holds by itself, its includes left out. */
export interface ParsedFile {
  /** `partial`: the tree has errors; `lexical`: there is no tree. */
  source: 'tree' | 'partial' | 'lexical';
  units: ParsedUnit[];
  includes: string[];
  macrosDefined: string[];
  macrosUsed: string[];
  packagesImported: string[];
}

/**
 * Reads from a text whether the grammar takes it, which units it defines and what it needs. One whose parse takes
 * longer than the deadline gives what its tokens say. Needs `loadParser()`.
 */
export function parseFile(text: string, deadlineMs: number): ParsedFile {
  const hasError = withTree(text, (tree) => tree.hasError, { deadlineMs });
  return parsedFile(text, hasError === undefined ? 'lexical' : hasError ? 'partial' : 'tree');
}

/** The same from tokens alone, for a text that the parser cannot be given. */
export function parseFileLexically(text: string): ParsedFile {
  return parsedFile(text, 'lexical');
}

function parsedFile(text: string, source: ParsedFile['source']): ParsedFile {
  const living = blankPreprocessor(text);
  const includes = new Set<string>();
  const { definedMacros, usedMacros } = expandIncludes('', text, (name) => {
    includes.add(name);
    return undefined;
  });
  const lineOf = lineCounter(text);
  return {
    source,
    units: designUnits(living).map(({ name, kind, start, end }) => ({
      name: name.replace(/^\\/, ''),
      kind,
      start,
      end,
      lineStart: lineOf(start),
      lineEnd: lineOf(end - 1),
    })),
    includes: [...includes],
    macrosDefined: definedMacros,
    macrosUsed: usedMacros,
    packagesImported: [...new Set([...living.matchAll(/([A-Za-z_]\w*)\s*::/g)].map((match) => match[1]!))],
  };
}

/** Lines of ascending offsets, each character looked at once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
