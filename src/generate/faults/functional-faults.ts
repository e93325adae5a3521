import { applyEdit, type Edit, type Fault, lineOf } from './fault.ts';

/** A rule finds the places of one kind of mistake. The generator's RTL carries no comments and no strings. */
type Rule = (rtl: string) => Edit[];

/** The mistakes that designers and models make, by the name of the mistake. */
const RULES: Readonly<Record<string, Rule>> = {
  inverted_condition: (rtl) =>
    matches(rtl, /\bif \(/g).flatMap((match) => {
      const start = match.index + 'if ('.length;
      const end = closingParenthesis(rtl, start);
      return [{ start, end, replacement: `!(${rtl.slice(start, end)})` }];
    }),
  swapped_arithmetic: (rtl) => replaceEach(rtl, / ([+-]) /g, (sign) => (sign === ' + ' ? ' - ' : ' + ')),
  wrong_comparison: (rtl) =>
    replaceEach(rtl, / (==|!=|<|>|>=) /g, (operator) => COMPARISONS[operator.trim()] as string),
  swapped_logic: (rtl) =>
    replaceEach(rtl, / (&|\||&&|\|\|) /g, (operator) => LOGIC[operator.trim()] as string),
  off_by_one: (rtl) => replaceEach(rtl, /\b\d+'d\d+\b/g, nextLiteral),
  flipped_bit: (rtl) => replaceEach(rtl, /\b1'b[01]\b/g, (bit) => (bit === "1'b0" ? "1'b1" : "1'b0")),
  wrong_clock_edge: (rtl) => replaceEach(rtl, /\bposedge clk\b/g, () => 'negedge clk'),
  wrong_reset_timing: (rtl) => replaceEach(rtl, / or (posedge|negedge) rst(_n)?\b/g, () => ''),
  dropped_assignment: (rtl) => replaceEach(rtl, /^ *(else )?\w+ <= [^;]+;\n/gm, () => ''),
  swapped_branches: (rtl) =>
    replaceEach(rtl, /\? ([\w']+) : ([\w']+)(?=[;)\n])/g, (text) => {
      const [, yes, no] = /\? (\S+) : (\S+)/.exec(text) as RegExpExecArray;
      return `? ${no} : ${yes}`;
    }),
  wrong_next_state: (rtl) => wrongNextStates(rtl),
  reversed_shift: (rtl) =>
    replaceEach(rtl, /\{(\w+)\[(\d+):0\], ([\w']+)\}/g, (text) => {
      const [, name, top, bit] = /\{(\w+)\[(\d+):0\], ([\w']+)\}/.exec(text) as RegExpExecArray;
      return `{${bit}, ${name}[${Number(top) + 1}:1]}`;
    }),
};

const COMPARISONS: Readonly<Record<string, string>> = {
  '==': ' != ',
  '!=': ' == ',
  '<': ' > ',
  '>': ' < ',
  '>=': ' > ',
};

const LOGIC: Readonly<Record<string, string>> = { '&': ' | ', '|': ' & ', '&&': ' || ', '||': ' && ' };

/**
 * Every single-edit mistake of the rules in a design. Some change nothing that can be observed: whoever uses
 * one simulates it first.
 */
export function functionalFaults(rtl: string): Fault[] {
  return Object.entries(RULES).flatMap(([rule, find]) =>
    find(rtl)
      .filter((edit) => !isLoopHead(rtl, edit))
      .map((edit): Fault => {
        return { rule, effect: 'fails', line: lineOf(rtl, edit.start), rtl: applyEdit(rtl, edit) };
      }),
  );
}

/** A wrong loop head hangs the simulator instead of failing the test. */
function isLoopHead(rtl: string, { start }: Edit): boolean {
  const lineStart = rtl.lastIndexOf('\n', start - 1) + 1;
  return rtl.slice(lineStart, start).includes('for (');
}

function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

function replaceEach(text: string, pattern: RegExp, replace: (found: string) => string): Edit[] {
  return matches(text, pattern)
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      replacement: replace(match[0]),
    }))
    .filter((edit) => edit.replacement !== text.slice(edit.start, edit.end));
}

/** Offset of the parenthesis that closes the one just before `start`. */
function closingParenthesis(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (depth > 0 && at < text.length) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    at += 1;
  }
  return at - 1;
}

/** The literal one above, wrapping inside its width, as a counter that ends one too late. */
function nextLiteral(text: string): string {
  const [width, value] = text.split("'d") as [string, string];
  return `${width}'d${(Number(value) + 1) % 2 ** Number(width)}`;
}

/** Assignments to a state that name another of the declared states. */
function wrongNextStates(rtl: string): Edit[] {
  const states = matches(rtl, /^ *localparam (?:\[\d+:0\] )?(\w+) =/gm).map((match) => match[1] as string);
  if (states.length < 2) return [];
  return matches(rtl, /\b(?:state_next|state) <?= ([^;]+);/g).flatMap((assignment) =>
    matches(assignment[1] as string, /\b[A-Z][A-Z_0-9]+\b/g).map((name) => {
      const start = assignment.index + assignment[0].indexOf(assignment[1] as string) + name.index;
      const other = states[(states.indexOf(name[0]) + 1) % states.length] as string;
      return { start, end: start + name[0].length, replacement: other };
    }),
  );
}
