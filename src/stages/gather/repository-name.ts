import { basename, dirname, resolve } from 'node:path';

/** Folder names that say nothing of what they hold. */
const NAMELESS: ReadonlySet<string> = new Set(['repo', 'repository', 'git', '.git', 'src', 'rtl', 'hdl']);

/**
 * The name of a repository: `owner/name` of a URL, else the name of the folder or file. A folder with a name that
 * says nothing (`repo`) takes its parent's; `owner+name`, in which `/` was replaced, becomes `owner/name` again.
 */
export function repositoryName(location: string): string {
  const [, path] = /^(?:\w+:\/\/[^/]+\/|[\w.-]+@[\w.-]+:)(.+?)(?:\.git)?\/*$/.exec(location) ?? [];
  if (path !== undefined && !location.startsWith('file:')) return path.split('/').slice(-2).join('/');
  const folder = resolve(location.replace(/^file:\/\//, ''));
  const name = basename(folder);
  const telling = NAMELESS.has(name) ? basename(dirname(folder)) : name;
  return telling.replace(/\.git$/, '').replace('+', '/');
}
