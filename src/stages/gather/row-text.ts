import { extractRtl } from '../../verilog/extract.ts';
import type { MappedRow } from './map-row.ts';
import type { FileReject } from './source-reading.ts';

/** The Verilog of a row, or why it has none. */
export type RowText = { text: string; notes: string[] } | FileReject;

/** Takes the Verilog out of a row: source as it stands, answers without fences, prose and testbenches. */
export function rowText({ code, answer }: MappedRow): RowText {
  if (code !== undefined) return { text: code, notes: [] };
  if (answer === undefined) return { code: 'NO_TEXT', reason: 'the column of the text is empty' };
  const { text: whole, tail } = cutCommentTail(answer);
  const { rtl, cuts, notes, failure } = extractRtl({ answer: whole, protocol: 'chat' });
  if (rtl === null) {
    return { code: 'NO_VERILOG', reason: `no Verilog: ${failure?.message ?? 'the answer holds none'}` };
  }
  const kinds = [...new Set(cuts.map(({ kind }) => kind))];
  return {
    text: rtl,
    notes: [
      ...(tail === '' ? [] : [`began inside a comment: \`${tail.slice(0, 80)}\``]),
      ...(kinds.length === 0 ? [] : [`cut: ${kinds.join(', ')}`]),
      ...notes,
    ],
  };
}

/** `module`, a word, and another word that no module head has there. */
const COMMENT_WORDS = /^\s*module[ \t]+([A-Za-z_]\w*)[ \t]+(?!import\b)[A-Za-z]/;

/**
 * Some sets cut files at the first word `module`, which may stand in a comment. What is left of that comment is
 * prose that looks like a module head: its line goes, or all up to the end of a block comment.
 */
export function cutCommentTail(answer: string): { text: string; tail: string } {
  if (!COMMENT_WORDS.test(answer)) return { text: answer, tail: '' };
  const close = answer.indexOf('*/');
  const isBlock =
    close >= 0 && !answer.slice(0, close).includes('/*') && !answer.slice(0, close).includes('//');
  const lineEnd = answer.indexOf('\n', answer.search(/\S/));
  const end = isBlock ? close + 2 : lineEnd < 0 ? answer.length : lineEnd;
  return { text: answer.slice(end), tail: answer.slice(0, end).trim() };
}
