import { blankPreprocessor } from '../preprocess.ts';
import type { Place } from './part.ts';

/** A macro that fills whole lines: it may drive and read whatever it names. */
export interface MacroCall extends Place {
  names: readonly string[];
}

/** A line of a directive that kept text may need. */
export interface DirectiveLine extends Place {
  kind: 'define' | 'include';
  /** The macro's name with its grave accent; of an include the file. */
  name: string;
}

const DIRECTIVE = /`(define|undef|include)\b[ \t]*("[^"\n]*"|<[^>\n]*>|\w+)?((?:\\\r?\n|[^\n])*)/g;

/** Macro calls that the parser never sees, since nothing else stands on their lines. */
export function macroCalls(text: string): MacroCall[] {
  if (!text.includes('`')) return [];
  const kept = blankPreprocessor(text, new Set(), { keepCalls: true });
  const blanked = blankPreprocessor(text);
  const calls: MacroCall[] = [];
  for (let start = 0; start < kept.length; start++) {
    if (kept[start] === blanked[start]) continue;
    const end = callEnd(kept, blanked, start);
    const words = kept.slice(start, end).match(/[A-Za-z_][\w$]*/g) ?? [];
    calls.push({ start, end, names: [...new Set(words)] });
    start = end - 1;
  }
  return calls;
}

/** Behind the closing bracket, or at the end of the line where there is none, with the semicolon. */
function callEnd(kept: string, blanked: string, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < kept.length; at++) {
    const character = kept[at]!;
    if (character === blanked[at] && !/\s/.test(character)) break;
    if (character === '\n' && depth === 0) break;
    if (!/\s/.test(character)) end = at + 1;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
  }
  return end;
}

/** Definitions of macros and includes in the living branches. */
export function directiveLines(text: string): DirectiveLine[] {
  if (!text.includes('`')) return [];
  const live = blankPreprocessor(text, new Set(), { keepCalls: true });
  return [...live.matchAll(DIRECTIVE)].map((match) => ({
    kind: match[1] === 'include' ? 'include' : 'define',
    name: match[1] === 'include' ? (match[2] ?? '') : `\`${match[2] ?? ''}`,
    start: match.index,
    end: match.index + match[0].trimEnd().length,
  }));
}
