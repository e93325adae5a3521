import { startGit } from './git-process.ts';

/** One entry of a commit's tree, at any depth. */
export interface TreeEntry {
  path: string;
  /** `link`: a symbolic link. `submodule`: a commit of another repository, never followed. */
  kind: 'file' | 'link' | 'submodule';
  /** Object name of the blob, or of the submodule's commit. */
  id: string;
  /** Bytes; 0 for a submodule. */
  size: number;
}

const ENTRY = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s;

/**
 * The files of a commit in the order of their paths, streamed. Names that are no UTF-8 are read as Latin-1.
 * @throws GitFault GIT_FAILED
 */
export async function* listTree(gitDir: string, revision: string): AsyncGenerator<TreeEntry> {
  const { child, ended, stop } = startGit(gitDir, ['ls-tree', '-r', '-l', '-z', '--full-tree', revision]);
  child.stdin.end();
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0, start)) {
        const entry = readEntry(rest.subarray(start, end));
        if (entry !== undefined) yield entry;
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
    await ended;
  } finally {
    stop();
  }
}

function readEntry(bytes: Buffer): TreeEntry | undefined {
  const text = bytes.toString('utf8');
  const [, mode, type, id, size, path] =
    ENTRY.exec(text.includes('\uFFFD') ? bytes.toString('latin1') : text) ?? [];
  if (mode === undefined || id === undefined || path === undefined) return undefined;
  const kind = type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file';
  return { path, kind, id, size: size === '-' ? 0 : Number(size) };
}
