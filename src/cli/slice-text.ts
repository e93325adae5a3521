import type { SliceProof } from '../truth/slices/prove-slice.ts';
import type { SlicedOutput } from '../truth/slices/slice-design.ts';
import type { SlicedFile } from '../verilog/slice/render-selection.ts';
import { keptShare } from '../verilog/slice/slice-output.ts';
import type { SliceableDesign } from '../verilog/slice/sliceable-design.ts';
import { plainText } from './plain-text.ts';

const DIM = '\u001b[2m';
const UNDIM = '\u001b[22m';

/** A slice for a person. @param isTerminal what is outside of it is dimmed, where it is blank elsewhere */
export function sliceText(design: SliceableDesign, sliced: SlicedOutput, isTerminal: boolean): string {
  const { module, slice, proof, coupled, givenUp } = sliced;
  const files = slice.files.map((file, index) => fileText(file, design.files[index]!.text, isTerminal));
  const shared = coupled.map(({ output, through }) => `${output} (${through.join(', ')})`);
  return [
    `output   ${slice.output} of module ${module}`,
    `slice    ${LEVELS[slice.level]}, ${Math.round(100 * keptShare(design, slice))} % of the text`,
    `coupled  ${shared.length === 0 ? 'with no other output' : `by state with ${shared.join(', ')}`}`,
    ...(proof === undefined ? [] : [`proof    ${proofText(proof)}`]),
    ...givenUp.map(({ level, reason }) => `refuted  ${LEVELS[level]}: ${oneLine(reason)}`),
    ...files.filter((text) => text !== ''),
  ].join('\n');
}

const LEVELS = {
  minimal: 'what drives it',
  processes: 'whole always blocks of what drives it',
  whole: 'everything',
} as const;

function proofText({ outcome, method, bound, assumptions, reason }: SliceProof): string {
  const given = assumptions.length === 0 ? '' : `, given that ${assumptions.join(' and ')}`;
  if (outcome === 'proved') return `proved by ${method}${given}`;
  if (outcome === 'bounded') return `no difference in ${bound} steps${given}`;
  return `${outcome}: ${oneLine(reason ?? '')}`;
}

function oneLine(text: string): string {
  return plainText(text.trim().replace(/\s+/g, ' '));
}

/** Numbered lines, then the ranges. Of a file without any nothing is shown. */
function fileText({ name, spans, text }: SlicedFile, original: string, isTerminal: boolean): string {
  if (spans.length === 0) return '';
  const shown = isTerminal
    ? dimmed(original, spans).split('\n')
    : text.split('\n').map((line) => line.trimEnd());
  const width = String(shown.length).length;
  const lines: string[] = [];
  for (const [index, line] of shown.entries()) {
    if (line.trim() !== '') lines.push(`${String(index + 1).padStart(width)} | ${line}`);
    else if (lines.at(-1) !== '') lines.push('');
  }
  const ranges = spans.map(({ start, end, kind }) => `${kind} ${start}-${end}`);
  return ['', name, ...lines, `ranges   ${ranges.join(', ')}`].join('\n');
}

/** The text with everything outside of the ranges dimmed, line by line. */
function dimmed(text: string, spans: SlicedFile['spans']): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of [...spans, { start: text.length, end: text.length }]) {
    const outside = plainText(text.slice(at, start));
    parts.push(
      outside.replace(/[^\n]*\S[^\n]*/g, (line) => `${DIM}${line}${UNDIM}`),
      plainText(text.slice(start, end)),
    );
    at = end;
  }
  return parts.join('');
}
