import { isNameToken, lex, TokenKind, type Tokens, tokenText } from './lexer.ts';

/** Compiler directives (IEEE 1800-2017, clause 22); every other `` `name `` is the use of a macro. */
export const DIRECTIVES: ReadonlySet<string> = new Set(
  `\`begin_keywords \`celldefine \`default_nettype \`define \`else \`elsif \`end_keywords \`endcelldefine \`endif
  \`ifdef \`ifndef \`include \`line \`nounconnected_drive \`pragma \`resetall \`timescale \`unconnected_drive \`undef
  \`undefineall \`protect \`endprotect`.split(/\s+/),
);

/** One open `ifdef`: whether its current branch is alive, and whether an earlier one was. */
export interface Conditional {
  alive: boolean;
  taken: boolean;
  parentAlive: boolean;
}

/**
 * Runs the conditional directives over a text without moving anything: dead branches, the directives themselves
 * and macro calls that fill whole lines become spaces, line ends stay. A `define` in a living branch counts for
 * what follows. Macros inside expressions stay: rewriting them makes more files fail to parse than it helps.
 * `keepCalls` leaves the calls that fill whole lines too, for a reader that expands them; `tokens` are those of the
 * text, where they are known.
 */
export function blankPreprocessor(
  text: string,
  defines: ReadonlySet<string> = new Set(),
  { keepCalls = false, tokens }: { keepCalls?: boolean; tokens?: Tokens } = {},
): string {
  return text.includes('`') ? blank(tokens ?? lex(text), defines, keepCalls) : text;
}

/** The tokens of a text that are left where parts of it were blanked; offsets are the same in both. */
export function livingTokens(tokens: Tokens, living: string): Tokens {
  if (living === tokens.text) return tokens;
  const kept = { kinds: tokens.kinds.slice(), starts: tokens.starts.slice(), ends: tokens.ends.slice() };
  let count = 0;
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.starts[index]!;
    if (living.charCodeAt(start) !== tokens.text.charCodeAt(start)) continue;
    kept.kinds[count] = tokens.kinds[index]!;
    kept.starts[count] = start;
    kept.ends[count] = tokens.ends[index]!;
    count++;
  }
  return { ...tokens, ...kept, text: living, count };
}

function blank(tokens: Tokens, defines: ReadonlySet<string>, keepCalls: boolean): string {
  const { text } = tokens;
  const defined = new Set(defines);
  const open: Conditional[] = [];
  const blanks: { start: number; end: number }[] = [];
  let deadFrom = -1;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.directive) continue;
    const word = tokenText(tokens, index);
    const start = tokens.starts[index]!;
    const operand =
      readsName(word) && isNameToken(tokens, index + 1) ? tokenText(tokens, index + 1) : undefined;
    const end = operand === undefined ? tokens.ends[index]! : tokens.ends[index + 1]!;
    if (stepConditional(word, operand, open, defined)) {
      if (deadFrom >= 0) blanks.push({ start: deadFrom, end: start });
      blanks.push({ start, end });
      deadFrom = isAlive(open) ? -1 : end;
    } else if (deadFrom >= 0) {
      // Nothing in a dead branch has an effect.
    } else if (word === '`define' && operand !== undefined) {
      defined.add(operand);
    } else if (word === '`undef' && operand !== undefined) {
      defined.delete(operand);
    } else if (!keepCalls && !DIRECTIVES.has(word)) {
      const call = wholeLineCall(tokens, index);
      if (call !== undefined) blanks.push(call);
    }
  }
  if (deadFrom >= 0) blanks.push({ start: deadFrom, end: text.length });
  return blanked(text, blanks);
}

function readsName(word: string): boolean {
  return /^`(?:ifdef|ifndef|elsif|define|undef)$/.test(word);
}

/** Whether the innermost open branch is read. */
export function isAlive(open: readonly Conditional[]): boolean {
  return open.at(-1)?.alive ?? true;
}

/** Applies `ifdef`, `ifndef`, `elsif`, `else` and `endif`; false for every other word. */
export function stepConditional(
  word: string,
  name: string | undefined,
  open: Conditional[],
  defined: ReadonlySet<string>,
): boolean {
  const isDefined = name !== undefined && defined.has(name);
  const top = open.at(-1);
  if (word === '`ifdef' || word === '`ifndef') {
    const parentAlive = isAlive(open);
    const taken = word === '`ifdef' ? isDefined : !isDefined;
    open.push({ alive: parentAlive && taken, taken, parentAlive });
  } else if (word === '`elsif' || word === '`else') {
    if (top === undefined) return true;
    const chosen = !top.taken && (word === '`else' || isDefined);
    top.alive = top.parentAlive && chosen;
    top.taken ||= chosen;
  } else if (word === '`endif') {
    open.pop();
  } else {
    return false;
  }
  return true;
}

/** The range of `` `MACRO(...) ; `` when nothing else stands on its lines. */
function wholeLineCall(tokens: Tokens, index: number): { start: number; end: number } | undefined {
  const { text, starts, ends } = tokens;
  const start = starts[index]!;
  if (text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() !== '') return undefined;
  let last = index;
  if (tokenText(tokens, index + 1) === '(') {
    let depth = 0;
    for (last = index + 1; last < tokens.count; last++) {
      const word = tokenText(tokens, last);
      if (word === '(') depth++;
      else if (word === ')' && --depth === 0) break;
    }
    if (last >= tokens.count) return undefined;
  }
  if (tokenText(tokens, last + 1) === ';') last++;
  const end = ends[last]!;
  const newline = text.indexOf('\n', end);
  const rest = text.slice(end, newline < 0 ? text.length : newline).trim();
  return rest === '' || rest.startsWith('//') ? { start, end } : undefined;
}

function blanked(text: string, blanks: readonly { start: number; end: number }[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const blank of blanks) {
    // A macro call may span directives that are blanked by themselves too.
    const start = Math.max(blank.start, position);
    const end = Math.max(blank.end, position);
    parts.push(
      text.slice(position, start),
      text.slice(start, end).replace(/[^\r\n]+/g, (run) => ' '.repeat(run.length)),
    );
    position = end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}
