import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import type { NamedText } from './canonical-record.ts';
import { FieldFault } from './field-fault.ts';
import type { Artefacts } from './trace-mapping.ts';

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/**
 * The folders that artefact paths of a trace may point into: the folder of the trace, the repository around it when
 * it lies as `repo_layout` says, and those the caller names.
 */
export function artefactRoots(
  tracePath: string,
  declared: Artefacts = {},
  extra: readonly string[] = [],
): string[] {
  const run = resolve(dirname(tracePath));
  const layout = declared.repo_layout?.split('/') ?? [];
  const tail = run.split(sep).slice(-layout.length);
  const inRepo = layout.length > 0 && layout.every((part, i) => part === '*' || part === tail[i]);
  const repo = inRepo ? [resolve(run, ...layout.map(() => '..'))] : [];
  return [...new Set([run, ...repo, ...extra.map((folder) => resolve(folder))])];
}

/**
 * Reads a file that a record names, from the first root that holds it. Only regular files inside a root are read,
 * whatever links lead to them: a trace is data from elsewhere and must not choose what is read here.
 * @throws FieldFault UNSAFE_ARTEFACT_PATH, MISSING_ARTEFACT, ARTEFACT_TOO_LARGE, ARTEFACT_UNREADABLE
 */
export function readArtefact(
  path: string,
  roots: readonly string[],
  maxBytes = DEFAULT_MAX_BYTES,
): NamedText {
  const plain = relativeToRoot(normalize(path), roots);
  if (
    isAbsolute(plain) ||
    /^[A-Za-z]:[\\/]/u.test(path) ||
    path.includes('\0') ||
    plain.split(sep)[0] === '..'
  ) {
    throw new FieldFault('UNSAFE_ARTEFACT_PATH', `${path} leads out of the run folder and the repository`);
  }
  for (const root of roots) {
    const real = realPathOf(join(root, plain));
    if (real === undefined) continue;
    if (!roots.some((allowed) => isInside(real, realPathOf(allowed) ?? allowed))) {
      throw new FieldFault('UNSAFE_ARTEFACT_PATH', `${path} is a link that leads out of the run folder`);
    }
    return { name: basename(plain), text: readRegularFile(real, path, maxBytes) };
  }
  throw new FieldFault('MISSING_ARTEFACT', `${path} does not exist in the run folder or the repository`);
}

/**
 * A pipeline may record absolute paths, and its runs may have moved since: a path into a folder of the run's name is
 * a path into the run. Any other absolute path stays as it is.
 */
function relativeToRoot(path: string, roots: readonly string[]): string {
  if (!isAbsolute(path)) return path;
  const root = roots.find((folder) => isInside(path, folder));
  if (root !== undefined) return relative(root, path);
  const run = `${sep}${basename(roots[0] ?? '')}${sep}`;
  const at = run.length > 2 ? path.lastIndexOf(run) : -1;
  return at < 0 ? path : path.slice(at + run.length);
}

function readRegularFile(real: string, path: string, maxBytes: number): string {
  // Opening a FIFO would wait for a writer, hence O_NONBLOCK.
  const file = openForReading(real, path);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new FieldFault('ARTEFACT_UNREADABLE', `${path} is no regular file`);
    if (stat.size > maxBytes) {
      throw new FieldFault('ARTEFACT_TOO_LARGE', `${path} has ${stat.size} bytes, the limit is ${maxBytes}`);
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function openForReading(real: string, path: string): number {
  try {
    return openSync(real, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new FieldFault('ARTEFACT_UNREADABLE', `${path} cannot be opened: ${(error as Error).message}`);
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
