import type { Failure, FailureCause } from '../core/failure.ts';
import { type Fence, findFences, mayHoldVerilog } from './answer-fences.ts';
import {
  cutByteOrderMark,
  cutSpecialTokens,
  cutThoughts,
  keepAnswerTag,
  unescapeOneLine,
} from './answer-markup.ts';
import { proseAround, proseAroundBody } from './answer-prose.ts';
import { AnswerText, type Cut, type TextRange } from './answer-text.ts';
import { type DesignUnit, designUnits } from './design-units.ts';
import { lex, TokenKind, tokenText } from './lexer.ts';
import { isTestbenchUnit } from './testbench-unit.ts';
import { looksLikeVerilog } from './verilog-likeness.ts';

/**
 * How an answer is to be read:
 * - `code`: a file as it stands; only a byte order mark is removed.
 * - `completion`: the text continues `header` verbatim, graded byte for byte as the benchmark does.
 * - `chat`: a conversational answer; fences, prose and testbenches are taken off.
 */
export type AnswerProtocol = 'completion' | 'chat' | 'code';

/** `whole`: the answer stands alone; `continued`: header + answer; `file`: as it stands; `none`: no RTL. */
type ExtractionForm = 'whole' | 'continued' | 'file' | 'none';

export interface ExtractionInput {
  answer: string;
  /** The open module header that the prompt ends with (`module top_module (...);`), when there is one. */
  header?: string;
  protocol: AnswerProtocol;
}

export interface Extraction {
  /** The Verilog text, null when the answer holds none. */
  rtl: string | null;
  form: ExtractionForm;
  /** Everything of the answer that is not in `rtl`, by offset. */
  cuts: Cut[];
  /** Stage `extract`; set when `rtl` is null, and when what the benchmark compiles nonetheless holds no code. */
  failure?: Failure;
  /** What is odd about an answer that did give RTL (`truncated_answer: ...`). */
  notes: string[];
}

/** Takes the RTL out of what a model wrote. Pure and total: every text gives RTL or a failure with its cause. */
export function extractRtl(input: ExtractionInput): Extraction {
  const raw = cutByteOrderMark(AnswerText.of(input.answer));
  if (input.protocol === 'code') return finish(raw, raw.text, 'file', input);
  const bare = keepAnswerTag(cutThoughts(cutSpecialTokens(raw)));
  return input.protocol === 'completion'
    ? extractCompletion(bare, input)
    : extractChat(unescapeOneLine(bare), input);
}

/**
 * The benchmarks' protocol. Only closed fences are opened: with one that is never closed, wherever it stands, the
 * benchmark compiles those bytes as they are, and so do we. An answer that holds the word `module` outside of
 * comments stands alone, any other continues the header.
 */
function extractCompletion(answer: AnswerText, input: ExtractionInput): Extraction {
  const fences = findFences(answer.text);
  if (fences.some((fence) => !fence.closed)) return joinHeader(answer, input);
  if (fences.length > 0) return joinHeader(cutTestbenches(keepFences(answer, fences)), input);
  if (startsWithVerilog(answer.text)) return joinHeader(answer, input);
  const units = designUnits(answer.text);
  return joinHeader(units.length > 0 ? answer.cut(proseAround(answer.text, units)) : answer, input);
}

function joinHeader(answer: AnswerText, input: ExtractionInput): Extraction {
  const standsAlone = input.header === undefined || hasKeyword(answer.text, 'module');
  return standsAlone
    ? finish(answer, answer.text, 'whole', input)
    : finish(answer, input.header + answer.text, 'continued', input);
}

function extractChat(answer: AnswerText, input: ExtractionInput): Extraction {
  const fences = findFences(answer.text);
  const opened = fences.length > 0 ? keepFences(answer, fences) : keepLastDefinitions(answer);
  const units = designUnits(opened.text);
  const header = openHeader(input.header);
  if (units.some((unit) => unit.kind === 'module') || (header === undefined && units.length > 0)) {
    const prose = opened.cut(isCode(fences) ? [] : proseAround(opened.text, units));
    const rtl = cutTestbenches(prose);
    return finish(rtl, rtl.text, 'whole', input);
  }
  if (header === undefined || !looksLikeVerilog(opened.text)) return finish(opened, null, 'none', input);
  const body = opened.cut(isCode(fences) ? [] : proseAroundBody(opened.text));
  const separator = /\n\s*$/.test(header) || /^\s*\n/.test(body.text) ? '' : '\n';
  return finish(body, header + separator + body.text, 'continued', input);
}

/** Whether what is left came out of fences, so that it holds no prose. */
function isCode(fences: readonly Fence[]): boolean {
  return fences.length > 0;
}

/**
 * Keeps the inside of the fences that hold design units; a later full definition of a module replaces an earlier
 * one. Without any unit the last fence that ends a module, or else the longest with Verilog, is the body.
 * When no fence holds Verilog, the fences are cut as snippets and the text around them is kept.
 */
function keepFences(answer: AnswerText, fences: readonly Fence[]): AnswerText {
  const { text } = answer;
  const insides = fences.map((fence) => ({
    fence,
    content: text.slice(fence.contentStart, fence.contentEnd),
    units: designUnits(text.slice(fence.contentStart, fence.contentEnd)),
  }));
  let kept = insides.filter((inside) => inside.units.length > 0);
  if (kept.length === 0) {
    const bodies = insides.filter(
      ({ fence, content }) => mayHoldVerilog(fence.language) && looksLikeVerilog(content),
    );
    const body =
      bodies.findLast(({ content }) => hasKeyword(content, 'endmodule')) ??
      bodies.toSorted((a, b) => b.content.length - a.content.length)[0];
    if (body !== undefined) kept = [body];
  }
  if (kept.length === 0) {
    return answer.cut(fences.map(({ start, end }) => ({ start, end, kind: 'snippet' })));
  }
  const ranges: TextRange[] = [];
  let position = 0;
  for (const { fence } of insides) {
    ranges.push({ start: position, end: fence.start, kind: 'prose' });
    position = fence.end;
    if (kept.some((inside) => inside.fence === fence)) {
      ranges.push({ start: fence.start, end: fence.contentStart, kind: 'fence' });
      ranges.push({ start: fence.contentEnd, end: fence.end, kind: 'fence' });
    } else {
      ranges.push({ start: fence.start, end: fence.end, kind: 'snippet' });
    }
  }
  ranges.push({ start: position, end: text.length, kind: 'prose' });
  ranges.push(
    ...superseded(kept.map(({ fence, units }) => units.map((unit) => shift(unit, fence.contentStart)))),
  );
  return answer.cut(ranges);
}

/**
 * Without fences a module that is written again was a draft, or the model repeats itself. Two definitions under
 * `ifdef are one design.
 */
function keepLastDefinitions(answer: AnswerText): AnswerText {
  if (/`ifn?def\b/.test(answer.text)) return answer;
  const ranges = superseded(designUnits(answer.text).map((unit) => [unit]));
  return ranges.length === 0 ? answer : answer.cut(ranges);
}

/** Ranges of units that another block defines again: the last closed definition of a name stays. */
function superseded(blocks: readonly (readonly DesignUnit[])[]): TextRange[] {
  const ranges: TextRange[] = [];
  blocks.forEach((units, index) => {
    for (const unit of units) {
      const others = blocks.flatMap((other, at) =>
        at === index ? [] : other.map((one) => ({ one, later: at > index })),
      );
      const replaced = others.some(
        ({ one, later }) => one.name === unit.name && one.closed && (later || !unit.closed),
      );
      if (replaced) ranges.push({ start: unit.start, end: unit.end, kind: 'superseded' });
    }
  });
  return ranges;
}

function shift(unit: DesignUnit, by: number): DesignUnit {
  return { ...unit, start: unit.start + by, end: unit.end + by, headEnd: unit.headEnd + by };
}

/** Cuts the testbenches that a model wrote beside the design; alone they stay. */
function cutTestbenches(answer: AnswerText): AnswerText {
  const modules = designUnits(answer.text).filter((unit) => unit.kind === 'module');
  const names = new Set(modules.map((unit) => unit.name));
  const testbenches = modules.filter((unit) => isTestbenchUnit(answer.text, unit, names));
  if (testbenches.length === modules.length) return answer;
  return answer.cut(testbenches.map(({ start, end }) => ({ start, end, kind: 'testbench' })));
}

/** The header from its own module on, when it really ends inside an open module. */
function openHeader(header: string | undefined): string | undefined {
  const unit = header === undefined ? undefined : designUnits(header).at(-1);
  if (header === undefined || unit === undefined || unit.closed) return undefined;
  const prose = proseAround(header, [unit]);
  return header.slice(prose[0]?.end ?? 0);
}

function finish(
  answer: AnswerText,
  rtl: string | null,
  form: ExtractionForm,
  input: ExtractionInput,
): Extraction {
  const cuts = answer.cuts.toSorted((a, b) => a.start - b.start);
  // With a header the benchmark compiles whatever came back, prose and nothing too: a compile failure of the answer.
  const isGraded = input.protocol === 'completion' && (input.header ?? '') !== '';
  const holdsNothing = answer.text.trim() === '' || !looksLikeVerilog(isGraded ? answer.text : (rtl ?? ''));
  if (rtl === null || (!isGraded && holdsNothing)) {
    return { rtl: null, form: 'none', cuts, failure: noRtl(input, answer), notes: [] };
  }
  if (holdsNothing) return { rtl, form, cuts, failure: noRtl(input, answer), notes: [] };
  const open = designUnits(rtl).find((unit) => !unit.closed);
  const notes = open === undefined ? [] : [`truncated_answer: ${open.kind} ${open.name} is never closed`];
  return { rtl, form, cuts, notes };
}

function noRtl(input: ExtractionInput, answer: AnswerText): Failure {
  const [cause, message] = noRtlCause(input, answer);
  return { stage: 'extract', cause, message };
}

function noRtlCause(input: ExtractionInput, answer: AnswerText): [FailureCause, string] {
  if (input.answer.trim() === '') return ['empty_answer', 'The answer is empty.'];
  const isUnclosedThought = answer.text.trim() === '' && !/<\/|\[\/|end_of_/i.test(input.answer);
  if (isUnclosedThought && answer.cuts.some((cut) => cut.kind === 'thought')) {
    return ['truncated_answer', 'The answer ends inside its thoughts, before any code.'];
  }
  const hasSnippet = answer.cuts.some((cut) => cut.kind === 'snippet');
  if (answer.text.trim() === '' && !hasSnippet)
    return ['empty_answer', 'Nothing is left of the answer outside thoughts and markup.'];
  if (looksLikeVerilog(input.answer))
    return ['no_module', 'The answer holds Verilog statements but no module.'];
  return ['prose_only', 'The answer holds no Verilog.'];
}

function startsWithVerilog(text: string): boolean {
  const tokens = lex(text);
  const kind = tokens.kinds[0];
  return tokens.count > 0 && (kind === TokenKind.keyword || kind === TokenKind.directive);
}

function hasKeyword(text: string, keyword: string): boolean {
  const tokens = lex(text);
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] === TokenKind.keyword && tokenText(tokens, index) === keyword) return true;
  }
  return false;
}
