import { isNameToken, lex, tokenText } from '../lexer.ts';
import type { ModuleDeclaration, ModuleInstance } from '../modules.ts';

/**
 * Names of the parameters that an instance sets: by `#(.NAME(...))` in front of its name, and by `defparam` in the
 * module around it. Those set by position are `P0`, `P1`, ...
 */
export function overriddenParameters(
  instance: ModuleInstance,
  text: string,
  module: Pick<ModuleDeclaration, 'start' | 'end'>,
): string[] {
  const assigned = parameterAssignments(
    text.slice(Math.max(0, instance.start - LONGEST_OVERRIDE), instance.start),
  );
  const around = text.slice(module.start, module.end);
  const defparams = [...around.matchAll(/\bdefparam\s+([^;]*);/g)].flatMap(([, list]) =>
    [...list!.matchAll(/([A-Za-z_][\w$]*)\s*\.\s*([A-Za-z_][\w$]*)\s*=/g)]
      .filter((match) => match[1] === instance.instanceName)
      .map((match) => match[2]!),
  );
  return [...assigned, ...defparams];
}

/** Characters in front of an instance's name that are searched for its parameters. */
const LONGEST_OVERRIDE = 20_000;

/** Names (or `P0`, `P1` for those by position) of the `#(...)` that ends a text. */
function parameterAssignments(before: string): string[] {
  const tokens = lex(before);
  const last = tokens.count - 1;
  if (last < 0 || tokenText(tokens, last) !== ')') return [];
  const names: string[] = [];
  let commas = 0;
  let depth = 0;
  for (let at = last; at > 0; at--) {
    const word = tokenText(tokens, at);
    if (/^[)\]}]$/.test(word)) depth++;
    else if (/^(?:\(|\[|\{|'\{)$/.test(word)) depth--;
    else if (depth === 1 && word === ',') commas++;
    else if (depth === 1 && word === '.' && isNameToken(tokens, at + 1))
      names.unshift(tokenText(tokens, at + 1));
    if (depth > 0) continue;
    if (tokenText(tokens, at - 1) !== '#') return [];
    const isEmpty = at === last - 1;
    return names.length > 0 || isEmpty
      ? names
      : Array.from({ length: commas + 1 }, (_, position) => `P${position}`);
  }
  return [];
}
