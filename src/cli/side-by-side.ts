import { diffLines } from 'diff';
import stringWidth from 'string-width';
import { formatCell, shorten } from './table.ts';

/** Equal lines left and right of a difference that are printed. */
const CONTEXT = 3;
/** What stands between the columns: same, changed, only left, only right. */
type Mark = ' ' | '|' | '<' | '>';

interface Line {
  left: string;
  right: string;
  mark: Mark;
}

/**
 * Two texts in two columns no wider than `width` together. Changed lines are marked `|`, lines of one side `<` or
 * `>`; long equal parts are left out with their number of lines.
 */
export function sideBySide(left: string, right: string, width: number): string {
  const half = Math.max(10, Math.floor((width - 3) / 2));
  const lines = leaveOutEqual(pairLines(left, right)).map((line) => {
    if (typeof line === 'number') return line;
    const cell = (text: string): string => shorten(plain(text), half);
    return { ...line, left: cell(line.left), right: cell(line.right) };
  });
  const widths = lines.map((line) => (typeof line === 'number' ? 0 : stringWidth(line.left)));
  const column = Number.isFinite(half) ? half : widths.reduce((most, one) => Math.max(most, one), 0);
  return lines
    .map((line, at) => {
      if (typeof line === 'number') return `... ${line} equal lines`;
      return `${line.left}${' '.repeat(column - widths[at]!)} ${line.mark} ${line.right}`.trimEnd();
    })
    .join('\n');
}

function pairLines(left: string, right: string): Line[] {
  const lines: Line[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) {
      const mark = at >= removed.length ? '>' : at >= added.length ? '<' : '|';
      lines.push({ left: removed[at] ?? '', right: added[at] ?? '', mark });
    }
    removed = [];
  };
  for (const part of diffLines(withLineEnd(left), withLineEnd(right), { stripTrailingCr: true })) {
    const texts = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) removed = texts;
    else {
      flush(part.added ? texts : []);
      if (!part.added) lines.push(...texts.map((text): Line => ({ left: text, right: text, mark: ' ' })));
    }
  }
  flush([]);
  return lines;
}

/** A last line without its line end would count as changed. */
function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Equal lines far from any difference become their number. */
function leaveOutEqual(lines: readonly Line[]): (Line | number)[] {
  const kept: (Line | number)[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && lines[end]!.mark === ' ') end++;
    if (end === at) kept.push(lines[at++]!);
    else {
      const head = at === 0 ? 0 : CONTEXT;
      const tail = end === lines.length ? 0 : CONTEXT;
      const out = end - at - head - tail;
      if (out > 1) kept.push(...lines.slice(at, at + head), out, ...lines.slice(end - tail, end));
      else kept.push(...lines.slice(at, end));
      at = end;
    }
  }
  return kept;
}

/** Tabs as blanks; control characters of untrusted text must not reach the terminal. */
function plain(text: string): string {
  return formatCell(text.replace(/\t/g, '  '));
}
