import { isNameToken, lex, TokenKind, type Tokens, tokenText } from '../../verilog/lexer.ts';
import { textHash } from './text-hash.ts';

/** One module of a text, reduced to what it does. */
export interface ModuleLogic {
  name: string;
  /**
   * A code a token of the logic: the 31-bit hash of its text, or for an identifier `-1 - n`, where `n` numbers the
   * module's identifiers by first use. Head, declarations and comments are not in it.
   */
  codes: Int32Array;
  /** A hash a token of the whole module as written, head included, without comments. */
  words: Uint32Array;
  ports: PortShape[];
}

/** One port: what stays of it when it is renamed or moved. */
export interface PortShape {
  name: string;
  direction: 'input' | 'output' | 'inout';
  /** `[7:0]` as written without white space; empty for one bit. */
  width: string;
}

/** Words that open a declaration of ports, nets or variables: names only, which a renamed copy writes otherwise. */
const DECLARATIONS: ReadonlySet<string> = new Set(
  'input output inout wire tri tri0 tri1 wand wor supply0 supply1 reg logic bit byte int integer shortint longint time real realtime genvar var'.split(
    ' ',
  ),
);

/** Spellings of one thing. */
const SAME_WORD: Readonly<Record<string, string>> = {
  always_ff: 'always',
  always_comb: 'always',
  always_latch: 'always',
};

interface OpenModule {
  name: string;
  first: number;
  builder: LogicBuilder;
}

/**
 * The modules of a text, nested ones too, each without those inside it. What a copy can change without thought is
 * left out: head, order and style of the ports, declarations, comments, names. A text without a module is one unit.
 */
export function readModuleLogic(text: string): ModuleLogic[] {
  const tokens = lex(text);
  const found: ModuleLogic[] = [];
  const open: OpenModule[] = [];
  let index = 0;
  while (index < tokens.count) {
    const word = keywordAt(tokens, index);
    if ((word === 'module' || word === 'macromodule') && isNameToken(tokens, index + 1)) {
      const head = readHead(tokens, index + 2);
      const builder = new LogicBuilder(tokens, head.ports);
      open.push({ name: tokenText(tokens, index + 1), first: index, builder });
      index = head.next;
    } else if (word === 'endmodule' && open.length > 0) {
      found.push(close(tokens, open.pop()!, index));
      index += 1;
    } else if (open.length > 0) {
      index = open.at(-1)!.builder.take(index);
    } else {
      index += 1;
    }
  }
  while (open.length > 0) found.push(close(tokens, open.pop()!, tokens.count - 1));
  return found.length > 0 ? found : wholeText(tokens);
}

function wholeText(tokens: Tokens): ModuleLogic[] {
  if (tokens.count === 0) return [];
  const builder = new LogicBuilder(tokens, []);
  for (let index = 0; index < tokens.count; ) index = builder.take(index);
  return [close(tokens, { name: '', first: 0, builder }, tokens.count - 1)];
}

function close(tokens: Tokens, { name, first, builder }: OpenModule, last: number): ModuleLogic {
  const words = new Uint32Array(last - first + 1);
  for (let index = first; index <= last; index++) {
    words[index - first] = textHash(tokens.text, tokens.starts[index]!, tokens.ends[index]!);
  }
  return { name, codes: Int32Array.from(builder.codes), words, ports: builder.ports };
}

/** Skips `#(...)`, the port list and the `;`; the ports of an ANSI head are read on the way. */
function readHead(tokens: Tokens, from: number): { next: number; ports: PortShape[] } {
  const ports: PortShape[] = [];
  let depth = 0;
  for (let index = from; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (word === ';' && depth <= 0) return { next: index + 1, ports };
    else if (isDirection(word)) ports.push(...readPorts(tokens, index).ports);
  }
  return { next: tokens.count, ports };
}

/** Collects the codes of one module, a statement part at a time. */
class LogicBuilder {
  readonly codes: number[] = [];
  readonly ports: PortShape[];
  readonly #tokens: Tokens;
  readonly #names = new Map<string, number>();
  #depth = 0;
  #inSubroutine = false;

  constructor(tokens: Tokens, ports: PortShape[]) {
    this.#tokens = tokens;
    this.ports = ports;
  }

  /** Takes what begins at a token; returns the index behind it. */
  take(index: number): number {
    const tokens = this.#tokens;
    const kind = tokens.kinds[index];
    if (kind === TokenKind.keyword) {
      const word = tokenText(tokens, index);
      if (this.#depth === 0 && DECLARATIONS.has(word)) return this.#declaration(index, word);
      if (word === 'function' || word === 'task') this.#inSubroutine = true;
      if (word === 'endfunction' || word === 'endtask') this.#inSubroutine = false;
      this.codes.push(hashOf(SAME_WORD[word] ?? word));
      return index + 1;
    }
    const word = tokenText(tokens, index);
    if (word === '@') {
      const behind = starEnd(tokens, index + 1);
      if (behind !== undefined) return behind;
    }
    if (word === '(' || word === '[' || word === '{') this.#depth += 1;
    else if (word === ')' || word === ']' || word === '}') this.#depth = Math.max(0, this.#depth - 1);
    this.#push(index);
    return index + 1;
  }

  #push(index: number): void {
    const tokens = this.#tokens;
    const word = tokenText(tokens, index);
    if (isNameToken(tokens, index)) {
      const known = this.#names.get(word) ?? this.#names.size;
      this.#names.set(word, known);
      this.codes.push(-1 - known);
    } else {
      const isNumber = tokens.kinds[index] === TokenKind.number;
      this.codes.push(hashOf(isNumber ? word.toLowerCase().replace(/[_\s]/g, '') : word));
    }
  }

  /** Drops a declaration; of one that gives a value, `assign name = value` stays. */
  #declaration(index: number, word: string): number {
    const tokens = this.#tokens;
    if (isDirection(word) && !this.#inSubroutine) this.ports.push(...readPorts(tokens, index).ports);
    let depth = 0;
    let valueAt = -1;
    let end = index;
    for (; end < tokens.count; end++) {
      const text = tokenText(tokens, end);
      if (text === '(' || text === '[' || text === '{') depth += 1;
      else if (text === ')' || text === ']' || text === '}') depth -= 1;
      else if (text === '=' && depth === 0 && valueAt < 0) valueAt = end;
      else if (text === ';' || /^end(?:module|function|task)?$/.test(text)) break;
    }
    if (valueAt > 0) {
      this.codes.push(hashOf('assign'));
      for (let at = valueAt - 1; at < end; at++) this.#push(at);
      this.codes.push(hashOf(';'));
    }
    return end < tokens.count && tokenText(tokens, end) === ';' ? end + 1 : end;
  }
}

/** The ports behind a direction word, up to the next direction, `;` or the end of the list. */
function readPorts(tokens: Tokens, from: number): { ports: PortShape[] } {
  const direction = tokenText(tokens, from) as PortShape['direction'];
  const ports: PortShape[] = [];
  let width = '';
  let brackets = 0;
  for (let index = from + 1; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (brackets === 0 && (word === ';' || word === ')' || isDirection(word))) break;
    if (word === '[') brackets += 1;
    if (brackets > 0 && ports.length === 0) width += word;
    if (word === ']') brackets -= 1;
    const names = brackets === 0 && isNameToken(tokens, index) && /^[,;)=[]$/.test(next(tokens, index));
    if (names) ports.push({ name: tokenText(tokens, index), direction, width: '' });
  }
  return { ports: ports.map((port) => ({ ...port, width })) };
}

function next(tokens: Tokens, index: number): string {
  return index + 1 < tokens.count ? tokenText(tokens, index + 1) : ';';
}

function isDirection(word: string): boolean {
  return word === 'input' || word === 'output' || word === 'inout';
}

/** Behind `*` or `( * )`: `always @*` and `always_comb` are the same here. */
function starEnd(tokens: Tokens, index: number): number | undefined {
  if (index >= tokens.count) return undefined;
  if (tokenText(tokens, index) === '*') return index + 1;
  const spelled =
    index + 2 < tokens.count &&
    [0, 1, 2].map((offset) => tokenText(tokens, index + offset)).join('') === '(*)';
  return spelled ? index + 3 : undefined;
}

function keywordAt(tokens: Tokens, index: number): string {
  return tokens.kinds[index] === TokenKind.keyword ? tokenText(tokens, index) : '';
}

const HASHES = new Map<string, number>();

/** 31 bits, so that identifiers can be the negative codes. Keywords and operators come again and again. */
function hashOf(word: string): number {
  let hash = HASHES.get(word);
  if (hash === undefined) {
    hash = textHash(word, 0, word.length) >>> 1;
    if (HASHES.size < 10_000) HASHES.set(word, hash);
  }
  return hash;
}
