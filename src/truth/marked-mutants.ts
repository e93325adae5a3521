import { keyHash } from '../core/content-hash.ts';
import type { SourceFile } from '../eda/simulator.ts';
import { renameMentions, type UnitMention, unitMentions } from '../verilog/rename-units.ts';
import type { DesignMutant } from './design-mutants.ts';

/** A testbench and a design in whose units' names a marker stands, so that copies of them fit into one compile. */
export interface MarkedDesign {
  marker: string;
  testbench: SourceFile[];
  /** The files of a mutant with the marker. Undefined where its edit touches the name of a unit. */
  mutant: (mutant: DesignMutant) => SourceFile[] | undefined;
}

/** Marks all units of both. Undefined when the parser's deadline passed. Needs `loadParser()`. */
export function markDesign(
  testbench: readonly SourceFile[],
  design: readonly SourceFile[],
): MarkedDesign | undefined {
  const files = [...testbench, ...design];
  const mentions = unitMentions(files.map((file) => file.text));
  if (mentions === undefined) return undefined;
  const marker = `_q${keyHash(...files.map((file) => file.text)).slice(0, 12)}_`;
  const mark = (name: string): string => name + marker;
  const marked = files.map((file, at) => ({ ...file, text: renameMentions(file.text, mentions[at]!, mark) }));
  const [benchFiles, designFiles] = [marked.slice(0, testbench.length), marked.slice(testbench.length)];
  return {
    marker,
    testbench: benchFiles,
    mutant: (mutant) => {
      const at = design.findIndex((file) => file.name === mutant.file);
      const file = design[at];
      const inFile = mentions[testbench.length + at];
      if (file === undefined || inFile === undefined) return undefined;
      const text = markedMutant(file.text, inFile, mutant, mark);
      return text === undefined ? undefined : designFiles.with(at, { ...file, text });
    },
  };
}

function markedMutant(
  text: string,
  mentions: readonly UnitMention[],
  { start, end, replacement }: DesignMutant,
  mark: (name: string) => string,
): string | undefined {
  if (mentions.some((mention) => mention.start < end && mention.end > start)) return undefined;
  const before = mentions.filter((mention) => mention.end <= start);
  const after = mentions.slice(before.length).map((mention) => ({
    ...mention,
    start: mention.start - end,
    end: mention.end - end,
  }));
  return (
    renameMentions(text.slice(0, start), before, mark) +
    replacement +
    renameMentions(text.slice(end), after, mark)
  );
}
