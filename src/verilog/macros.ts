import { isNameToken, lex, TokenKind, type Tokens, tokenText } from './lexer.ts';

interface Macro {
  parameters: readonly string[] | undefined;
  body: string;
}

/** Doubling macros grow without end; beyond this the text is left as it is. */
const MOST_GROWTH = 1_000_000;
const DEEPEST = 20;

/**
 * Replaces the uses of macros that the text itself defines, so that a check written as `` `CHECK(q, 4'h3) `` is
 * seen. Line numbers stay (bodies lose their line ends), offsets do not. Text that would grow past a limit comes
 * back unchanged.
 */
export function expandMacros(text: string): string {
  if (!text.includes('`define')) return text;
  const macros = new Map<string, Macro>();
  const limit = text.length * 4 + MOST_GROWTH;
  const expanded = expand(text, macros, limit, 0);
  return expanded ?? text;
}

function expand(text: string, macros: Map<string, Macro>, limit: number, depth: number): string | undefined {
  if (depth > DEEPEST || text.length > limit) return undefined;
  const tokens = lex(text);
  const parts: string[] = [];
  let length = 0;
  let position = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.directive) continue;
    const word = tokenText(tokens, index);
    if (word === '`define') {
      const end = define(tokens, index, macros);
      while (index + 1 < tokens.count && tokens.starts[index + 1]! < end) index++;
      continue;
    }
    if (/^`(?:ifdef|ifndef|elsif|undef)$/.test(word)) {
      index++;
      continue;
    }
    const macro = macros.get(word.slice(1));
    if (macro === undefined) continue;
    const call = readCall(tokens, index, macro);
    if (call === undefined) continue;
    const replaced = expand(substitute(macro, call.args), macros, limit, depth + 1);
    if (replaced === undefined) return undefined;
    const lines = text.slice(tokens.starts[index], call.end).replace(/[^\n]/g, '');
    parts.push(text.slice(position, tokens.starts[index]), replaced, lines);
    length += replaced.length;
    if (length > limit) return undefined;
    position = call.end;
    while (index + 1 < tokens.count && tokens.starts[index + 1]! < call.end) index++;
  }
  return parts.join('') + text.slice(position);
}

/** Notes a definition and gives the offset behind its last line. */
function define(tokens: Tokens, index: number, macros: Map<string, Macro>): number {
  const { text, ends } = tokens;
  let end = ends[index]!;
  do {
    const newline = text.indexOf('\n', end + 1);
    end = newline < 0 ? text.length : newline;
  } while (end < text.length && /\\\r?$/.test(text.slice(0, end).slice(-2)));
  if (!isNameToken(tokens, index + 1)) return end;
  const nameEnd = ends[index + 1]!;
  const rest = text.slice(nameEnd, end);
  const formals = /^\(([^()]*)\)/.exec(rest);
  const body = (formals === null ? rest : rest.slice(formals[0].length))
    .replace(/\\\r?\n/g, ' ')
    .replace(/\/\/.*$/, '');
  const parameters = formals?.[1]?.split(',').map((formal) => formal.split('=')[0]!.trim());
  macros.set(tokenText(tokens, index + 1), { parameters, body: body.trim() });
  return end;
}

function readCall(tokens: Tokens, index: number, macro: Macro): { args: string[]; end: number } | undefined {
  const { text, starts, ends } = tokens;
  if (macro.parameters === undefined) return { args: [], end: ends[index]! };
  if (tokenText(tokens, index + 1) !== '(') return undefined;
  const args: string[] = [];
  let depth = 0;
  let from = ends[index + 1]!;
  for (let at = index + 1; at < tokens.count; at++) {
    const word = tokenText(tokens, at);
    if (/^(?:\(|\[|\{|'\{)$/.test(word)) depth++;
    else if (/^[)\]}]$/.test(word)) depth--;
    if (depth === 0 || (depth === 1 && word === ',')) {
      args.push(
        text
          .slice(from, starts[at])
          .trim()
          .replace(/\s*\n\s*/g, ' '),
      );
      from = ends[at]!;
      if (depth === 0) return { args, end: ends[at]! };
    }
  }
  return undefined;
}

/** Puts the arguments in for the parameters, whole words only; `` `` `` joins its neighbours. */
function substitute(macro: Macro, args: readonly string[]): string {
  const values = new Map((macro.parameters ?? []).map((parameter, index) => [parameter, args[index] ?? '']));
  const body = macro.body.replace(/[A-Za-z_][\w$]*/g, (word) => values.get(word) ?? word);
  return body.replaceAll('``', '').replaceAll('`"', '"');
}
