/** Paths of a repository: relative, parts joined by `/`. */

/** How many leading folders two paths share. */
function sharedFolders(left: string, right: string): number {
  const a = left.split('/').slice(0, -1);
  const b = right.split('/').slice(0, -1);
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}

/**
 * The path that is nearest to `from`: the longest common path, then the file that is named `stem` (files are mostly
 * named for the module in them), then the fewest folders, then the first name. The order is total, so the choice
 * depends on nothing but the paths.
 */
export function nearestPath(from: string, candidates: readonly string[], stem?: string): string | undefined {
  const ranked = candidates.map((path) => ({
    path,
    shared: sharedFolders(from, path),
    named: stem !== undefined && fileStem(path) === stem ? 1 : 0,
    depth: path.split('/').length,
  }));
  ranked.sort(
    (a, b) => b.shared - a.shared || b.named - a.named || a.depth - b.depth || (a.path < b.path ? -1 : 1),
  );
  return ranked[0]?.path;
}

function fileStem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

/** `a/b/../c/./d` without `.` and `..`; undefined when it leaves the repository. */
export function normalPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
