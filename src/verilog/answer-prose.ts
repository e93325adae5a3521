import type { TextRange } from './answer-text.ts';
import type { DesignUnit } from './design-units.ts';
import { lex, TokenKind, tokenText } from './lexer.ts';
import { startsLikeVerilog } from './verilog-likeness.ts';

/** Words that start an item outside of every design unit. */
const OUTER_ITEM =
  /^(?:typedef|import|parameter|localparam|function|task|bind|const|let|config|virtual|logic|wire|reg|timeunit|timeprecision|interface)$/;

/**
 * The stretches of a text around and between its design units that are prose. Comments, directives and blank
 * lines next to a unit stay with it, and so do items that may stand outside of units (typedef, import, ...).
 */
export function proseAround(text: string, units: readonly DesignUnit[]): TextRange[] {
  const ranges: TextRange[] = [];
  let gapStart = 0;
  units.forEach((unit, index) => {
    addGap(text, gapStart, unit.start, index > 0, true, ranges);
    gapStart = unit.end;
  });
  addGap(text, gapStart, text.length, units.length > 0, false, ranges);
  return ranges;
}

/** The prose around a module body that continues a header: before its first statement and behind `endmodule`. */
export function proseAroundBody(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  const start = firstVerilogLine(text);
  if (text.slice(0, start).trim() !== '') ranges.push({ start: 0, end: start, kind: 'prose' });
  const end = lastEndmodule(text);
  if (end > start) addGap(text, end, text.length, true, false, ranges);
  return ranges;
}

function addGap(
  text: string,
  start: number,
  end: number,
  after: boolean,
  before: boolean,
  ranges: TextRange[],
): void {
  if (isOuterCode(text.slice(start, end))) return;
  const from = after ? trailingEnd(text, start, end) : start;
  const to = before ? leadingStart(text, from, end) : end;
  if (text.slice(from, to).trim() !== '') ranges.push({ start: from, end: to, kind: 'prose' });
}

/** True for a gap of comments, directives and outer items only. */
function isOuterCode(gap: string): boolean {
  const tokens = lex(gap);
  const first = tokens.count === 0 ? '' : tokenText(tokens, 0);
  if (first === '') return true;
  if (OUTER_ITEM.test(first))
    return tokenText(tokens, tokens.count - 1) === ';' || /^end/.test(tokenText(tokens, tokens.count - 1));
  return gap.split('\n').every(staysWithCode) || isDirectivesOnly(gap);
}

function isDirectivesOnly(gap: string): boolean {
  const withoutComments = gap.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/\\\r?\n/g, ' ');
  return withoutComments.split('\n').every((line) => line.trim() === '' || /^\s*`[a-z_]/i.test(line));
}

/** Lines before a unit that belong to it, walking up from the unit; the unit's own line is cut at the unit. */
function leadingStart(text: string, from: number, unitStart: number): number {
  const ownLine = text.lastIndexOf('\n', unitStart - 1) + 1;
  const prefix = text.slice(Math.max(ownLine, from), unitStart);
  if (prefix.trim() !== '' && !/^\s*(?:\(\*.*\*\)|\/\*.*\*\/)\s*$/.test(prefix)) return unitStart;
  let kept = Math.max(ownLine, from);
  let position = kept;
  while (position > from) {
    const lineStart = Math.max(text.lastIndexOf('\n', position - 2) + 1, from);
    const line = text.slice(lineStart, position);
    const blockStart = /\*\/\s*$/.test(line) ? text.lastIndexOf('/*', position - 1) : -1;
    if (
      blockStart >= from &&
      text.slice(text.lastIndexOf('\n', blockStart - 1) + 1, blockStart).trim() === ''
    ) {
      position = Math.max(text.lastIndexOf('\n', blockStart - 1) + 1, from);
      kept = position;
      continue;
    }
    if (!staysWithCode(line)) break;
    position = lineStart;
    if (line.trim() !== '') kept = position;
  }
  return kept;
}

/** Lines behind a unit that belong to it: the rest of its line when a comment, then comments and directives. */
function trailingEnd(text: string, unitEnd: number, limit: number): number {
  let kept = unitEnd;
  let position = unitEnd;
  while (position < limit) {
    const newline = text.indexOf('\n', position);
    const lineEnd = newline < 0 || newline >= limit ? limit : newline + 1;
    const line = text.slice(position, lineEnd);
    if (!staysWithCode(line)) break;
    if (line.trim() !== '' || position === unitEnd) kept = lineEnd;
    position = lineEnd;
  }
  return kept;
}

function staysWithCode(line: string): boolean {
  return /^\s*(?:$|\/\/|\/\*.*\*\/\s*$|`[a-z_]\w*(?!.*`)|\(\*.*\*\)\s*$|import\b[^;]*;|;\s*$)/i.test(line);
}

function firstVerilogLine(text: string): number {
  let position = 0;
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    if (startsLikeVerilog(text.slice(position, lineEnd))) return position;
    position = lineEnd;
  }
  return 0;
}

function lastEndmodule(text: string): number {
  const tokens = lex(text);
  for (let index = tokens.count - 1; index >= 0; index--) {
    if (tokens.kinds[index] === TokenKind.keyword && tokenText(tokens, index) === 'endmodule')
      return tokens.ends[index]!;
  }
  return -1;
}
