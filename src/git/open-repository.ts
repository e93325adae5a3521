import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BlobReader } from './blob-reader.ts';
import { cloneRepository } from './clone-repository.ts';
import { GitFault } from './git-fault.ts';
import { runGit } from './git-process.ts';
import { remoteOrigin } from './remote-origin.ts';

/** A repository at one commit. Nothing is ever checked out. */
export interface Repository {
  /** The git directory: `.git` of a work tree, a bare repository, or our own clone of a URL. */
  gitDir: string;
  /** Object name of the commit. */
  revision: string;
  /** URL that the repository itself calls its origin. */
  origin: string | undefined;
  /** What is odd about it, such as a URL that cannot be reached while an earlier clone can be read. */
  notes: string[];
  /** Close it when done. */
  blobs: BlobReader;
}

export interface OpenOptions {
  /** Branch, tag or commit. Default: HEAD. */
  revision?: string | undefined;
  /** Folder for clones of URLs. */
  cacheFolder: string;
  /** Most seconds for a clone. Default 1,800. */
  cloneSeconds?: number;
}

/** Whether a source names a remote repository: a URL with a scheme that git reads, or `user@host:path`. */
export function isRemote(location: string): boolean {
  return /^(?:https?|ssh|git|file):\/\//.test(location) || /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(location);
}

/** The git directory of a folder that is itself a repository, with a work tree or bare; a parent's does not count. */
export function gitDirOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return join(folder, '.git');
  const isBare =
    ['objects', 'refs'].every((name) => isFolder(join(folder, name))) && existsSync(join(folder, 'HEAD'));
  return isBare ? folder : undefined;
}

/**
 * Opens a local repository in place, or a bare clone of a URL below `cacheFolder`, at a commit.
 * @throws GitFault NOT_A_REPOSITORY, REVISION_MISSING, CLONE_FAILED
 */
export async function openRepository(location: string, options: OpenOptions): Promise<Repository> {
  if (isRemote(location)) {
    const { gitDir, revision, notes } = await cloneRepository(location, options);
    return { gitDir, revision, origin: location, notes, blobs: new BlobReader(gitDir) };
  }
  const gitDir = gitDirOf(location);
  if (gitDir === undefined) {
    const what = existsSync(location) ? 'holds no git repository' : 'does not exist';
    throw new GitFault('NOT_A_REPOSITORY', `${location} ${what}`);
  }
  const blobs = new BlobReader(gitDir);
  try {
    const revision = await commitOf(gitDir, blobs, options.revision ?? 'HEAD');
    return { gitDir, revision, origin: await remoteOrigin(gitDir), notes: [], blobs };
  } catch (error) {
    await blobs.close().catch(() => undefined);
    throw error;
  }
}

async function commitOf(gitDir: string, blobs: BlobReader, revision: string): Promise<string> {
  const commit = await blobs.commitOf(revision).catch((error: unknown) => {
    if (!(error instanceof GitFault)) throw error;
  });
  if (commit !== undefined) return commit;
  await runGit(gitDir, ['rev-parse', '--git-dir']).catch((fault: Error) => {
    throw fault instanceof GitFault ? new GitFault('NOT_A_REPOSITORY', fault.message) : fault;
  });
  throw new GitFault('REVISION_MISSING', `the repository has no commit \`${revision}\``);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
