import { declaredNames } from './declared-names.ts';
import { designUnits } from './design-units.ts';
import { isNameToken, lex, TokenKind, type Tokens, tokenText } from './lexer.ts';
import { isPureSystemName } from './system-names.ts';

/**
 * - `system_task`: prints, ends or traces a simulation, or touches files or the command line;
 * - `hierarchical`: a dotted name or `$root`/`$unit` path that leaves the design;
 * - `force`: `force` or `release`; `bind`: puts code into another module;
 * - `final`: code that runs when the testbench has ended; `include`: text from outside;
 * - `macro`: text that the preprocessor glues together, so that none of the above could be seen.
 */
type SideEffectKind = 'system_task' | 'hierarchical' | 'force' | 'bind' | 'final' | 'include' | 'macro';

/** One thing in a design by which it could fake, disturb or end a test. `line` is 1-based. */
export interface DesignSideEffect {
  kind: SideEffectKind;
  name: string;
  line: number;
}

export interface SideEffectOptions {
  /** Names of the testbench's modules and instances: a dotted name that starts with one leaves the design. */
  testbenchNames?: ReadonlySet<string>;
}

const KEYWORD_EFFECTS: Readonly<Record<string, SideEffectKind>> = {
  force: 'force',
  release: 'force',
  bind: 'bind',
  final: 'final',
};

/** Directives whose next word is the name of a macro. */
const NAMES_A_MACRO: ReadonlySet<string> = new Set(['`define', '`undef', '`ifdef', '`ifndef', '`elsif']);

/** Built-in scopes and objects of SystemVerilog that may start a dotted name without being declared. */
const BUILT_IN_SCOPES: ReadonlySet<string> = new Set(['this', 'super', 'std', 'local', 'default', 'option']);

/**
 * Lists what in a design could fake or end a test, in the order of the text. Lexical, so broken text and dead
 * `ifdef` branches are looked at too. System names are refused unless they are known to be pure functions.
 */
export function designSideEffects(text: string, options: SideEffectOptions = {}): DesignSideEffect[] {
  const tokens = lex(text);
  const declaredAt = namesByUnit(tokens);
  const lineAt = lineCounter(text);
  const found: DesignSideEffect[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const effect = effectAt(tokens, index, declaredAt, options.testbenchNames);
    if (effect !== undefined) found.push({ ...effect, line: lineAt(tokens.starts[index]!) });
  }
  return found;
}

function effectAt(
  tokens: Tokens,
  index: number,
  declaredAt: (offset: number) => ReadonlySet<string>,
  testbenchNames: ReadonlySet<string> | undefined,
): { kind: SideEffectKind; name: string } | undefined {
  const name = tokenText(tokens, index);
  switch (tokens.kinds[index]) {
    case TokenKind.systemName:
      if (name === '$root' || name === '$unit') return { kind: 'hierarchical', name };
      return isPureSystemName(name) ? undefined : { kind: 'system_task', name };
    case TokenKind.keyword: {
      const kind = KEYWORD_EFFECTS[name];
      return kind === undefined || isDeferredAssertion(tokens, index) ? undefined : { kind, name };
    }
    case TokenKind.directive:
      if (name === '`include') return { kind: 'include', name: `${name} ${includedFile(tokens, index)}` };
      return isGluedMacro(tokens, index) ? { kind: 'macro', name } : undefined;
    case TokenKind.operator:
      return name === '``' ? { kind: 'macro', name } : undefined;
    case TokenKind.identifier:
    case TokenKind.escapedIdentifier: {
      const path = outerPath(tokens, index, declaredAt, testbenchNames);
      return path === undefined ? undefined : { kind: 'hierarchical', name: path };
    }
    default:
      return undefined;
  }
}

/** `a.b` or `a[1].b` whose first name is not the design's own; `.port(...)` and `pkg::x` are no such paths. */
function outerPath(
  tokens: Tokens,
  index: number,
  declaredAt: (offset: number) => ReadonlySet<string>,
  testbenchNames: ReadonlySet<string> | undefined,
): string | undefined {
  const before = index === 0 ? '' : tokenText(tokens, index - 1);
  if (before === '.' || before === '::' || NAMES_A_MACRO.has(before)) return undefined;
  const dot = endOfSelects(tokens, index + 1);
  if (dot >= tokens.count || tokenText(tokens, dot) !== '.' || !isNameToken(tokens, dot + 1))
    return undefined;
  const name = bareName(tokenText(tokens, index));
  const path = `${name}.${tokenText(tokens, dot + 1)}`;
  if (testbenchNames?.has(name) === true) return path;
  // Two names and then a third one without a dot: the type of an interface port (`bus_if.slave bus`).
  if (isNameToken(tokens, dot + 2)) return undefined;
  return declaredAt(tokens.starts[index]!).has(name) || BUILT_IN_SCOPES.has(name) ? undefined : path;
}

/**
 * The names declared in the design unit around an offset. A name of another module does not count: there the
 * same dotted name would be looked up through the testbench.
 */
function namesByUnit(tokens: Tokens): (offset: number) => ReadonlySet<string> {
  const units = designUnits(tokens.text);
  const whole = { start: 0, end: tokens.text.length };
  const names = new Map<unknown, ReadonlySet<string>>();
  return (offset) => {
    const unit = units.find(({ start, end }) => start <= offset && offset < end) ?? whole;
    const known = names.get(unit) ?? declaredNames(tokens, unit.start, unit.end);
    names.set(unit, known);
    return known;
  };
}

function endOfSelects(tokens: Tokens, from: number): number {
  let index = from;
  while (index < tokens.count && tokenText(tokens, index) === '[') {
    let depth = 0;
    for (; index < tokens.count; index++) {
      const word = tokenText(tokens, index);
      if (word === '[') depth++;
      else if (word === ']' && --depth === 0) break;
    }
    index++;
  }
  return index;
}

/** `final` behind `assert` is a deferred assertion, not a block that runs at the end. */
function isDeferredAssertion(tokens: Tokens, index: number): boolean {
  const before = index === 0 ? '' : tokenText(tokens, index - 1);
  return /^(?:assert|assume|cover)$/.test(before);
}

/**
 * A macro call that makes one word or path with its neighbours (`` $`NAME ``, `` `TOP.errors ``), or the definition
 * of a macro that could: its body ends in `.` or `$`, or starts with a dot that begins no port connection.
 */
function isGluedMacro(tokens: Tokens, index: number): boolean {
  const { text, starts, ends } = tokens;
  if (tokenText(tokens, index) === '`define') {
    const body =
      /^[^\n]*?\w+(?:\([^()\n]*\))?[ \t]+((?:\\\r?\n|[^\n])*)/.exec(text.slice(ends[index]))?.[1]?.trim() ??
      '';
    return /[.$]$/.test(body) || /^\.\s*\w+(?!\s*\w*\s*\()/.test(body);
  }
  if (NAMES_A_MACRO.has(tokenText(tokens, index))) return false;
  const isGluedBefore = text.charAt(starts[index]! - 1) === '$';
  return isGluedBefore || (text.charAt(ends[index]!) === '.' && isNameToken(tokens, index + 2));
}

function includedFile(tokens: Tokens, index: number): string {
  return index + 1 < tokens.count ? tokenText(tokens, index + 1) : '';
}

function bareName(name: string): string {
  return name.startsWith('\\') ? name.slice(1) : name;
}

/** Offsets must come in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
