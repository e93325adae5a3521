import { designUnits } from '../../verilog/design-units.ts';

/** Whether an instruction names the module that its answer holds. */
export interface InstructionCheck {
  decision: 'kept' | 'rejected';
  reason: string | null;
  /** The name that the instruction gives; null where it gives none. */
  named: string | null;
  /** Design units of the answer. */
  modules: string[];
}

/** `module named x`, `` module `x` ``, `module name: x`. */
const NAMED_AFTER =
  /\bmodule(?:'s)?\s+(?:is\s+|to be\s+|should be\s+|must be\s+)?(?:named|called|name\s*(?:is|:|should be|must be)?)\s*[:=]?\s*["'`*_]*([A-Za-z_]\w*)/gi;
/** `the x module`, `a **x** module`, with or without marks. */
const NAMED_BEFORE = /\b(?:an?|the)\s+(["'`*]*)([A-Za-z_]\w*)\1\s+module\b/gi;
/** In such a sentence a module is something to build with. */
const GIVEN =
  /\b(?:given|snippet|instantiat\w*|us(?:e|es|ing)|template|based on|calls?|interfac\w+|following)\b/i;
const NO_NAME =
  /^(?:verilog|systemverilog|rtl|hdl|top|top_level|and|as|with|that|which|for|in|to|the|an?|is|below)$/i;
/** A short instruction is about one module; a long one may speak of others. */
const SHORT = 160;

/**
 * Finds out that an instruction asks for another module than its answer gives. A word counts as a name when it is
 * introduced as one, is marked, looks like an identifier, or is one that the answer's own comments have behind the
 * word `module`: then whoever made the row took a comment for a module head (`the is module`).
 */
export function checkInstruction(instruction: string, answer: string, rtl: string): InstructionCheck {
  const modules = designUnits(rtl).map((unit) => unit.name);
  const names = namesIn(instruction, answer);
  const wrong = names.find((name) => !modules.some((module) => module.toLowerCase() === name.toLowerCase()));
  if (wrong === undefined || modules.length === 0 || names.some((name) => modules.includes(name))) {
    return { decision: 'kept', reason: null, named: names[0] ?? null, modules };
  }
  const holds = modules.length === 1 ? `\`${modules[0]}\`` : `${modules.length} others`;
  return {
    decision: 'rejected',
    reason: `wrong module name: the instruction asks for \`${wrong}\`, the answer holds ${holds}`,
    named: wrong,
    modules,
  };
}

function namesIn(instruction: string, answer: string): string[] {
  const names: string[] = [];
  for (const match of instruction.matchAll(NAMED_AFTER)) {
    const word = match[1]!;
    if (!NO_NAME.test(word) && !GIVEN.test(sentenceBefore(instruction, match.index))) names.push(word);
  }
  for (const match of instruction.matchAll(NAMED_BEFORE)) {
    const [, mark, word = ''] = match;
    if (GIVEN.test(sentenceBefore(instruction, match.index))) continue;
    const looksLikeName = mark !== '' || /[_\d]|[a-z][A-Z]/.test(word);
    const isName = instruction.length <= SHORT && looksLikeName && !NO_NAME.test(word);
    if (isName || isCommentWord(word, answer)) names.push(word);
  }
  return [...new Set(names)];
}

function sentenceBefore(text: string, end: number): string {
  return text.slice(0, end).split(/[.\n]/).at(-1)!;
}

function isCommentWord(word: string, answer: string): boolean {
  // A module head goes on with a bracket, a `#`, a semicolon or an import; prose goes on with a word.
  return new RegExp(`\\bmodule[ \\t]+${word}[ \\t]+(?!import\\b)[A-Za-z]`, 'i').test(answer);
}
