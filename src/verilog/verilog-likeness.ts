import { designUnits } from './design-units.ts';

const STATEMENT =
  /\bassign\s+[\w.[\]:{},\s'+-]+?=|\balways(?:_ff|_comb|_latch)?\s*(?:@|begin\b|#)|\bendmodule\b|\b(?:wire|reg|logic)\s*(?:signed\s*)?(?:\[[^\]\n]*\]\s*)?\w+\s*[;,=]|\binitial\s+begin\b|\b(?:input|output|inout)\s+(?:wire|reg|logic|\[)/;

const LINE_START =
  /^\s*(?:(?:assign|always(?:_ff|_comb|_latch)?|wire|reg|logic|integer|genvar|generate|initial|parameter|localparam|input|output|inout|function|task|typedef|endmodule|import)\b|module\s*[(#]|`[a-z]\w*|\/\/|\/\*|\(\*|\w+\s+(?:#\s*\(|\w+\s*\(\s*\.))/;

/** Whether a text holds a design unit or at least statements that only Verilog has; prose does not. */
export function looksLikeVerilog(text: string): boolean {
  return STATEMENT.test(text) || designUnits(text).length > 0;
}

/** Whether one line starts as an item of a module body, a comment or a directive does. */
export function startsLikeVerilog(line: string): boolean {
  return LINE_START.test(line);
}
