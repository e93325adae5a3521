import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keyHash } from '../core/content-hash.ts';
import { GitFault } from './git-fault.ts';
import { runGit } from './git-process.ts';
import type { OpenOptions } from './open-repository.ts';

interface Clone {
  gitDir: string;
  revision: string;
  notes: string[];
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Brings one commit of a URL into a bare repository of our own, without history, or says what was there before when
 * the URL cannot be reached. A commit that is named in full and is there already needs no network.
 * @throws GitFault REVISION_MISSING, CLONE_FAILED
 */
export async function cloneRepository(
  url: string,
  { revision = 'HEAD', cacheFolder, cloneSeconds = 1800 }: OpenOptions,
): Promise<Clone> {
  const gitDir = join(cacheFolder, folderName(url));
  if (!existsSync(join(gitDir, 'HEAD'))) await initialise(gitDir);
  const ref = `refs/quarry/${keyHash(revision).slice(0, 16)}`;
  const before = await runGit(gitDir, ['rev-parse', '--verify', '--quiet', ref]).catch(() => undefined);
  if (before !== undefined && COMMIT.test(revision)) return { gitDir, revision: before, notes: [] };
  const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--no-auto-gc'];
  try {
    await runGit(gitDir, [...fetch, '--end-of-options', url, `+${revision}:${ref}`], {
      seconds: cloneSeconds,
      offline: false,
    });
  } catch (error) {
    if (!(error instanceof GitFault)) throw error;
    if (before === undefined) throw cloneFault(error.message, revision);
    return { gitDir, revision: before, notes: [`read from the last clone: ${error.message}`] };
  }
  return {
    gitDir,
    revision: await runGit(gitDir, ['rev-parse', '--verify', `${ref}^{commit}`]),
    notes: [],
  };
}

async function initialise(gitDir: string): Promise<void> {
  mkdirSync(gitDir, { recursive: true });
  await runGit(gitDir, ['init', '--bare', '--quiet', '--template=']);
}

function cloneFault(message: string, revision: string): GitFault {
  if (/couldn't find remote ref|not our ref|no such ref|invalid refspec/i.test(message)) {
    return new GitFault('REVISION_MISSING', `the repository has no commit \`${revision}\`: ${message}`);
  }
  return new GitFault('CLONE_FAILED', `the repository cannot be cloned: ${message}`);
}

/** Readable, and different for URLs that differ. */
function folderName(url: string): string {
  const readable = url
    .replace(/^.*:\/\/|\.git$/g, '')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .slice(-60);
  return `${readable}-${keyHash(url).slice(0, 8)}.git`;
}
