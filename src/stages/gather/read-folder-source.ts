import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileKind } from './file-kind.ts';
import {
  type FoundFile,
  type GatherLimits,
  inBatches,
  type SeenFiles,
  type SourceReading,
  sizeReject,
} from './source-reading.ts';

/** Folders that hold no sources of their own. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** A folder, or one file. Its revision is a hash over names and contents, so times and places say nothing. */
export async function readFolderSource(location: string, limits: GatherLimits): Promise<SourceReading> {
  const isFile = statSync(location).isFile();
  const root = isFile ? dirname(location) : location;
  const list = (seen: SeenFiles): Iterable<string> =>
    isFile ? [basename(location)] : listFiles(root, '', seen);
  const seen: SeenFiles = { others: 0, submodules: [] };
  return {
    revision: await contentOf(root, list({ others: 0, submodules: [] }), limits),
    depends: '',
    notes: [],
    files: () => inBatches(findFiles(root, list(seen), limits, seen)),
    read: (files) =>
      Promise.all(
        files.map(({ path }) =>
          readFile(join(root, path)).catch((error: Error) => ({
            code: 'FILE_UNREADABLE',
            reason: error.message,
          })),
        ),
      ),
    seen,
    close: async () => undefined,
  };
}

/** Regular files below a folder in the order of their names; links are not followed. */
function* listFiles(root: string, below: string, seen: SeenFiles): Generator<string> {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) yield* listFiles(root, path, seen);
    } else if (entry.isFile()) yield path;
    else seen.others += 1;
  }
}

async function* findFiles(
  root: string,
  paths: Iterable<string>,
  limits: GatherLimits,
  seen: SeenFiles,
): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    const kind = fileKind(path);
    const stat = kind === undefined ? undefined : statSync(join(root, path), { throwIfNoEntry: false });
    if (kind === undefined || stat === undefined) {
      seen.others += 1;
      continue;
    }
    const reject = sizeReject(kind, stat.size, limits);
    yield { path, kind, ordinal: 0, size: stat.size, ...(reject === undefined ? {} : { reject }) };
  }
}

async function contentOf(root: string, paths: Iterable<string>, limits: GatherLimits): Promise<string> {
  const sha = createHash('sha256');
  for await (const { path, size, reject } of findFiles(root, paths, limits, { others: 0, submodules: [] })) {
    sha.update(`${Buffer.byteLength(path)}:${path}${size}:`);
    // What is too long is never read, so its size stands for it.
    if (reject === undefined) sha.update(await readFile(join(root, path)).catch(() => Buffer.alloc(0)));
  }
  return sha.digest('hex');
}
