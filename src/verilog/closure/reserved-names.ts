import { TokenKind, type Tokens, tokenText } from '../lexer.ts';

/**
 * Words that SystemVerilog reserves and that Verilog files use as names: seen in real repositories or likely, and in
 * no place where a SystemVerilog source would have them and none of the words below.
 */
const NAMES_IN_VERILOG: ReadonlySet<string> = new Set(
  `ref expect do global local checker context cross dist first_match final new priority program rand static string
  super tagged this throughout type unique until var virtual void wait_order weak strong with within binsof bins
  break continue return matches packed bit byte let restrict solve before clocking`.split(/\s+/),
);

/** Words that say that a source is SystemVerilog after all. */
const ONLY_SYSTEMVERILOG: ReadonlySet<string> = new Set(
  `logic always_ff always_comb always_latch assert assume cover property sequence endproperty interface endinterface
  modport package endpackage import typedef enum struct union class endclass`.split(/\s+/),
);

/** Whether a token is a name in Verilog that SystemVerilog reserves. */
export function isReservedName(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === TokenKind.keyword && NAMES_IN_VERILOG.has(tokenText(tokens, index));
}

/** Whether a source is Verilog that uses words as names which a SystemVerilog compiler takes for keywords. */
export function usesReservedNames(tokens: Tokens): boolean {
  let uses = false;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.keyword) continue;
    const word = tokenText(tokens, index);
    if (ONLY_SYSTEMVERILOG.has(word)) return false;
    uses ||= NAMES_IN_VERILOG.has(word);
  }
  return uses;
}
