import { isAbsolute, join } from 'node:path';

/** A file that a pipeline names, relative to the project. */
export function projectFile(projectRoot: string, path: string): string {
  return isAbsolute(path) ? path : join(projectRoot, path);
}
