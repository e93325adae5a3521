import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGit } from './git-process.ts';

/**
 * The URL that a repository calls its origin. Git writes plain lines, which are read sooner than git is started; a
 * configuration that is not plain (includes, quotes, comments behind values) is left to git.
 */
export async function remoteOrigin(gitDir: string): Promise<string | undefined> {
  const configuration = readText(join(gitDir, 'config'));
  const lines = configuration === undefined ? undefined : plainLines(configuration);
  if (lines !== undefined) return lines.get('remote "origin".url');
  return runGit(gitDir, ['config', '--get', 'remote.origin.url']).catch(() => undefined);
}

/** Values by section and key, the last of each; undefined where a line is not plain. */
function plainLines(configuration: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  let section = '';
  for (const line of configuration.split('\n')) {
    const [, name, part = ''] = /^\[([A-Za-z0-9-]+)((?: "[^"\\\]]*")?)\]\s*$/.exec(line) ?? [];
    const [, key, value = ''] = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*([^"\\#;]*?)\s*)?$/.exec(line) ?? [];
    if (name !== undefined) section = name.toLowerCase() + part;
    else if (key !== undefined) values.set(`${section}.${key.toLowerCase()}`, value);
    else if (line.trim() !== '') return undefined;
    if (/^include/.test(section)) return undefined;
  }
  return values.has('extensions.worktreeconfig') ? undefined : values;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
