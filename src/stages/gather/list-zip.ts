import { openPromise } from 'yauzl';
import { type ArchiveFile, archiveFault, type UnpackBudget, type Wanted } from './archive-file.ts';

const LINK = 0o12;

/** The members of a zip file in the order of its directory. */
export async function* listZip(
  location: string,
  budget: UnpackBudget,
  wanted: Wanted,
): AsyncGenerator<ArchiveFile> {
  // Names are checked by the caller: yauzl would end the whole archive at the first bad one.
  const zip = await openPromise(location, { lazyEntries: true, autoClose: false, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.toString('utf8');
      if (path.endsWith('/')) continue;
      const isLink = entry.externalFileAttributes >>> 28 === LINK;
      const file: ArchiveFile = { path, size: entry.uncompressedSize, isRegular: !isLink };
      if (isLink || !wanted(file)) {
        yield file;
        continue;
      }
      if (entry.isEncrypted()) {
        yield { ...file, reject: { code: 'FILE_UNREADABLE', reason: 'the file is encrypted' } };
        continue;
      }
      try {
        const parts: Buffer[] = [];
        for await (const part of await zip.openReadStreamPromise(entry)) {
          budget.spend((part as Buffer).length);
          parts.push(part as Buffer);
        }
        yield { ...file, bytes: Buffer.concat(parts) };
      } catch (error) {
        // Members lie apart: a damaged one says nothing of the others.
        yield { ...file, reject: archiveFault(error) };
      }
    }
  } finally {
    zip.close();
  }
}
