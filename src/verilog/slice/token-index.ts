import { isNameToken, lex, TokenKind, type Tokens, tokenText } from '../lexer.ts';
import type { Place } from './part.ts';

const FULL_CASE = /\b(?:full|parallel)_case\b/;
const TRANSLATE = /^\/[/*]\s*(?:synopsys|synthesis|pragma)\s+translate_o(?:n|ff)\b/;

/** The tokens of a text, to be asked by offset. */
export class TokenIndex {
  readonly #tokens: Tokens;
  /** Comments that tools obey. */
  readonly #comments: (Place & { text: string })[] = [];

  constructor(text: string) {
    this.#tokens = lex(text);
    if (!/_case|translate_o/.test(text)) return;
    const all = lex(text, { comments: true });
    for (let index = 0; index < all.count; index++) {
      const kind = all.kinds[index];
      if (kind !== TokenKind.lineComment && kind !== TokenKind.blockComment) continue;
      this.#comments.push({ start: all.starts[index]!, end: all.ends[index]!, text: tokenText(all, index) });
    }
  }

  /** From the first to the last token that lies in the range; undefined when none does. */
  trimmed(start: number, end: number): Place | undefined {
    const first = this.#firstFrom(start);
    let last = this.#firstFrom(end) - 1;
    while (last >= first && this.#tokens.ends[last]! > end) last--;
    if (last < first) return undefined;
    return { start: this.#tokens.starts[first]!, end: this.#tokens.ends[last]! };
  }

  /** Start of the first token that begins at or behind the offset. */
  nextStart(offset: number): number {
    const index = this.#firstFrom(offset);
    return index < this.#tokens.count ? this.#tokens.starts[index]! : offset;
  }

  /** The last comma in a range; -1 when there is none. */
  lastComma(start: number, end: number): number {
    for (let index = this.#firstFrom(end) - 1; index >= 0; index--) {
      const at = this.#tokens.starts[index]!;
      if (at < start) return -1;
      if (tokenText(this.#tokens, index) === ',') return at;
    }
    return -1;
  }

  /** Names in a range, macros with their grave accent; members and names of connected ports are none. */
  names(start: number, end: number): string[] {
    const names: string[] = [];
    for (let index = this.#firstFrom(start); index < this.#tokens.count; index++) {
      if (this.#tokens.starts[index]! >= end) break;
      const isMacro = this.#tokens.kinds[index] === TokenKind.directive;
      if (!isMacro && !isNameToken(this.#tokens, index)) continue;
      if (index > 0 && tokenText(this.#tokens, index - 1) === '.' && !this.#isImplicit(index)) continue;
      names.push(tokenText(this.#tokens, index));
    }
    return names;
  }

  fullCaseComments(start: number, end: number): Place[] {
    const inside = this.#comments.filter((one) => one.start >= start && one.end <= end);
    return inside.filter(({ text }) => FULL_CASE.test(text)).map(({ start, end }) => ({ start, end }));
  }

  translateComments(): Place[] {
    return this.#comments.filter((one) => TRANSLATE.test(one.text));
  }

  /** `.clk` alone connects the signal of that name. */
  #isImplicit(index: number): boolean {
    const before = index > 1 ? tokenText(this.#tokens, index - 2) : '';
    const after = index + 1 < this.#tokens.count ? tokenText(this.#tokens, index + 1) : '';
    return (before === '(' || before === ',') && (after === ',' || after === ')');
  }

  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.#tokens.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tokens.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
