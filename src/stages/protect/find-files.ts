import { existsSync, statSync } from 'node:fs';
import { basename, join, matchesGlob } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { QuarryError } from '../../core/errors.ts';
import type { BenchmarkEntry, ProtectedRegistry } from './registry.ts';

/** A file that an entry of the registry reads. */
export interface RegisteredFile {
  path: string;
  entry: BenchmarkEntry;
}

/**
 * The files below the registry's folders (relative to `projectRoot`, absent ones are skipped) and below `paths`, each
 * with the first entry that takes it. Files that no entry takes are passed over inside folders.
 * @throws QuarryError INPUT_MISSING for one of `paths` that does not exist or in which no entry takes anything
 */
export async function findRegisteredFiles(
  registry: ProtectedRegistry,
  projectRoot: string,
  paths: readonly string[],
): Promise<RegisteredFile[]> {
  const found = new Map<string, BenchmarkEntry>();
  const folders = registry.folders.map((folder) => join(projectRoot, folder));
  for (const folder of folders.filter((candidate) => existsSync(candidate)))
    for (const [path, entry] of entriesOf(registry, await filesBelow(folder))) found.set(path, entry);
  for (const given of paths) {
    const taken = entriesOf(registry, await filesBelow(given));
    if (taken.size === 0) throw nothingTaken(registry, given);
    for (const [path, entry] of taken) found.set(path, entry);
  }
  return [...found].map(([path, entry]) => ({ path, entry }));
}

/** A file itself, the files of a folder in the order of their names, or what a pattern matches. */
async function filesBelow(given: string): Promise<string[]> {
  if (existsSync(given)) {
    if (!statSync(given).isDirectory()) return [given];
    const names = await glob('**/*', { cwd: given, followSymbolicLinks: false });
    return names.sort().map((name) => join(given, name));
  }
  const matched = isDynamicPattern(given) ? (await glob(given, { expandDirectories: false })).sort() : [];
  if (matched.length > 0) return matched;
  throw new QuarryError('INPUT_MISSING', 'The protected benchmark does not exist.', {
    where: given,
    next: 'Give a file, a folder or a quoted glob.',
  });
}

function entriesOf({ benchmarks }: ProtectedRegistry, paths: readonly string[]): Map<string, BenchmarkEntry> {
  const taken = new Map<string, BenchmarkEntry>();
  for (const path of paths) {
    const entry = benchmarks.find(({ files }) =>
      files.some((pattern) => matchesGlob(basename(path), pattern)),
    );
    if (entry !== undefined) taken.set(path, entry);
  }
  return taken;
}

function nothingTaken({ path, benchmarks }: ProtectedRegistry, given: string): QuarryError {
  return new QuarryError('INPUT_MISSING', 'No entry of the registry reads anything there.', {
    where: given,
    next: `Entries of ${path} take: ${benchmarks.flatMap(({ files }) => files).join(', ')}. Add one for other files.`,
  });
}
