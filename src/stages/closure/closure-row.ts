import { contentHash } from '../../core/content-hash.ts';
import type { Candidate } from '../../verilog/closure/candidates.ts';
import type { FileSymbols } from '../../verilog/closure/file-symbols.ts';
import { addBundle, type DocumentRows } from '../../warehouse/bundles.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { Trial } from './try-candidates.ts';

/** The fact row of one closure; the bundle that compiles is stored with it. */
export function closureRow(
  key: { closureKey: string; configuration: string },
  candidates: readonly Candidate[],
  trial: Trial,
  documents: DocumentRows,
): SqlRow {
  const { chosen, compilesAlone, cause, message, tries } = trial;
  // What a repository lacks is the same in every candidate that looks for companions.
  const widest = chosen?.candidate ?? candidates.find(({ way }) => way === 'closure') ?? candidates[0];
  const files = widest?.parts.map(({ file }) => file) ?? [];
  return {
    closure_key: key.closureKey,
    configuration: key.configuration,
    way: chosen?.candidate.way ?? null,
    front_end: chosen?.candidate.frontEnd ?? null,
    compiles_alone: compilesAlone,
    bundle_sha256: addBundle(documents, chosen?.parts),
    top: chosen?.candidate.top ?? null,
    files: chosen === undefined ? null : bundleFiles(chosen),
    stubs:
      chosen === undefined ? null : JSON.stringify(chosen.candidate.stubs ? chosen.candidate.missing : []),
    missing: JSON.stringify(widest?.missing ?? []),
    missing_includes: distinct(files.flatMap((file) => file.missingIncludes)),
    missing_macros: missingMacros(files),
    cause,
    message,
    tries: JSON.stringify(tries),
  };
}

function bundleFiles({ candidate, parts }: NonNullable<Trial['chosen']>): string {
  const ofRepository = new Map(candidate.parts.map((part) => [part.file.path, part]));
  return JSON.stringify(
    parts.map(({ name, text }) => {
      const part = ofRepository.get(name);
      return {
        path: name,
        sha256: contentHash(text),
        cut: part?.cut.map((at) => part.file.units[at]!.name) ?? [],
        included: part?.file.included ?? [],
        prelude: part?.isPrelude ?? false,
        generated: part === undefined,
      };
    }),
  );
}

/** Macros that no file of the closure defines; compilers take them for nothing, so a bundle may compile without. */
function missingMacros(files: readonly FileSymbols[]): string {
  const defined = new Set(files.flatMap((file) => file.definedMacros));
  return distinct(files.flatMap((file) => file.missingMacros).filter((name) => !defined.has(name)));
}

function distinct(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)]);
}
