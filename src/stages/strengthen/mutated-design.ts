import { plainSources } from '../../eda/plain-sources.ts';
import type { SourceFile } from '../../eda/simulator.ts';
import { stubDesigns } from '../../truth/stubs.ts';
import type { BundleFile } from '../../warehouse/bundles.ts';

/** A row of `fact.mutant_logs`, as far as it says what the design was made into. */
export interface RecordedMutant {
  mutant_id: string;
  operator: string;
  top: string;
  file: string | null;
  start_offset: number | null;
  end_offset: number | null;
  replacement: string | null;
}

/** The design with the recorded mistake in it; undefined where it cannot be made again. */
export function mutatedDesign(
  files: readonly BundleFile[],
  mutant: RecordedMutant,
): SourceFile[] | undefined {
  const { design } = plainSources(files, []);
  const { file, start_offset: start, end_offset: end, replacement } = mutant;
  if (file === null || start === null || end === null)
    return stubDesigns(design, mutant.top, '').find(({ name }) => name === mutant.operator)?.design;
  const at = design.findIndex(({ name }) => name === file);
  const original = design[at];
  if (original === undefined) return undefined;
  const text = original.text.slice(0, start) + (replacement ?? '') + original.text.slice(end);
  return design.with(at, { name: file, text });
}
