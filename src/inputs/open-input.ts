import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

const CHUNK_BYTES = 1024 * 1024;

/** The decompressed bytes of a file could not be read to their end. */
export class InputBroken extends Error {
  readonly code: 'TRUNCATED' | 'BAD_COMPRESSION';

  constructor(code: 'TRUNCATED' | 'BAD_COMPRESSION', message: string) {
    super(message);
    this.name = 'InputBroken';
    this.code = code;
  }
}

/**
 * The bytes of a file, decompressed when it begins as gzip or zstd does (its name is not asked), without a
 * UTF-8 byte order mark. What decompresses before a fault is given first.
 * @throws InputBroken at the place where compressed data ends early or is damaged.
 */
export async function* openInput(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const stream = decompress(source, await magicOf(path));
  let first = true;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      yield first ? withoutBom(chunk) : chunk;
      first = false;
    }
  } catch (error) {
    throw asInputBroken(error);
  } finally {
    source.destroy();
  }
}

/** The first bytes of a file, enough to know its container. */
export async function magicOf(path: string): Promise<'gzip' | 'zstd' | 'parquet' | 'plain'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const head = buffer.subarray(0, bytesRead).toString('hex');
    if (head.startsWith('1f8b')) return 'gzip';
    if (head === '28b52ffd') return 'zstd';
    return head === '50415231' ? 'parquet' : 'plain';
  } finally {
    await file.close();
  }
}

function decompress(source: Readable, magic: string): Readable {
  if (magic !== 'gzip' && magic !== 'zstd') return source;
  const unpack =
    magic === 'gzip'
      ? createGunzip({ chunkSize: CHUNK_BYTES })
      : createZstdDecompress({ chunkSize: CHUNK_BYTES });
  source.on('error', (error) => unpack.destroy(error));
  return source.pipe(unpack);
}

function asInputBroken(error: unknown): unknown {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(message)) {
    return new InputBroken('TRUNCATED', 'the compressed file ends before its data does');
  }
  if (code.startsWith('Z_') || code.startsWith('ZSTD_')) {
    return new InputBroken('BAD_COMPRESSION', `the compressed data is damaged: ${message}`);
  }
  return error;
}

function withoutBom(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}
