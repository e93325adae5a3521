import type { AnswerText, TextRange } from './answer-text.ts';
import { designUnits } from './design-units.ts';
import { lex, TokenKind } from './lexer.ts';
import { looksLikeVerilog } from './verilog-likeness.ts';

const THOUGHT_TAG =
  /<(\/?)(?:think|thinking|thought|reasoning|scratchpad)>|\[(\/?)THINK\]|<\|(begin|end)_of_thought\|>/gi;
const ANSWER_TAG = /<(\/?)(?:answer|solution|final_answer)>/gi;
const SPECIAL_TOKEN =
  /<\/?s>|<\/?(?:bos|eos|pad|unk|start_of_turn|end_of_turn)>(?:(?:user|model)\n)?|<\|im_start\|>(?:(?:system|user|assistant)\n)?|<\|start_header_id\|>\w+<\|end_header_id\|>\n*|<\|[a-z][a-z0-9_]*\|>|<｜[^｜\n]{1,40}｜>|\[\/?INST\]|<<\/?SYS>>/gi;
const END_TOKEN =
  /^(?:<\/s>|<eos>|<end_of_turn>|<\|(?:im_end|endoftext|end_of_text|eot_id|eot|end)\|>|<｜end▁of▁sentence｜>)/i;

/** Cuts a byte order mark at the very start. */
export function cutByteOrderMark(text: AnswerText): AnswerText {
  return text.text.startsWith('\ufeff') ? text.cut([{ start: 0, end: 1, kind: 'bom' }]) : text;
}

/**
 * An answer that is one line of JSON or Python text, with `\n` written as two characters, becomes lines again.
 * Of JSON only the string that holds the code is kept.
 */
export function unescapeOneLine(text: AnswerText): AnswerText {
  const trimmed = text.text.trim();
  if (/[\r\n]/.test(trimmed) || !/[;)\w]\\n/.test(withoutStrings(trimmed))) return text;
  let inner = text;
  const strings = [...text.text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const code = strings.find(
    (match) => looksLikeVerilog(match[0].replaceAll('\\n', '\n')) && match[0].includes('\\n'),
  );
  if (code !== undefined) {
    const start = code.index + 1;
    const end = code.index + code[0].length - 1;
    inner = text.cut([
      { start: 0, end: start, kind: 'escape' },
      { start: end, end: text.text.length, kind: 'escape' },
    ]);
  }
  return inner.unescape(/\\(?:r\\n|u[0-9a-fA-F]{4}|[nrt"\\/])/g, unescapedCharacter);
}

/** Cuts `<think>` blocks. One that is never closed takes the rest with it, unless code follows in it. */
export function cutThoughts(text: AnswerText): AnswerText {
  const ranges: TextRange[] = [];
  let openedAt = -1;
  let openingEnd = -1;
  for (const match of text.text.matchAll(THOUGHT_TAG)) {
    const closes = match[1] === '/' || match[2] === '/' || match[3]?.toLowerCase() === 'end';
    const end = match.index + match[0].length;
    if (!closes) {
      if (openedAt < 0) {
        openedAt = match.index;
        openingEnd = end;
      }
      continue;
    }
    // A chat template may hold the opening tag itself, so that an answer starts inside the thought.
    ranges.push({ start: Math.max(openedAt, 0), end, kind: 'thought' });
    openedAt = -1;
  }
  if (openedAt >= 0) {
    const codeFollows = holdsCode(text.text.slice(openingEnd));
    ranges.push({ start: openedAt, end: codeFollows ? openingEnd : text.text.length, kind: 'thought' });
  }
  return text.cut(ranges);
}

/** Keeps the inside of the last `<answer>` that holds code; tags without such an inside are only cut themselves. */
export function keepAnswerTag(text: AnswerText): AnswerText {
  const tags = [...text.text.matchAll(ANSWER_TAG)];
  if (tags.length === 0) return text;
  for (let index = tags.length - 1; index >= 0; index--) {
    const tag = tags[index]!;
    if (tag[1] === '/') continue;
    const start = tag.index + tag[0].length;
    const end = tags[index + 1]?.index ?? text.text.length;
    if (!looksLikeVerilog(text.text.slice(start, end))) continue;
    return text.cut([
      { start: 0, end: start, kind: 'outside_answer' },
      { start: end, end: text.text.length, kind: 'outside_answer' },
    ]);
  }
  return text.cut(
    tags.map((tag) => ({ start: tag.index, end: tag.index + tag[0].length, kind: 'special_token' })),
  );
}

/**
 * Cuts the special tokens of chat templates. What stands behind an end-of-turn token is another turn and is cut
 * too, when an answer stands before it.
 */
export function cutSpecialTokens(text: AnswerText): AnswerText {
  const matches = [...text.text.matchAll(SPECIAL_TOKEN)];
  if (matches.length === 0) return text;
  const isQuoted = insideString(text.text);
  const ranges: TextRange[] = [];
  for (const match of matches) {
    const end = match.index + match[0].length;
    if (isQuoted(match.index)) continue;
    ranges.push({ start: match.index, end, kind: 'special_token' });
    if (!END_TOKEN.test(match[0]) || !endsAnAnswer(text.text.slice(0, match.index), text.text.slice(end)))
      continue;
    ranges.push({ start: end, end: text.text.length, kind: 'after_end_token' });
    break;
  }
  return text.cut(ranges);
}

function endsAnAnswer(before: string, after: string): boolean {
  return looksLikeVerilog(before) || (before.trim() !== '' && !looksLikeVerilog(after));
}

function holdsCode(text: string): boolean {
  if (/```/.test(text) && looksLikeVerilog(text.slice(text.indexOf('```')))) return true;
  return designUnits(text).some((unit) => unit.kind === 'module' && unit.closed);
}

function withoutStrings(text: string): string {
  // The outer quotes of JSON are no Verilog string; the code of interest stands between them.
  return /^\s*["[{]/.test(text) ? text : text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

function unescapedCharacter(match: string): string {
  if (match === '\\r\\n') return '\r\n';
  if (match.startsWith('\\u')) return String.fromCharCode(Number.parseInt(match.slice(2), 16));
  const letter = match.charAt(1);
  return { n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
}

function insideString(text: string): (offset: number) => boolean {
  const tokens = lex(text);
  return (offset) => {
    for (let index = 0; index < tokens.count && tokens.starts[index]! < offset; index++) {
      if (tokens.kinds[index] !== TokenKind.string || tokens.ends[index]! <= offset) continue;
      return text.charCodeAt(tokens.ends[index]! - 1) === 0x22;
    }
    return false;
  };
}
