import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { openInput } from '../../inputs/open-input.ts';
import type { ArchiveFile, UnpackBudget, Wanted } from './archive-file.ts';

/** The members of a tar file (plain, gzip or zstd) in order. Links and devices are listed and not followed. */
export async function* listTar(
  location: string,
  budget: UnpackBudget,
  wanted: Wanted,
): AsyncGenerator<ArchiveFile> {
  const unpacked = extract();
  const ended = pipeline(Readable.from(counted(openInput(location), budget)), unpacked);
  // A fault of the input ends the loop below, which throws it.
  ended.catch((error: Error) => unpacked.destroy(error));
  for await (const entry of unpacked) {
    const { name: path, size = 0, type } = entry.header;
    if (type === 'directory') {
      entry.resume();
      continue;
    }
    const file: ArchiveFile = { path, size, isRegular: type === 'file' || type === 'contiguous-file' };
    if (!file.isRegular || !wanted(file)) {
      entry.resume();
      yield file;
      continue;
    }
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    yield { ...file, bytes: Buffer.concat(parts) };
  }
  await ended;
}

async function* counted(chunks: AsyncIterable<Buffer>, budget: UnpackBudget): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    budget.spend(chunk.length);
    yield chunk;
  }
}
