import { lex, TokenKind, tokenText } from '../../verilog/lexer.ts';
import type { ModuleFacts } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';

/** Tokens in a row that a description may share with the code: `a & b | c` is speech, a whole statement is not. */
const SHARED_TOKENS = 12;

const STATEMENT =
  /^\s*(?:module\s+\w+\s*[(#;]|endmodule\b|always(?:_ff|_comb|_latch)?\s*(?:@|begin\b)|assign\s+\S+\s*=|(?:input|output|inout)\s+(?:wire|reg|logic|\[)|(?:reg|wire|logic)\s*\[|case[xz]?\s*\(|endcase\b|\w+(?:\[[^\]]*\])?\s*<=\s*[^;]+;|if\s*\(.*\)\s*(?:begin\b|\w+\s*<?=)|(?:[\w']+\s*:\s*)?\w+(?:\[[^\]]*\])?\s*=[^=].*;\s*$)/;

/** Code in a text that should tell what a module does, not how it is written. */
export function checkLeakedCode(description: string, facts: ModuleFacts): DescriptionFault[] {
  const fence = /```[\s\S]*?(?:```|$)/.exec(description)?.[0];
  if (fence !== undefined) return [fault('a code block stands in the text', fence)];
  const statement = description.split('\n').find((line) => STATEMENT.test(line.replace(/^[\s>*-]+/, '')));
  if (statement !== undefined) return [fault('a line of Verilog stands in the text', statement)];
  // A range or a default in marks (`[$clog2(DEPTH)-1:0]`) is no code; an assignment in marks is.
  const prose = description.replace(/`[^`=;\n]*`/g, ' ');
  const shared = firstShared(prose, facts);
  return shared === undefined ? [] : [fault(`${SHARED_TOKENS} tokens in a row are the module's own`, shared)];
}

/** A module has several descriptions; its runs are the same for all of them. */
const runsOfModules = new WeakMap<ModuleFacts, ReadonlySet<string>>();

/** The first run of tokens that stands in both and holds enough marks that it is code and no list of names. */
function firstShared(prose: string, facts: ModuleFacts): string | undefined {
  const spoken = tokenRuns(prose).filter(({ marks }) => marks >= 3);
  if (spoken.length === 0) return undefined;
  const known = runsOfModules.get(facts) ?? new Set(tokenRuns(facts.source).map(({ text }) => text));
  runsOfModules.set(facts, known);
  return spoken.find(({ text }) => known.has(text))?.text;
}

function tokenRuns(text: string): { text: string; marks: number }[] {
  const tokens = lex(text.replaceAll('`', ' '));
  const words = Array.from({ length: tokens.count }, (_, index) => tokenText(tokens, index));
  return words.slice(SHARED_TOKENS - 1).map((_, start) => {
    const run = words.slice(start, start + SHARED_TOKENS);
    const marks = run.filter(
      (word, at) => tokens.kinds[start + at] === TokenKind.operator && word !== ',',
    ).length;
    return { text: run.join(' '), marks };
  });
}

function fault(reason: string, excerpt: string): DescriptionFault {
  return { check: 'leaked_code', weight: 'unusable', reason, excerpt: excerpt.trim().slice(0, 120) };
}
