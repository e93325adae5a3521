import type { SourceFile } from '../../eda/simulator.ts';
import { lex, TokenKind, type Tokens, tokenText } from '../../verilog/lexer.ts';

const TYPEDEF =
  /\btypedef\s+(?:enum\s+)?(?:logic|reg|bit)\s*\[\s*(\d+)\s*:\s*0\s*\]\s*(?:\{[^{}]*\}\s*)?(\w+)\s*;/g;
/** They tell and end, and drive nothing; Yosys stumbles over some. */
const MESSAGES: ReadonlySet<string> = new Set(
  '$display $displayb $displayh $displayo $write $strobe $monitor $error $warning $info $fatal $finish $stop'.split(
    ' ',
  ),
);

/** Texts of the same meaning and length that Yosys can read. */
export interface ProvableText {
  /** What is taken for granted by that. */
  assumptions: string[];
  rewrite(files: readonly SourceFile[]): SourceFile[];
}

/** Casts to types of a known width become casts to that many bits, and messages empty statements. */
export function provableText(files: readonly SourceFile[]): ProvableText {
  const texts = files.map(({ text }) => text).join('\n');
  const casts = [...texts.matchAll(TYPEDEF)].flatMap(([, high, name]) => {
    const bits = String(Number(high) + 1);
    const isUsed = new RegExp(`\\b${name}'\\(`).test(texts);
    return isUsed && bits.length <= name!.length ? [{ name: name!, bits }] : [];
  });
  const rewriteText = (text: string): string => casts.reduce(sizeCast, withoutMessages(text));
  return {
    assumptions: casts.map(({ name, bits }) => `a cast to ${name} is one to ${bits} bits`),
    rewrite: (sources) => sources.map((file) => ({ ...file, text: rewriteText(file.text) })),
  };
}

function sizeCast(text: string, { name, bits }: { name: string; bits: string }): string {
  return text.replace(new RegExp(`\\b${name}'(?=\\()`, 'g'), `${bits.padStart(name.length)}'`);
}

function withoutMessages(text: string): string {
  if (!text.includes('$')) return text;
  const tokens = lex(text);
  const parts: string[] = [];
  let at = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.systemName || !MESSAGES.has(tokenText(tokens, index))) continue;
    const semicolon = statementEnd(tokens, index + 1);
    if (semicolon === undefined) continue;
    const [start, end] = [tokens.starts[index]!, tokens.starts[semicolon]!];
    parts.push(text.slice(at, start), text.slice(start, end).replace(/\S/g, ' '));
    at = end;
    index = semicolon;
  }
  return parts.join('') + text.slice(at);
}

/** The semicolon behind the arguments. */
function statementEnd(tokens: Tokens, first: number): number | undefined {
  let depth = 0;
  for (let index = first; index < tokens.count; index++) {
    const word = tokenText(tokens, index);
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0) return word === ';' ? index : undefined;
  }
  return undefined;
}
