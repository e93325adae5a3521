import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { hashFile } from '../../inputs/hash-file.ts';
import { type ArchiveFile, archiveFault, UnpackBudget } from './archive-file.ts';
import { fileKind } from './file-kind.ts';
import { listTar } from './list-tar.ts';
import { listZip } from './list-zip.ts';
import {
  type FileReject,
  type FoundFile,
  type GatherLimits,
  inBatches,
  type SeenFiles,
  type SourceReading,
  sizeReject,
} from './source-reading.ts';

/**
 * An archive (tar, plain, gzip or zstd, or zip), unpacked in memory file by file: nothing is written, so names that
 * lead out of a folder lead nowhere. Its revision is the hash of its bytes.
 */
export async function readArchiveSource(location: string, limits: GatherLimits): Promise<SourceReading> {
  const contents = new WeakMap<FoundFile, Buffer>();
  const seen: SeenFiles = { others: 0, submodules: [] };
  return {
    revision: await hashFile(location),
    depends: '',
    notes: [],
    files: () => inBatches(findFiles(location, limits, seen, contents)),
    read: async (files) =>
      files.map(
        (file) => contents.get(file) ?? { code: 'FILE_UNREADABLE', reason: 'the archive gave no content' },
      ),
    seen,
    close: async () => undefined,
  };
}

async function* findFiles(
  location: string,
  limits: GatherLimits,
  seen: SeenFiles,
  contents: WeakMap<FoundFile, Buffer>,
): AsyncGenerator<FoundFile> {
  const budget = new UnpackBudget(statSync(location).size, limits.maxArchiveBytes);
  const list = /\.zip$/i.test(location) ? listZip : listTar;
  const wanted = ({ path, size }: ArchiveFile): boolean => {
    const kind = fileKind(path);
    return (
      kind !== undefined && unsafePath(path) === undefined && sizeReject(kind, size, limits) === undefined
    );
  };
  try {
    for await (const file of list(location, budget, wanted)) {
      const kind = file.isRegular ? fileKind(file.path) : undefined;
      if (kind === undefined) {
        seen.others += 1;
        continue;
      }
      const reject = file.reject ?? unsafePath(file.path) ?? sizeReject(kind, file.size, limits);
      const found: FoundFile = {
        path: file.path.replace(/^(?:\.\/)+/, ''),
        kind,
        ordinal: 0,
        size: file.size,
        ...(reject === undefined ? {} : { reject }),
      };
      if (file.bytes !== undefined) contents.set(found, file.bytes);
      yield found;
    }
  } catch (error) {
    // What came before the damage is kept; the damage itself is a rejected file.
    yield { path: basename(location), kind: 'verilog', ordinal: 0, size: 0, reject: archiveFault(error) };
  }
}

/** A name that leads out of its archive was made to deceive, whatever the file holds. */
function unsafePath(path: string): FileReject | undefined {
  const leadsOut = path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split(/[/\\]/).includes('..');
  return leadsOut || path.includes('\0')
    ? { code: 'UNSAFE_PATH', reason: `the name \`${path.slice(0, 120)}\` leads out of the archive` }
    : undefined;
}
