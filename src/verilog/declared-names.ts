import { isNameToken, TokenKind, type Tokens, tokenText } from './lexer.ts';

/** Statement words that an identifier may follow without being declared by them. */
const NOT_A_TYPE: ReadonlySet<string> = new Set(
  'return assign else begin end posedge negedge or and if case for while repeat deassign disable wait edge do'.split(
    ' ',
  ),
);

/**
 * Names that may start a dotted path inside the design itself: data (struct members hang off it), instances,
 * named blocks and generate scopes, functions and tasks, ports with an interface type. Lexical and generous
 * inside the range (UTF-16 offsets): a name counts when it stands where a declaration names something.
 */
export function declaredNames(tokens: Tokens, start: number, end: number): Set<string> {
  const names = new Set<string>();
  for (let index = 1; index < tokens.count && tokens.starts[index]! < end; index++) {
    if (tokens.starts[index]! < start || !isNameToken(tokens, index)) continue;
    if (isDeclaredHere(tokens, index)) names.add(tokenText(tokens, index).replace(/^\\/, ''));
  }
  return names;
}

function isDeclaredHere(tokens: Tokens, index: number): boolean {
  const before = tokenText(tokens, index - 1);
  const after = index + 1 < tokens.count ? tokenText(tokens, index + 1) : '';
  const isTyped =
    isNameToken(tokens, index - 1) ||
    before === ']' ||
    before === ')' ||
    before === '}' ||
    (tokens.kinds[index - 1] === TokenKind.keyword && !NOT_A_TYPE.has(before));
  // `type name ;`, `type name = `, `type name [`, `instance name (`, ports and lists of names.
  if (isTyped && /^[;,=[(){]$/.test(after)) return !startsStatement(tokens, index, before);
  if (before === ',' && /^[;,=[)]$/.test(after)) return inDeclarationList(tokens, index);
  // `begin : name`, `fork : name`, and the label in front of a generate block.
  if (before === ':' && index > 1) return /^(?:begin|fork)$/.test(tokenText(tokens, index - 2));
  return after === ':' && index + 2 < tokens.count && tokenText(tokens, index + 2) === 'begin';
}

/** `) name[...] = ` is an assignment behind a condition, no declaration, unless a `#(...)` or a type stands before. */
function startsStatement(tokens: Tokens, index: number, before: string): boolean {
  if (before !== ')') return false;
  let depth = 0;
  let at = index - 1;
  for (; at >= 0; at--) {
    const word = tokenText(tokens, at);
    if (word === ')') depth++;
    else if (word === '(' && --depth === 0) break;
  }
  return at < 1 || tokenText(tokens, at - 1) !== '#';
}

/** Walks back over `, a = 1, b [3:0]` to the word that opens the list: a type makes it a declaration. */
function inDeclarationList(tokens: Tokens, index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const word = tokenText(tokens, at);
    if (word === ')' || word === ']' || word === '}') depth++;
    else if (word === '(' || word === '[' || word === '{' || word === "'{") {
      if (depth === 0) return false;
      depth--;
    } else if (depth === 0) {
      if (word === ';') return false;
      if (tokens.kinds[at] === TokenKind.keyword) return !NOT_A_TYPE.has(word);
      if (isNameToken(tokens, at) && at > 0 && isNameToken(tokens, at - 1)) return true;
    }
  }
  return false;
}
