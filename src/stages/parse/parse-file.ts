import { expandIncludes } from '../../verilog/closure/expand-includes.ts';
import { type DesignUnit, designUnits } from '../../verilog/design-units.ts';
import { lex, type Tokens } from '../../verilog/lexer.ts';
import { hasSyntaxError } from '../../verilog/parser.ts';
import { blankPreprocessor, livingTokens } from '../../verilog/preprocess.ts';

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
  const tokens = lex(text);
  const living = livingTokens(tokens, blankPreprocessor(text, new Set(), { tokens }));
  const hasError = hasSyntaxError(living, deadlineMs);
  return parsedFile(tokens, living, hasError === undefined ? 'lexical' : hasError ? 'partial' : 'tree');
}

/** The same from tokens alone, for a text that the parser cannot be given. */
export function parseFileLexically(text: string): ParsedFile {
  const tokens = lex(text);
  return parsedFile(tokens, livingTokens(tokens, blankPreprocessor(text, new Set(), { tokens })), 'lexical');
}

function parsedFile(tokens: Tokens, living: Tokens, source: ParsedFile['source']): ParsedFile {
  const { text } = tokens;
  const includes = new Set<string>();
  const read = (name: string): undefined => {
    includes.add(name);
  };
  const { definedMacros, usedMacros } = expandIncludes('', text, read, [], tokens);
  const lineOf = lineCounter(text);
  return {
    source,
    units: designUnits(living.text, living).map(({ name, kind, start, end }) => ({
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
    packagesImported: [...new Set(scopeNames(living.text))],
  };
}

/** The name in front of each `::`, wherever it stands: found from there, since a search from every name takes longer. */
function* scopeNames(text: string): Generator<string> {
  for (let at = text.indexOf('::'); at >= 0; at = text.indexOf('::', at + 2)) {
    let end = at;
    while (end > 0 && /\s/.test(text[end - 1]!)) end--;
    let start = end;
    while (start > 0 && /\w/.test(text[start - 1]!)) start--;
    while (start < end && /\d/.test(text[start]!)) start++;
    if (start < end) yield text.slice(start, end);
  }
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
