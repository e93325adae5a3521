import { nearestPath, normalPath } from './repository-paths.ts';

/** Finds the file of a repository that an `` `include `` means. */
export interface IncludeResolver {
  /** The path of the file, or undefined when the repository has none. */
  resolve(name: string, from: string): string | undefined;
}

/**
 * Looks first beside the including file, then from the root, then for the longest ending of the name that any path
 * of the repository has: that is what a build's include folders come to. Of several, the nearest.
 */
export function includeResolver(paths: readonly string[]): IncludeResolver {
  const known = new Set(paths);
  const byBase = new Map<string, string[]>();
  for (const path of paths) {
    const base = path.slice(path.lastIndexOf('/') + 1);
    byBase.set(base, [...(byBase.get(base) ?? []), path]);
  }
  return {
    resolve(name, from) {
      const beside = normalPath(`${from.slice(0, from.lastIndexOf('/') + 1)}${name}`);
      if (beside !== undefined && known.has(beside) && beside !== from) return beside;
      const plain = name.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
      const candidates = (byBase.get(plain.at(-1) ?? '') ?? []).filter((path) => path !== from);
      for (let skipped = 0; skipped < plain.length; skipped++) {
        const ending = plain.slice(skipped).join('/');
        const matching = candidates.filter((path) => path === ending || path.endsWith(`/${ending}`));
        if (matching.length > 0) return nearestPath(from, matching);
      }
      return undefined;
    },
  };
}
