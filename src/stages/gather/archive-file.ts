import { InputBroken } from '../../inputs/open-input.ts';
import { SourceFault } from './source-fault.ts';
import type { FileReject } from './source-reading.ts';

/** One member of an archive. `bytes` is set for regular files that were wanted. */
export interface ArchiveFile {
  path: string;
  size: number;
  isRegular: boolean;
  bytes?: Buffer;
  reject?: FileReject;
}

/** Which members are worth unpacking, by name and size. */
export type Wanted = (file: ArchiveFile) => boolean;

/** Archives of text rarely shrink to less than a fiftieth; bombs to a thousandth. */
const MOST_RATIO = 200;
const FREE_BYTES = 256 * 1024 * 1024;

/** Counts unpacked bytes and ends an archive that unpacks to absurd amounts. */
export class UnpackBudget {
  readonly #packed: number;
  readonly #limit: number;
  #unpacked = 0;

  constructor(packedBytes: number, limit: number) {
    this.#packed = packedBytes;
    this.#limit = limit;
  }

  /** @throws SourceFault ARCHIVE_BOMB */
  spend(bytes: number): void {
    this.#unpacked += bytes;
    const ratio = this.#unpacked / Math.max(1, this.#packed);
    if (this.#unpacked <= this.#limit && (this.#unpacked <= FREE_BYTES || ratio <= MOST_RATIO)) return;
    throw new SourceFault(
      'ARCHIVE_BOMB',
      `the archive of ${this.#packed} bytes unpacks to more than ${this.#unpacked - bytes} bytes`,
    );
  }
}

/**
 * What the error says of the archive, as a rejected file.
 * @throws SourceFault ARCHIVE_BOMB, which refuses the whole archive
 */
export function archiveFault(error: unknown): FileReject {
  if (error instanceof SourceFault) throw error;
  if (error instanceof InputBroken) return { code: 'BAD_ARCHIVE', reason: error.message };
  return { code: 'BAD_ARCHIVE', reason: `the archive is damaged: ${(error as Error).message}` };
}
