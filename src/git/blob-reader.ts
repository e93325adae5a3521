import { GitFault } from './git-fault.ts';
import { type GitProcess, startGit } from './git-process.ts';

/** An object as git holds it. */
interface GitObject {
  id: string;
  type: string;
  content: Buffer;
}

/**
 * Reads blobs by their object names through one `git cat-file --batch`, as they stand: no filters, no line end
 * conversion, no large-file storage. It also says which commit a name means. Close it when done.
 */
export class BlobReader {
  readonly #git: GitProcess;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(gitDir: string) {
    this.#git = startGit(gitDir, ['cat-file', '--batch']);
    this.#chunks = (this.#git.child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /**
   * The bytes of each blob, in order; undefined where the repository lacks it (a partial clone). All are held in
   * memory together, so the caller bounds what it asks for.
   * @throws GitFault GIT_FAILED when git ends early
   */
  async read(ids: readonly string[]): Promise<(Buffer | undefined)[]> {
    if (ids.length === 0) return [];
    this.#git.child.stdin.write(`${ids.join('\n')}\n`);
    const blobs: (Buffer | undefined)[] = [];
    for (const id of ids) {
      const object = await this.#readOne(id);
      blobs.push(object?.type === 'blob' ? object.content : undefined);
    }
    return blobs;
  }

  /**
   * Object name of the commit that a branch, tag or commit names; undefined where there is none.
   * @throws GitFault GIT_FAILED when git ends early, as it does where no repository is
   */
  async commitOf(name: string): Promise<string | undefined> {
    // It would be asked for as two names.
    if (name.includes('\n')) return undefined;
    this.#git.child.stdin.write(`${name}^{commit}\n`);
    return (await this.#readOne(name))?.id;
  }

  async close(): Promise<void> {
    this.#git.child.stdin.end();
    this.#git.stop();
    await this.#git.ended;
  }

  async #readOne(name: string): Promise<GitObject | undefined> {
    const head = (await this.#take((rest) => endOfLine(rest))).toString('latin1').trimEnd();
    if (/ (?:missing|ambiguous)$/.test(head)) return undefined;
    const [, id, type, size] = /^(\S+) (\w+) (\d+)$/.exec(head) ?? [];
    if (id === undefined || type === undefined) {
      throw new GitFault('GIT_FAILED', `git cat-file said \`${head}\` of ${name}`);
    }
    const length = Number(size);
    // A line end follows the content.
    const content = await this.#take((rest) => (rest.length > length ? length + 1 : -1), length + 1);
    return { id, type, content: content.subarray(0, length) };
  }

  /** The next bytes, as many as `enough` says once it does not say -1. `expected` saves joining chunk by chunk. */
  async #take(enough: (rest: Buffer) => number, expected = 0): Promise<Buffer> {
    let length = enough(this.#rest);
    while (length < 0) {
      const parts = [this.#rest];
      let held = this.#rest.length;
      do {
        const { value, done } = await this.#chunks.next();
        if (done) {
          await this.#git.ended;
          throw new GitFault('GIT_FAILED', 'git cat-file ended before its last blob');
        }
        parts.push(value);
        held += value.length;
      } while (held < expected);
      this.#rest = Buffer.concat(parts, held);
      length = enough(this.#rest);
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

function endOfLine(bytes: Buffer): number {
  const at = bytes.indexOf(0x0a);
  return at < 0 ? -1 : at + 1;
}
