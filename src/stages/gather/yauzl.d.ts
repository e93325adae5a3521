/** The part of yauzl 3 that is used; the package brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  interface Entry {
    /** Bytes, since names are not decoded (`decodeStrings: false`). */
    fileName: Buffer;
    uncompressedSize: number;
    /** The upper half holds the Unix mode. */
    externalFileAttributes: number;
    isEncrypted(): boolean;
  }

  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }

  export function openPromise(
    path: string,
    options: { lazyEntries: true; autoClose: false; decodeStrings: false },
  ): Promise<ZipFile>;
}
