import { expect } from 'vitest';
import type { SliceLevel } from '../../../src/verilog/slice/needed-signals.ts';
import { type Slice, sliceOutput } from '../../../src/verilog/slice/slice-output.ts';
import { readSliceableDesign, type SliceableDesign } from '../../../src/verilog/slice/sliceable-design.ts';

/** A design of one file. */
export function designOf(text: string): SliceableDesign {
  const design = readSliceableDesign([{ name: 'design.sv', text }]);
  if ('problem' in design) throw new Error(design.problem);
  return design;
}

/** The slice of an output of the last root of a text. */
export function sliceOf(text: string, output: string, level: SliceLevel = 'minimal'): Slice {
  const design = designOf(text);
  return sliceOutput(design, design.roots.at(-1)!, output, level);
}

/** What a slice leaves of a text, blanks squeezed. */
export function leftOf(text: string, output: string, level: SliceLevel = 'minimal'): string {
  const [file] = sliceOf(text, output, level).files;
  expect(file!.text).toHaveLength(text.length);
  return file!.text.trim().replace(/\s+/g, ' ');
}
