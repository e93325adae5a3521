/** Where an item of a list in brackets begins. */
const NONE = -1;

/** The list in one pair of brackets. */
interface Bracket {
  isRound: boolean;
  /** Start of the present item, or NONE before its first token. */
  start: number;
  /** A named connection or the declaration of a port: any number of them may stand in a list. */
  isNamed: boolean;
  /** Characters and tokens before the comma in front of the item; NONE for the first. */
  lengthBefore: number;
  countBefore: number;
  /** Named items that the list has. */
  items: Set<string> | undefined;
}

/** Finds named items that the list in their brackets has already, while the lists are written. */
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

  open(isRound: boolean): void {
    const [lengthBefore, countBefore] = [NONE, NONE];
    this.#open.push({ isRound, start: NONE, isNamed: false, lengthBefore, countBefore, items: undefined });
  }

  /** The next token of an item; `isName` of one that begins a named item. */
  token(from: number, isName: boolean): void {
    const bracket = this.#open.at(-1);
    if (bracket === undefined || bracket.start !== NONE) return;
    bracket.start = from;
    bracket.isNamed = isName && bracket.isRound;
  }

  /** Of items that are open nothing is known any more. */
  spoil(): void {
    for (const bracket of this.#open) {
      bracket.start = 0;
      bracket.isNamed = false;
    }
  }

  /** A comma or a closing bracket behind so many characters and tokens; true when the item before it is there already. */
  end(length: number, count: number, closes: boolean): boolean {
    const bracket = this.#open.at(-1);
    if (bracket === undefined) return false;
    const repeats = bracket.isNamed && this.#repeats(bracket, length);
    this.length = repeats ? bracket.lengthBefore : length;
    this.count = repeats ? bracket.countBefore : count;
    if (closes) this.#open.pop();
    bracket.start = NONE;
    bracket.isNamed = false;
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
