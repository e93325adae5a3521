import { createRandom, type Random } from '../../src/core/random.ts';
import { type DesignUnit, designUnits } from '../../src/verilog/design-units.ts';
import { isNameToken, lex, TokenKind, tokenText } from '../../src/verilog/lexer.ts';

/** Ways to hide that a design is copied. Each gives another text of the same behaviour. */
export const DISGUISES: Readonly<Record<string, (design: string, random: Random) => string>> = {
  'as it is': (design) => design,
  renamed: renameIdentifiers,
  're-commented': recomment,
  're-indented': reindent,
  'ports reordered': reorderPorts,
  'wrapped in a module': wrap,
  'nested in a module': nest,
  'inside a larger module': enlarge,
  'all at once': (design, random) =>
    [reorderPorts, wrap, renameIdentifiers, recomment, reindent].reduce(
      (text, disguise) => disguise(text, random),
      design,
    ),
};

/** The words of a specification in another order: sentences are shuffled, and the words inside each. */
export function shuffleWords(specification: string, seed: string): string {
  const random = createRandom(seed);
  const sentences = specification.split(/(?<=[.;:])\s+/);
  return random
    .shuffle(sentences.map((sentence) => random.shuffle(sentence.split(/\s+/)).join(' ')))
    .join(' ');
}

/** Every identifier gets a new name, the same one everywhere. */
function renameIdentifiers(design: string, random: Random): string {
  const names = new Map<string, string>();
  return mapTokens(design, (word, isName) => {
    if (!isName) return word;
    const known =
      names.get(word) ?? `${random.pick(['sig', 'n', 'val', 'w_'])}${names.size}_${random.integer(0, 99)}`;
    names.set(word, known);
    return known;
  });
}

function recomment(design: string, random: Random): string {
  const bare = design.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/\/\/.*$/gm, '');
  const remark = (): string =>
    `// ${random.pick(['keeps the value', 'see the notes', 'TODO', 'next state'])}`;
  return bare
    .split('\n')
    .map((line) => (random.chance(0.4) && line.trim() !== '' ? `${line} ${remark()}` : line))
    .join('\n');
}

function reindent(design: string): string {
  return design
    .split('\n')
    .map((line, index) => `${' '.repeat(index % 5)}${line.trim()}`)
    .join('\n\n');
}

/** Ports in another order; in an ANSI head each with its direction, which the next one may not inherit. */
function reorderPorts(design: string, random: Random): string {
  return mapModules(design, (text, unit) => {
    const list = portList(text, unit);
    if (list === undefined) return text;
    let before = '';
    const ports = splitAtCommas(list.text).map((port) => {
      const words = port.trim();
      if (!/^(?:input|output|inout)\b/.test(words)) return before === '' ? words : `${before} ${words}`;
      before = words.slice(0, words.search(/\S+\s*$/)).trim();
      return words;
    });
    return `${text.slice(0, list.start)}${random.shuffle(ports).join(', ')}${text.slice(list.end)}`;
  });
}

/** A new top with the same ports around the last module, which gets another name. */
function wrap(design: string): string {
  const last = designUnits(design).at(-1);
  if (last === undefined) return design;
  const text = design.slice(last.start, last.end);
  const inner = text.replace(last.name, `${last.name}_core`);
  const list = portList(text, last);
  if (list === undefined)
    return `${design.slice(0, last.start)}${inner}\nmodule outer_top; ${last.name}_core u(); endmodule\n`;
  const names = splitAtCommas(list.text).map((port) => /([A-Za-z_]\w*)\s*$/.exec(port.trim())?.[1] ?? '');
  const head = text.slice(0, last.headEnd - last.start).replace(last.name, 'outer_top');
  const connections = names.filter(Boolean).map((name) => `.${name}(${name})`);
  const top = `${head}\n  ${last.name}_core u(${connections.join(', ')});\nendmodule\n`;
  return `${design.slice(0, last.start)}${inner}\n${top}`;
}

function nest(design: string): string {
  return `module holder(input wire hold_clk, output reg held);\n${design}\n  always @(posedge hold_clk) held <= ~held;\nendmodule\n`;
}

/** Logic of another kind before and behind that of the last module. */
function enlarge(design: string): string {
  const last = designUnits(design).at(-1);
  if (last === undefined) return design;
  const close = design.lastIndexOf('endmodule', last.end);
  return [
    design.slice(0, last.headEnd),
    "\n  reg [7:0] spare_count;\n  initial spare_count = 8'd17;\n",
    design.slice(last.headEnd, close),
    '\n  wire spare_any = |spare_count;\n  assign spare_view = spare_any ^ spare_count[3];\n',
    design.slice(close),
  ].join('');
}

function mapTokens(text: string, change: (word: string, isName: boolean) => string): string {
  const tokens = lex(text, { comments: true, whitespace: true });
  const parts: string[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const isName = isNameToken(tokens, index) && tokens.kinds[index] !== TokenKind.escapedIdentifier;
    parts.push(change(tokenText(tokens, index), isName));
  }
  return parts.join('');
}

function mapModules(design: string, change: (text: string, unit: DesignUnit) => string): string {
  let at = 0;
  const parts: string[] = [];
  for (const unit of designUnits(design)) {
    parts.push(design.slice(at, unit.start), change(design.slice(unit.start, unit.end), unit));
    at = unit.end;
  }
  return parts.join('') + design.slice(at);
}

/** The text between the parentheses of a module's port list; `text` is the module alone. */
function portList(text: string, unit: DesignUnit): { text: string; start: number; end: number } | undefined {
  const head = text.slice(0, unit.headEnd - unit.start);
  const end = head.lastIndexOf(')');
  let depth = 0;
  for (let start = end; start >= 0; start--) {
    if (head[start] === ')') depth += 1;
    else if (head[start] === '(' && --depth === 0)
      return { text: head.slice(start + 1, end).replace(/\/\/.*$/gm, ''), start: start + 1, end };
  }
  return undefined;
}

function splitAtCommas(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of list) {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part].filter((text) => text.trim() !== '');
}
