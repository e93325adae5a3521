/** One edit of a design's text, labelled with what it does to the design. */
export interface Fault {
  /** The rule: `inverted_condition`, `missing_semicolon` ... */
  readonly rule: string;
  /** What the edit should lead to; the generator simulates before it believes it. */
  readonly effect: 'fails' | 'does_not_compile';
  /** 1-based line of the edit in the original text. */
  readonly line: number;
  /** The whole faulty design. */
  readonly rtl: string;
}

/** A place in the text and what to put there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Applies one edit. */
export function applyEdit(rtl: string, edit: Edit): string {
  return rtl.slice(0, edit.start) + edit.replacement + rtl.slice(edit.end);
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
