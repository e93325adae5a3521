/** One fenced block of Markdown; offsets are UTF-16 indices. */
export interface Fence {
  /** From the opening backticks to the end of the closing line, line end excluded. */
  start: number;
  end: number;
  contentStart: number;
  contentEnd: number;
  /** Lower-case info word: `verilog`, `sv`, `python`; empty when none was written. */
  language: string;
  closed: boolean;
}

const OPENING = /(?:```+|~~~+)[ \t]*([A-Za-z][\w+.#-]*)?(?:[ \t]+\S*=\S*|[ \t]*\{[^}\n]*\})*[ \t]*(\r?\n)?/y;
const HDL_LANGUAGES: ReadonlySet<string> = new Set([
  'verilog',
  'systemverilog',
  'system-verilog',
  'sv',
  'v',
  'vlog',
  'svh',
  'vh',
  'hdl',
  'rtl',
]);

/** Whether the info word names Verilog, or none was written. */
export function mayHoldVerilog(language: string): boolean {
  return language === '' || HDL_LANGUAGES.has(language);
}

/**
 * The fenced blocks of a text in order. An opening fence stands at the start of a line or behind prose; a closing
 * one is the next bare fence. A fence with a language inside an open block starts a new block, since models forget
 * to close. The code may start on the fence's own line.
 */
export function findFences(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: Fence | undefined;
  for (const match of text.matchAll(/```+|~~~+/g)) {
    if (open !== undefined && match.index < open.contentStart) continue;
    // Three backticks behind a name inside a line are macro pasting (a```B), not Markdown.
    const before = text.charAt(match.index - 1);
    const opening = readOpening(text, match.index);
    const isBare = opening.language === '' && opening.ownLine;
    if (open === undefined) {
      open = startFence(match.index, opening);
      continue;
    }
    if (
      isBare ||
      (opening.language === '' &&
        !/\w/.test(before) &&
        !/\w/.test(text.charAt(match.index + match[0].length)))
    ) {
      fences.push(closeFence(text, open, match.index, match[0].length));
      open = undefined;
    } else if (opening.language !== '' && opening.ownLine && startsLine(text, match.index)) {
      fences.push({ ...open, end: match.index, contentEnd: match.index });
      open = startFence(match.index, opening);
    }
  }
  if (open !== undefined) fences.push({ ...open, end: text.length, contentEnd: text.length });
  return fences;
}

interface Opening {
  language: string;
  contentStart: number;
  ownLine: boolean;
}

function readOpening(text: string, at: number): Opening {
  OPENING.lastIndex = at;
  const match = OPENING.exec(text);
  const length = match?.[0].length ?? 3;
  const word = match?.[1]?.toLowerCase() ?? '';
  const ownLine = match?.[2] !== undefined || at + length >= text.length;
  if (ownLine || HDL_LANGUAGES.has(word)) return { language: word, contentStart: at + length, ownLine };
  // "```module top(...)": the first word is code, not a language.
  const ticks = /^(?:`+|~+)/.exec(text.slice(at, at + 16))?.[0].length ?? 3;
  return { language: '', contentStart: at + ticks, ownLine: false };
}

function startFence(start: number, opening: Opening): Fence {
  const { contentStart, language } = opening;
  return { start, end: contentStart, contentStart, contentEnd: contentStart, language, closed: false };
}

/** White space before a closing fence on its own line belongs to the fence, not to the code. */
function closeFence(text: string, open: Fence, at: number, ticks: number): Fence {
  let contentEnd = at;
  while (contentEnd > open.contentStart && /[ \t]/.test(text.charAt(contentEnd - 1))) contentEnd--;
  if (contentEnd > open.contentStart && text.charAt(contentEnd - 1) !== '\n') contentEnd = at;
  return { ...open, contentEnd, end: at + ticks, closed: true };
}

function startsLine(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(lineStart, at).trim() === '';
}
