const PATTERNS = new Map<string, RegExp>();

/** Whether an SPDX name fits one of the patterns, in which `*` stands for any rest. Case does not count. */
export function nameMatches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => patternOf(pattern).test(name));
}

function patternOf(pattern: string): RegExp {
  let compiled = PATTERNS.get(pattern);
  if (compiled === undefined) {
    const source = pattern.replace(/[.+^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*');
    compiled = new RegExp(`^${source}$`, 'i');
    PATTERNS.set(pattern, compiled);
  }
  return compiled;
}
