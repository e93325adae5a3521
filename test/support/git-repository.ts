import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A git repository with a work tree, for tests. */
export interface TestRepository {
  folder: string;
  /** Writes the files (null removes) and commits them; returns the commit. */
  commit: (files: Readonly<Record<string, string | Buffer | null>>) => string;
  git: (...args: string[]) => string;
}

/** Makes an empty repository in a folder that does not exist yet. */
export function gitRepository(folder: string): TestRepository {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  const commit: TestRepository['commit'] = (files) => {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) git('rm', '--quiet', path);
      else {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    }
    git('add', '-A');
    git('commit', '--quiet', '--allow-empty', '-m', 'x');
    return git('rev-parse', 'HEAD');
  };
  return { folder, commit, git };
}
