import { type Selection, type SliceLevel, selectDrivers } from './needed-signals.ts';
import { renderSelection, type SlicedFile } from './render-selection.ts';
import type { SliceableDesign } from './sliceable-design.ts';

/** The source that drives an output. */
export interface Slice {
  output: string;
  level: SliceLevel;
  files: SlicedFile[];
  selection: Selection;
}

/** Another output that depends on the same registers, latches or unknown instances. */
export interface Coupling {
  output: string;
  through: string[];
}

/** Slices one output of a module. */
export function sliceOutput(
  design: SliceableDesign,
  top: string,
  output: string,
  level: SliceLevel = 'minimal',
): Slice {
  const selection = selectDrivers(design, top, output, level);
  const files = level === 'whole' ? wholeFiles(design) : renderSelection(design, selection);
  return { output, level, files, selection };
}

function wholeFiles(design: SliceableDesign): SlicedFile[] {
  return design.files.map(({ name, text }) => ({
    name,
    text,
    spans: [{ start: 0, end: text.length, kind: 'driver' }],
  }));
}

/** Outputs of a module, `inout` ports among them. */
export function outputsOf(design: SliceableDesign, top: string): string[] {
  const ports = design.modules.get(top)?.structure.ports ?? [];
  return ports.filter(({ direction }) => /^(?:output|inout)$/.test(direction)).map(({ name }) => name);
}

/** With which of the others a slice shares state. */
export function couplings(slice: Slice, others: readonly Slice[]): Coupling[] {
  const own = slice.selection.state;
  return others.flatMap((other) => {
    const through = [...other.selection.state].filter((name) => own.has(name)).sort();
    return other.output === slice.output || through.length === 0 ? [] : [{ output: other.output, through }];
  });
}

/** Share of a design's characters that a slice keeps, blanks aside. */
export function keptShare(design: SliceableDesign, { files }: Pick<Slice, 'files'>): number {
  const count = (texts: readonly { text: string }[]): number =>
    texts.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0);
  return count(files) / Math.max(1, count(design.files));
}
