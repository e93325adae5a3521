import { listTree } from '../../git/list-tree.ts';
import { type OpenOptions, openRepository } from '../../git/open-repository.ts';
import { fileKind } from './file-kind.ts';
import { repositoryName } from './repository-name.ts';
import {
  type FoundFile,
  type GatherLimits,
  inBatches,
  type SeenFiles,
  type SourceReading,
  sizeReject,
} from './source-reading.ts';

/**
 * A repository at a commit, its blobs streamed through the git process that found the commit.
 * @throws GitFault
 */
export async function readGitSource(
  location: string,
  options: OpenOptions,
  limits: GatherLimits,
): Promise<SourceReading> {
  const { gitDir, revision, origin, notes, blobs } = await openRepository(location, options);
  const seen: SeenFiles = { others: 0, submodules: [] };
  return {
    revision,
    depends: '',
    ownName: origin === undefined ? undefined : repositoryName(origin),
    notes,
    files: () => inBatches(findFiles(gitDir, revision, limits, seen)),
    read: async (files) => {
      const contents = await blobs.read(files.map((file) => file.blobId!));
      return contents.map(
        (bytes) => bytes ?? { code: 'BLOB_MISSING', reason: 'the repository is a partial clone' },
      );
    },
    seen,
    close: async () => blobs.close(),
  };
}

async function* findFiles(
  gitDir: string,
  revision: string,
  limits: GatherLimits,
  seen: SeenFiles,
): AsyncGenerator<FoundFile> {
  for await (const { path, kind: entry, id, size } of listTree(gitDir, revision)) {
    if (entry === 'submodule') seen.submodules.push(path);
    const kind = entry === 'file' ? fileKind(path) : undefined;
    if (kind === undefined) {
      if (entry !== 'submodule') seen.others += 1;
      continue;
    }
    const reject = sizeReject(kind, size, limits);
    yield { path, kind, ordinal: 0, size, blobId: id, ...(reject === undefined ? {} : { reject }) };
  }
}
