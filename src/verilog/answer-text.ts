export type CutKind =
  | 'bom'
  | 'escape'
  | 'thought'
  | 'special_token'
  | 'after_end_token'
  | 'outside_answer'
  | 'fence'
  | 'prose'
  | 'snippet'
  | 'superseded'
  | 'testbench';

/** One stretch of the answer that is not in the extracted RTL; offsets are UTF-16 indices into the answer. */
export interface Cut {
  kind: CutKind;
  start: number;
  end: number;
  /** The first characters of what was cut. */
  excerpt?: string;
}

/** A stretch of `AnswerText.text` with a reason to remove it. */
export interface TextRange {
  start: number;
  end: number;
  kind: CutKind;
}

/** `length` characters at `at` of the text come from `fromLength` characters at `from` of the answer. */
interface Segment {
  at: number;
  length: number;
  from: number;
  fromLength: number;
}

const EXCERPT_LENGTH = 80;

/** What is left of an answer, and all that was cut from it. Every cut gives a new value; nothing is changed. */
export class AnswerText {
  readonly answer: string;
  readonly text: string;
  readonly cuts: readonly Cut[];
  readonly #segments: readonly Segment[];

  private constructor(answer: string, text: string, segments: readonly Segment[], cuts: readonly Cut[]) {
    this.answer = answer;
    this.text = text;
    this.cuts = cuts;
    this.#segments = segments;
  }

  static of(answer: string): AnswerText {
    const whole = { at: 0, length: answer.length, from: 0, fromLength: answer.length };
    return new AnswerText(answer, answer, [whole], []);
  }

  /** Removes the ranges (offsets into `text`, any order, overlaps allowed) and records each as a cut. */
  cut(ranges: readonly TextRange[]): AnswerText {
    const ordered = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start);
    if (ordered.length === 0) return this;
    const cuts = [...this.cuts];
    const segments: Segment[] = [];
    let text = '';
    let position = 0;
    const keep = (start: number, end: number): void => {
      for (const part of this.#slice(start, end)) {
        segments.push({ ...part, at: text.length });
        text += this.text.slice(part.at, part.at + part.length);
      }
    };
    for (const range of ordered) {
      const start = Math.max(range.start, position);
      if (range.end <= start) continue;
      keep(position, start);
      for (const part of this.#slice(start, range.end)) cuts.push(this.#asCut(range.kind, part));
      position = range.end;
    }
    keep(position, this.text.length);
    return new AnswerText(this.answer, text, segments, cuts);
  }

  /** Replaces the matches of `pattern`, which stand for other characters (`\n` for a line end). */
  unescape(pattern: RegExp, meaning: (match: string) => string): AnswerText {
    const segments: Segment[] = [];
    const cuts = [...this.cuts];
    let text = '';
    let position = 0;
    for (const match of this.text.matchAll(pattern)) {
      const plain = this.#slice(position, match.index);
      for (const part of plain) {
        segments.push({ ...part, at: text.length });
        text += this.text.slice(part.at, part.at + part.length);
      }
      const [source] = this.#slice(match.index, match.index + match[0].length);
      position = match.index + match[0].length;
      if (source === undefined) continue;
      const replacement = meaning(match[0]);
      segments.push({
        at: text.length,
        length: replacement.length,
        from: source.from,
        fromLength: source.fromLength,
      });
      text += replacement;
    }
    for (const part of this.#slice(position, this.text.length)) {
      segments.push({ ...part, at: text.length });
      text += this.text.slice(part.at, part.at + part.length);
    }
    cuts.push({
      kind: 'escape',
      start: 0,
      end: this.answer.length,
      excerpt: this.answer.slice(0, EXCERPT_LENGTH),
    });
    return new AnswerText(this.answer, text, segments, cuts);
  }

  /** The segments, trimmed to `[start, end)` of the text; `at` still counts in this text. */
  #slice(start: number, end: number): Segment[] {
    const parts: Segment[] = [];
    for (const segment of this.#segments) {
      const from = Math.max(start, segment.at);
      const to = Math.min(end, segment.at + segment.length);
      if (to <= from) continue;
      const isWhole = from === segment.at && to === segment.at + segment.length;
      parts.push(
        isWhole
          ? segment
          : { at: from, length: to - from, from: segment.from + (from - segment.at), fromLength: to - from },
      );
    }
    return parts;
  }

  #asCut(kind: CutKind, part: Segment): Cut {
    const end = part.from + part.fromLength;
    return {
      kind,
      start: part.from,
      end,
      excerpt: this.answer.slice(part.from, end).slice(0, EXCERPT_LENGTH),
    };
  }
}
