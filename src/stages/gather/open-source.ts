import { existsSync, readdirSync, statSync } from 'node:fs';
import { GitFault } from '../../git/git-fault.ts';
import { gitDirOf, isRemote } from '../../git/open-repository.ts';
import type { ReadOptions } from '../../inputs/read-records.ts';
import type { CorpusSource } from './corpora-file.ts';
import { fileKind } from './file-kind.ts';
import { readArchiveSource } from './read-archive-source.ts';
import { DATASET_FILE, readDatasetSource } from './read-dataset-source.ts';
import { readFolderSource } from './read-folder-source.ts';
import { readGitSource } from './read-git-source.ts';
import { SourceFault } from './source-fault.ts';
import type { GatherLimits, SourceReading } from './source-reading.ts';

export type SourceOrigin = NonNullable<CorpusSource['origin']>;

/** What opening a source needs beside it. */
export interface OpenContext {
  limits: GatherLimits;
  /** Folder for clones of URLs. */
  cacheFolder: string;
  parquetRows: NonNullable<ReadOptions['parquetRows']>;
}

const ARCHIVE = /\.(?:tar|tar\.(?:gz|zst|zstd)|tgz|zip)$/i;

/**
 * Opens a source at the state that it has now.
 * @throws SourceFault when it cannot be read at all
 */
export async function openSource(
  source: CorpusSource,
  { limits, cacheFolder, parquetRows }: OpenContext,
): Promise<SourceReading> {
  const { location, revision } = source;
  switch (originOf(source)) {
    case 'git':
      return gitFaultsTold(() =>
        readGitSource(location, { revision, cacheFolder, cloneSeconds: limits.cloneSeconds }, limits),
      );
    case 'archive':
      return readArchiveSource(location, limits);
    case 'dataset':
      return readDatasetSource(source, limits, parquetRows);
    case 'folder':
      return readFolderSource(location, limits);
  }
}

/**
 * What a source is: as it says itself, else by what lies there. A folder without Verilog, but with data files, is a
 * data set.
 * @throws SourceFault SOURCE_MISSING
 */
export function originOf({ location, origin }: CorpusSource): SourceOrigin {
  if (origin === 'git' || (origin === undefined && isRemote(location))) return 'git';
  if (!existsSync(location)) throw new SourceFault('SOURCE_MISSING', `${location} does not exist`);
  if (origin !== undefined) return origin;
  if (!statSync(location).isDirectory()) {
    return ARCHIVE.test(location) ? 'archive' : DATASET_FILE.test(location) ? 'dataset' : 'folder';
  }
  if (gitDirOf(location) !== undefined) return 'git';
  const names = readdirSync(location, { recursive: true }).map(String);
  const holdsVerilog = names.some((name) => fileKind(name) === 'verilog');
  return !holdsVerilog && names.some((name) => DATASET_FILE.test(name)) ? 'dataset' : 'folder';
}

/** Faults of git are faults of the source. */
export async function gitFaultsTold<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GitFault ? new SourceFault(error.code, error.message) : error;
  }
}
