import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { QuarryError } from '../../core/errors.ts';

/** The file of a run folder whose records hold everything else in the folder by path. */
const TRACE_FILE = /^trace\.jsonl(\.gz|\.zst)?$/u;

const KNOWN_FILES = '**/*.{jsonl,ndjson,json,csv,tsv,parquet}{,.gz,.zst}';

/**
 * The files behind paths, globs and folders (read recursively, known endings only, artefacts of a run left out), each once.
 * The order is that of the arguments; inside a folder or glob it is by name, so two runs agree.
 * @throws QuarryError INPUT_MISSING where nothing lies.
 */
export async function expandInputs(inputs: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const input of inputs) for (const file of await expandOne(input)) found.add(file);
  return [...found];
}

async function expandOne(input: string): Promise<string[]> {
  // A path that exists is itself, even if its name holds glob characters.
  if (existsSync(input)) return statSync(input).isDirectory() ? filesInFolder(input) : [input];
  if (isDynamicPattern(input)) {
    const files = await glob(input, { expandDirectories: false, absolute: isAbsolute(input) });
    if (files.length > 0) return files.sort();
    throw new QuarryError('INPUT_MISSING', `No file matches \`${input}\`.`, {
      next: 'Quote the pattern so that the shell leaves it alone, and check the folder it starts in.',
    });
  }
  throw new QuarryError('INPUT_MISSING', 'The input does not exist.', {
    where: input,
    next: 'Give a file, a folder or a quoted glob.',
  });
}

async function filesInFolder(folder: string): Promise<string[]> {
  const files = await glob(KNOWN_FILES, { cwd: folder, followSymbolicLinks: false });
  if (files.length === 0) {
    throw new QuarryError('INPUT_MISSING', 'The folder holds no JSONL, JSON, CSV or Parquet file.', {
      where: folder,
      next: 'Name the files themselves if they have other endings.',
    });
  }
  return withoutArtefacts(files.sort()).map((file) => join(folder, file));
}

/** Files below the folder of a trace are its artefacts: a record names them, or nobody asked for them. */
function withoutArtefacts(files: readonly string[]): string[] {
  const runs = files.filter(isTrace).map((file) => (dirname(file) === '.' ? '' : `${dirname(file)}/`));
  const isBelow = (file: string, run: string) => file.startsWith(run) && file.includes('/', run.length);
  return files.filter((file) => isTrace(file) || !runs.some((run) => isBelow(file, run)));
}

function isTrace(file: string): boolean {
  return TRACE_FILE.test(basename(file));
}
