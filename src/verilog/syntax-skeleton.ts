import { TokenKind, type Tokens, tokenText } from './lexer.ts';
import { numberSkeleton } from './number-skeleton.ts';
import { RepeatedItems } from './repeated-items.ts';

/** Words that the grammar knows and the language does not reserve; the last are entries of tables. */
const SPECIAL_NAMES: ReadonlySet<string> = new Set(
  `option type_option sample std randomize find find_index find_first find_first_index find_last find_last_index
  min max unique_index reverse sort rsort shuffle sum product map len putc getc toupper tolower compare icompare
  substr atoi atohex atooct atobin atoreal itoa hextoa octtoa bintoa realtoa name exists insert pop_front pop_back
  push_front push_back size delete num first last next prev s ms us ns ps fs none
  b B f F n N p P r R x X z Z x0 x1 X0 X1 z0 z1 Z0 Z1`.split(/\s+/),
);
const LONGEST_SPECIAL = 16;
/** By first character and length: most names are none of them by that. */
const MAY_BE_SPECIAL = new Uint8Array(128 * (LONGEST_SPECIAL + 1));
for (const name of SPECIAL_NAMES)
  MAY_BE_SPECIAL[name.charCodeAt(0) * (LONGEST_SPECIAL + 1) + name.length] = 1;
/** `Y`: no keyword begins with it, and behind a number it is no digit. */
const NAME = 0x59;
const BLANK = 0x20;
const BACKSLASH = 0x5c;

/**
 * A shorter text in which the grammar finds an error exactly when it finds one in this: comments and indentation are
 * gone, names are one letter, numbers one digit of their base, and of equal items of a list (assignments and
 * declarations in a row, ports, named connections) the first is there. Lines with directives stay as they are. Texts that
 * cannot be shortened so come back as they are. The columns hold until the next call.
 */
export function syntaxSkeleton(tokens: Tokens): Tokens {
  return tokens.unterminatedAt >= 0 ? tokens : (new SkeletonWriter(tokens).write() ?? tokens);
}

/** Room for the largest text so far: its memory is not asked for again with every file. */
let bytes = Buffer.alloc(0);
let columns = { kinds: new Uint8Array(0), starts: new Int32Array(0), ends: new Int32Array(0) };

function makeRoom({ text, count }: Tokens): void {
  if (bytes.length <= text.length) bytes = Buffer.allocUnsafe(Math.ceil(1.5 * (text.length + 1)));
  if (columns.kinds.length >= count) return;
  const most = Math.ceil(1.5 * count);
  columns = { kinds: new Uint8Array(most), starts: new Int32Array(most), ends: new Int32Array(most) };
}

class SkeletonWriter {
  readonly #tokens: Tokens;
  readonly #bytes: Buffer;
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #items: RepeatedItems;
  #count = 0;
  #length = 0;
  /** On the line of a directive, where blanks and comments count. */
  #onDirectiveLine = false;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    makeRoom(tokens);
    this.#bytes = bytes;
    ({ kinds: this.#kinds, starts: this.#starts, ends: this.#ends } = columns);
    this.#items = new RepeatedItems(this.#bytes, tokens);
  }

  /** Undefined for characters that are no bytes. */
  write(): Tokens | undefined {
    const { count, kinds, starts, ends, text } = this.#tokens;
    let before = 0;
    for (let index = 0; index < count; index++) {
      const start = starts[index]!;
      if (start > before && !this.#writeGap(before, start)) return undefined;
      before = ends[index]!;
      if (kinds[index] === TokenKind.directive) this.#onDirectiveLine = true;
      const from = this.#length;
      if (!this.#writeToken(index)) return undefined;
      this.#add(kinds[index]!, from);
      if (this.#onDirectiveLine) this.#items.spoil(from, this.#length, this.#count);
      else this.#dropRepeated(index, from);
    }
    if (before < text.length && !this.#writeGap(before, text.length)) return undefined;
    return {
      text: this.#bytes.toString('latin1', 0, this.#length),
      count: this.#count,
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      unterminatedAt: -1,
    };
  }

  /** Takes back the item that ends with the last token, if its list has it already. */
  #dropRepeated(index: number, from: number): void {
    const fate = this.#items.step(index, from, this.#length, this.#count);
    if (fate === 'stays') return;
    const end = this.#bytes[from]!;
    const kind = this.#kinds[this.#count - 1]!;
    this.#length = this.#items.length;
    this.#count = this.#items.count;
    if (fate === 'leaves its end') {
      this.#bytes[this.#length++] = end;
      this.#add(kind, this.#length - 1);
      this.#items.length = this.#length;
      this.#items.count = this.#count;
    }
  }

  #add(kind: number, from: number): void {
    this.#kinds[this.#count] = kind;
    this.#starts[this.#count] = from;
    this.#ends[this.#count] = this.#length;
    this.#count += 1;
  }

  /** What stands between two tokens: as it is behind a directive, else one blank. */
  #writeGap(from: number, to: number): boolean {
    if (!this.#onDirectiveLine) {
      this.#bytes[this.#length++] = BLANK;
      return true;
    }
    const { text } = this.#tokens;
    for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
      const last = text.charCodeAt(at - 1) === 0x0d ? at - 2 : at - 1;
      if (text.charCodeAt(last) !== BACKSLASH) this.#onDirectiveLine = false;
    }
    return this.#copy(text, from, to);
  }

  #writeToken(index: number): boolean {
    const { text, kinds, starts, ends } = this.#tokens;
    const [start, end] = [starts[index]!, ends[index]!];
    if (!this.#onDirectiveLine) {
      if (kinds[index] === TokenKind.identifier && !this.#isSpecial(index)) {
        this.#bytes[this.#length++] = NAME;
        return true;
      }
      const number = kinds[index] === TokenKind.number ? numberSkeleton(text, start, end) : undefined;
      if (number !== undefined) return this.#copy(number, 0, number.length);
    }
    return this.#copy(text, start, end);
  }

  #isSpecial(index: number): boolean {
    const { text, starts, ends } = this.#tokens;
    const start = starts[index]!;
    const length = ends[index]! - start;
    if (length > LONGEST_SPECIAL) return false;
    const mayBe = MAY_BE_SPECIAL[text.charCodeAt(start) * (LONGEST_SPECIAL + 1) + length] === 1;
    return mayBe && SPECIAL_NAMES.has(tokenText(this.#tokens, index));
  }

  #copy(text: string, from: number, to: number): boolean {
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code > 0xff) return false;
      bytes[length++] = code;
    }
    this.#length = length;
    return true;
  }
}
