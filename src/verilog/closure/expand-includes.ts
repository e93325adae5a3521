import { isNameToken, lex, TokenKind, type Tokens, tokenText } from '../lexer.ts';
import { type Conditional, DIRECTIVES, isAlive, stepConditional } from '../preprocess.ts';
import { defineEnd } from './define-lines.ts';

/** What an `` `include `` is answered with; undefined when the repository has no such file. */
export type IncludeReader = (name: string, from: string) => { path: string; text: string } | undefined;

/** A source file with its living includes put in. */
export interface ExpandedSource {
  text: string;
  /** Paths put in, in order, each once. */
  included: string[];
  /** Names of living includes that no file answers; the line is turned into a comment. */
  missingIncludes: string[];
  /** Macros that the file or its includes define. */
  definedMacros: string[];
  /** Macros whose whole body is a name, and that name. */
  macroNames: Record<string, string>;
  /** Macros used in living text. */
  usedMacros: string[];
  /** Those of them that nothing had defined before. */
  missingMacros: string[];
  /** Macros whose definition a conditional asks for. */
  testedMacros: string[];
}

interface State {
  read: IncludeReader;
  /** Macro bodies by name. */
  defined: Map<string, string>;
  everDefined: Set<string>;
  used: Set<string>;
  missing: Set<string>;
  tested: Set<string>;
  included: Set<string>;
  missingIncludes: Set<string>;
  /** Files being expanded, outermost first. */
  stack: string[];
  length: number;
}

/** Beyond these a text is left as it is: includes can double at each level. */
const MOST_CHARACTERS = 8_000_000;
const DEEPEST = 32;

/**
 * Puts the included files into a text, as a compiler's preprocessor would: only where the conditionals around let
 * the include live, with `defines` and the macros that were met before. Everything else of the text stays as written.
 * What is dead is left alone: no compiler looks at it. `tokens` are those of the text, where they are known.
 */
export function expandIncludes(
  path: string,
  text: string,
  read: IncludeReader,
  defines: readonly string[] = [],
  tokens?: Tokens,
): ExpandedSource {
  const state: State = {
    read,
    defined: new Map(defines.map((name) => [name, ''])),
    everDefined: new Set(),
    used: new Set(),
    missing: new Set(),
    tested: new Set(),
    included: new Set(),
    missingIncludes: new Set(),
    stack: [],
    length: 0,
  };
  const expanded = text.includes('`') ? expand(path, tokens ?? lex(text), state) : text;
  return {
    text: expanded,
    included: [...state.included],
    missingIncludes: [...state.missingIncludes],
    definedMacros: [...state.everDefined],
    macroNames: plainNames(state.defined),
    usedMacros: [...state.used],
    missingMacros: [...state.missing],
    testedMacros: [...state.tested],
  };
}

function plainNames(defined: ReadonlyMap<string, string>): Record<string, string> {
  const plain = [...defined].filter(([, body]) => /^\s+[A-Za-z_]\w*\s*$/.test(body));
  return Object.fromEntries(plain.map(([name, body]) => [name, body.trim()]));
}

function expand(path: string, tokens: Tokens, state: State): string {
  const { text } = tokens;
  state.stack.push(path);
  state.length += text.length;
  const open: Conditional[] = [];
  const defined = { has: (name: string) => state.defined.has(name) } as ReadonlySet<string>;
  const parts: string[] = [];
  let position = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.directive) continue;
    const word = tokenText(tokens, index);
    const operand = isNameToken(tokens, index + 1) ? tokenText(tokens, index + 1) : undefined;
    if (/^`(?:ifn?def|elsif)$/.test(word) && operand !== undefined) state.tested.add(operand);
    if (stepConditional(word, operand, open, defined) || !isAlive(open)) continue;
    if (word === '`define') {
      index = define(tokens, index, state);
    } else if (word === '`undef') {
      if (operand !== undefined) state.defined.delete(operand);
    } else if (word === '`include') {
      const included = include(path, tokens, index, state);
      if (included === undefined) continue;
      parts.push(text.slice(position, tokens.starts[index]), included);
      position = tokens.ends[index + 1]!;
      index++;
    } else if (!DIRECTIVES.has(word)) {
      use(word.slice(1), state, 0);
    }
  }
  parts.push(text.slice(position));
  state.stack.pop();
  return parts.join('');
}

/** Notes a macro and gives the index of the last token of its body. */
function define(tokens: Tokens, index: number, state: State): number {
  const end = defineEnd(tokens.text, tokens.ends[index]!);
  let last = index;
  while (last + 1 < tokens.count && tokens.starts[last + 1]! < end) last++;
  if (isNameToken(tokens, index + 1)) {
    const name = tokenText(tokens, index + 1);
    state.defined.set(name, tokens.text.slice(tokens.ends[index + 1], end));
    state.everDefined.add(name);
  }
  return last;
}

/** A used macro must be known, and so must those that its body uses. */
function use(name: string, state: State, depth: number): void {
  if (name === '__FILE__' || name === '__LINE__') return;
  state.used.add(name);
  const body = state.defined.get(name);
  if (body === undefined) {
    state.missing.add(name);
    return;
  }
  if (depth > DEEPEST || !body.includes('`')) return;
  for (const match of body.matchAll(/(?<!`)`([A-Za-z_]\w*)(?!\w*``)/g)) {
    if (!DIRECTIVES.has(match[0])) use(match[1]!, state, depth + 1);
  }
}

/** The text that stands for an include, or undefined to leave it as it is. */
function include(path: string, tokens: Tokens, index: number, state: State): string | undefined {
  const name = includedName(tokens, index + 1, state);
  if (name === undefined) return undefined;
  const found = state.read(name, path);
  if (found === undefined) {
    state.missingIncludes.add(name);
    return `// not found: \`include "${name}"`;
  }
  const isCyclic = state.stack.includes(found.path);
  if (isCyclic || state.stack.length > DEEPEST || state.length + found.text.length > MOST_CHARACTERS) {
    return `// left out: \`include "${name}"`;
  }
  state.included.add(found.path);
  const text = expand(found.path, lex(found.text.replace(/^\uFEFF/, '')), state);
  // The directive is the last thing on its line, so the rest of that line is at most a comment.
  return `// include "${name}"\n${text}${text.endsWith('\n') ? '' : '\n'}`;
}

/** `"x.vh"`, `<x.vh>` or a macro that holds one of them. */
function includedName(tokens: Tokens, index: number, state: State): string | undefined {
  if (index >= tokens.count) return undefined;
  const word = tokenText(tokens, index);
  const written = word.startsWith('`') ? (state.defined.get(word.slice(1)) ?? '').trim() : word;
  return /^"([^"\n]+)"$/.exec(written)?.[1];
}
