/** Where no item is. */
const NONE = -1;
/** No list that may have only so many items has more: gates, delays. */
const LONGEST_LIMITED = 5;

/** Round ones hold named or ordered items, curly ones parts, square ones no list. */
export type BracketKind = 'round' | 'curly' | 'square';

/** The list in one pair of brackets. */
interface Bracket {
  kind: BracketKind;
  /** Start of the present item, or NONE before its first token. */
  start: number;
  /** Any number of such items may stand in the list. */
  mayRepeat: boolean;
  /** Items before the present one. */
  before: number;
  /** Characters and tokens before the comma in front of the item; NONE for the first. */
  lengthBefore: number;
  countBefore: number;
  /** Items that the list has. */
  items: Set<string> | undefined;
}

/** Finds items that the list in their brackets has already, while the lists are written. */
export class BracketItems {
  readonly #bytes: Buffer;
  readonly #open: Bracket[] = [];
  /** Characters and tokens before the item that was found to be there already. */
  length = 0;
  count = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get depth(): number {
    return this.#open.length;
  }

  open(kind: BracketKind): void {
    this.#open.push({
      kind,
      start: NONE,
      mayRepeat: false,
      before: 0,
      lengthBefore: NONE,
      countBefore: NONE,
      items: undefined,
    });
  }

  /** The next token of an item; `isName` of one that begins a named connection or the declaration of a port. */
  token(from: number, isName: boolean): void {
    const bracket = this.#open.at(-1);
    if (bracket === undefined || bracket.start !== NONE) return;
    bracket.start = from;
    bracket.mayRepeat =
      bracket.kind === 'curly' || (bracket.kind === 'round' && (isName || bracket.before >= LONGEST_LIMITED));
  }

  /** Of items that are open nothing is known any more. */
  spoil(): void {
    for (const bracket of this.#open) {
      bracket.start = 0;
      bracket.mayRepeat = false;
    }
  }

  /** A comma or a closing bracket behind so many characters and tokens; true when the item before it is there already. */
  end(length: number, count: number, closes: boolean): boolean {
    const bracket = this.#open.at(-1);
    if (bracket === undefined) return false;
    const repeats = bracket.mayRepeat && this.#repeats(bracket, length);
    this.length = repeats ? bracket.lengthBefore : length;
    this.count = repeats ? bracket.countBefore : count;
    if (closes) this.#open.pop();
    bracket.start = NONE;
    bracket.mayRepeat = false;
    if (!repeats) bracket.before += 1;
    bracket.lengthBefore = this.length;
    bracket.countBefore = this.count;
    return repeats;
  }

  #repeats(bracket: Bracket, length: number): boolean {
    const item = this.#bytes.toString('latin1', bracket.start, length);
    bracket.items ??= new Set();
    if (bracket.lengthBefore !== NONE && bracket.items.has(item)) return true;
    bracket.items.add(item);
    return false;
  }
}
