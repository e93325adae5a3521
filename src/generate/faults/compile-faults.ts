import { applyEdit, type Edit, type Fault, lineOf } from './fault.ts';

/** Mistakes after which the design, or the testbench around it, does not compile. */
const RULES: Readonly<Record<string, (rtl: string) => Edit | undefined>> = {
  missing_semicolon: (rtl) => lastMatch(rtl, /;(?=\n)/g, ''),
  missing_endmodule: (rtl) => lastMatch(rtl, /\nendmodule\n/g, '\n'),
  missing_end: (rtl) => lastMatch(rtl, /^ *end\n/gm, ''),
  undeclared_signal: (rtl) => lastMatch(rtl, /(?<=<?= [^;]*)\b[a-z_]\w*(?=[;)\]} ])/g, 'undeclared_value'),
  wrong_port_name: (rtl) => renameLastOutput(rtl),
  wrong_module_name: (rtl) => lastMatch(rtl, /(?<=^module )\w+/g, 'top'),
  output_not_reg: (rtl) => lastMatch(rtl, /\boutput reg\b/g, 'output wire'),
  fence_left_in: (rtl) => ({ start: 0, end: rtl.length, replacement: `\`\`\`verilog\n${rtl}\`\`\`\n` }),
};

/** Every mistake of the rules that the design has a place for. */
export function compileFaults(rtl: string): Fault[] {
  return Object.entries(RULES).flatMap(([rule, find]): Fault[] => {
    const edit = find(rtl);
    return edit
      ? [{ rule, effect: 'does_not_compile', line: lineOf(rtl, edit.start), rtl: applyEdit(rtl, edit) }]
      : [];
  });
}

function lastMatch(rtl: string, pattern: RegExp, replacement: string): Edit | undefined {
  const match = [...rtl.matchAll(pattern)].at(-1);
  return match && { start: match.index, end: match.index + match[0].length, replacement };
}

/** The last output under another name everywhere, as when a model answers with ports of its own. */
function renameLastOutput(rtl: string): Edit | undefined {
  const name = /output (?:wire|reg) (?:\[\d+:0\] )?(\w+)\n\);/.exec(rtl)?.[1];
  if (name === undefined) return undefined;
  const replacement = rtl.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `${name}_o`);
  return { start: 0, end: rtl.length, replacement };
}
