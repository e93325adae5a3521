import { type DesignUnit, designUnits } from '../../verilog/design-units.ts';
import { isNameToken, lex, TokenKind, type Tokens, tokenText } from '../../verilog/lexer.ts';
import { isCellName } from './cell-names.ts';

/** What drives something in a stretch of code, counted lexically: unparsable texts are counted too. */
interface DriverCounts {
  assigns: number;
  /** `always`, `always_ff`, `always_comb`, `always_latch`. */
  processes: number;
  initials: number;
  /** Module instances, cells included. */
  instances: number;
  /** Instances whose module has the name of a library cell or FPGA primitive. */
  cells: number;
  /** `and`, `nand`, `bufif0` ... */
  gates: number;
  binds: number;
  functions: number;
  /** Calls of macros as statements: what they stand for is not seen. */
  macros: number;
  /** Assertions, also as macros (`` `ASSERT(...) ``). */
  checks: number;
  /** `$finish`, `$stop`, `$dumpvars` and the like. */
  simulationCalls: number;
  /** Statements of any kind but declarations of ports, nets, variables and parameters. */
  statements: number;
}

export interface UnitFacts extends DriverCounts {
  unit: DesignUnit;
}

/** What the filters look at; read in one pass over the tokens. */
export interface TextFacts {
  lines: number;
  longestLine: number;
  tokens: number;
  literals: number;
  units: UnitFacts[];
  /** Number of `` `celldefine `` directives. */
  celldefines: number;
  specifies: number;
  directives: number;
  /** Names like `_0123_` and `n1234` that only tools give. */
  toolNames: number;
  names: number;
}

const DECLARATION =
  /^(?:input|output|inout|wire|reg|logic|tri[01]?|triand|trior|trireg|wand|wor|supply[01]|integer|time|real|realtime|parameter|localparam|genvar|event|signed|unsigned|timeunit|timeprecision|import|bit|byte|int|shortint|longint)$/;
const GATE =
  /^(?:and|nand|or|nor|xor|xnor|not|buf|bufif[01]|notif[01]|[rn]?[np]?mos|cmos|tran|tranif[01]|pullup|pulldown)$/;
const SIMULATION_CALL =
  /^\$(?:finish|stop|monitor|dumpfile|dumpvars|fatal|display|error|value\$plusargs|test\$plusargs)$/;
const OPENS_STATEMENT =
  /^(?:begin|end|else|generate|endgenerate|endcase|endfunction|endtask|endspecify|initial|fork|join)$/;
const TOOL_NAME = /^(?:_\d+_|[nN]_?\d{2,}|net_?\d{2,}|\\.*\[\d+\].*)$/;
/** Macros that stand for checks, not for logic. */
const CHECK_MACRO = /^`\w*(?:assert|assume|cover)\w*$/i;
const CHECK = /^(?:assert|assume|cover)$/;
/** Directives of the language; what is none of them is a macro. */
const DIRECTIVE =
  /^`(?:define|undef|undefineall|ifn?def|elsif|else|endif|include|timescale|default_nettype|(?:end)?celldefine|resetall|line|pragma|(?:begin|end)_keywords|(?:no)?unconnected_drive|uselib|(?:no)?suppress_faults|(?:en|dis)able_portfaults|delay_mode_\w+)$/;

/** Reads the facts of a text. Pure and total. */
export function readTextFacts(text: string): TextFacts {
  const tokens = lex(text);
  const units = designUnits(text, tokens).map((unit): UnitFacts => ({ unit, ...noDrivers() }));
  const facts: TextFacts = {
    ...lineFacts(text),
    tokens: tokens.count,
    literals: 0,
    units,
    celldefines: 0,
    specifies: 0,
    directives: 0,
    toolNames: 0,
    names: 0,
  };
  let at = 0;
  for (let index = 0; index < tokens.count; index++) {
    countToken(facts, tokens, index);
    const start = tokens.starts[index]!;
    while (at < units.length && units[at]!.unit.end <= start) at++;
    const unit = units[at];
    if (unit !== undefined && start >= unit.unit.headEnd) countDriver(unit, tokens, index);
  }
  return facts;
}

function noDrivers(): DriverCounts {
  return {
    assigns: 0,
    processes: 0,
    initials: 0,
    instances: 0,
    cells: 0,
    gates: 0,
    binds: 0,
    functions: 0,
    macros: 0,
    checks: 0,
    simulationCalls: 0,
    statements: 0,
  };
}

function lineFacts(text: string): Pick<TextFacts, 'lines' | 'longestLine'> {
  let lines = 0;
  let longestLine = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    lines++;
    longestLine = Math.max(longestLine, end - start);
    start = end + 1;
  }
  return { lines, longestLine };
}

function countToken(facts: TextFacts, tokens: Tokens, index: number): void {
  switch (tokens.kinds[index]) {
    case TokenKind.number:
      facts.literals++;
      return;
    case TokenKind.directive: {
      facts.directives++;
      if (tokenText(tokens, index) === '`celldefine') facts.celldefines++;
      return;
    }
    case TokenKind.keyword:
      if (tokenText(tokens, index) === 'specify') facts.specifies++;
      return;
    case TokenKind.identifier:
    case TokenKind.escapedIdentifier:
      facts.names++;
      if (isToolName(tokens, index)) facts.toolNames++;
      return;
    default:
  }
}

/** Most names are none by their first character: `_`, `n`, `N` or a backslash. */
function isToolName(tokens: Tokens, index: number): boolean {
  const first = tokens.text.charCodeAt(tokens.starts[index]!);
  const mayBe = first === 0x5f || first === 0x6e || first === 0x4e || first === 0x5c;
  return mayBe && TOOL_NAME.test(tokenText(tokens, index));
}

function countDriver(counts: DriverCounts, tokens: Tokens, index: number): void {
  const kind = tokens.kinds[index];
  if (kind === TokenKind.operator || kind === TokenKind.number) return;
  if (kind === TokenKind.systemName && SIMULATION_CALL.test(tokenText(tokens, index)))
    counts.simulationCalls++;
  if (kind === TokenKind.keyword) countKeyword(counts, tokenText(tokens, index));
  if (opensStatement(tokens, index)) countStatement(counts, tokens, index);
}

function countStatement(counts: DriverCounts, tokens: Tokens, index: number): void {
  const kind = tokens.kinds[index];
  const word = tokenText(tokens, index);
  if (kind === TokenKind.directive) {
    if (CHECK_MACRO.test(word)) counts.checks++;
    else if (!DIRECTIVE.test(word)) counts.macros++;
    return;
  }
  if (kind === TokenKind.keyword && (DECLARATION.test(word) || word.startsWith('end'))) return;
  counts.statements++;
  if (kind === TokenKind.keyword && GATE.test(word)) counts.gates++;
  if (kind !== TokenKind.identifier || !isInstance(tokens, index)) return;
  counts.instances++;
  if (isCellName(word)) counts.cells++;
}

function countKeyword(counts: DriverCounts, word: string): void {
  if (word === 'assign') counts.assigns++;
  else if (/^always/.test(word)) counts.processes++;
  else if (word === 'initial') counts.initials++;
  else if (word === 'bind') counts.binds++;
  else if (CHECK.test(word)) counts.checks++;
  else if (word === 'function' || word === 'task') counts.functions++;
}

const SEMICOLON = 0x3b;
const COLON = 0x3a;

function opensStatement({ text, kinds, starts, ends }: Tokens, index: number): boolean {
  if (index === 0 || kinds[index] === TokenKind.directive) return true;
  const before = kinds[index - 1];
  if (before === TokenKind.operator) {
    const from = starts[index - 1]!;
    return text.charCodeAt(from) === SEMICOLON || text.startsWith('*)', from);
  }
  if (before === TokenKind.keyword)
    return OPENS_STATEMENT.test(text.slice(starts[index - 1], ends[index - 1]));
  // The label of a block.
  if (before === TokenKind.identifier && index >= 2 && text.charCodeAt(starts[index - 2]!) === COLON)
    return true;
  // What stands behind a directive and its name: the line break ends it.
  const isBehind = before === TokenKind.directive || kinds[index - 2] === TokenKind.directive;
  return isBehind && text.slice(ends[index - 1], starts[index]).includes('\n');
}

/** `type name (`, `type #(...) name (`, `type name [3:0] (`. A declaration has no bracket behind its name. */
function isInstance(tokens: Tokens, index: number): boolean {
  const next = index + 1 < tokens.count ? tokenText(tokens, index + 1) : '';
  if (next === '#') return true;
  if (!isNameToken(tokens, index + 1) || index + 2 >= tokens.count) return false;
  return tokenText(tokens, index + 2) === '(' || tokenText(tokens, index + 2) === '[';
}
