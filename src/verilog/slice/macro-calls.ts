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
  for (let at = 0; at < kept.length; at++) {
    if (kept[at] === blanked[at]) continue;
    let end = at + 1;
    while (end < kept.length && (kept[end] !== blanked[end] || /\s/.test(kept[end]!)) && kept[end - 1] !== ';') end++;
    const place = { start: at, end: at + kept.slice(at, end).trimEnd().length };
    const words = kept.slice(place.start, place.end).match(/[A-Za-z_][\w$]*/g) ?? [];
    calls.push({ ...place, names: [...new Set(words)] });
    at = end - 1;
  }
  return calls;
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
