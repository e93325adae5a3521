import { zstdDecompressSync } from 'node:zlib';
import { ParquetReader } from '@dsnp/parquetjs';
import { PARQUET_COMPRESSION_METHODS } from '@dsnp/parquetjs/dist/lib/compression.js';

// This reader shares no code with DuckDB, which is its worth here, but lacks one codec.
PARQUET_COMPRESSION_METHODS['ZSTD'] = {
  deflate: () => {
    throw new Error('nothing is written with this reader');
  },
  inflate: (bytes: Uint8Array) => zstdDecompressSync(bytes),
};

export interface ParquetContent {
  rows: Record<string, unknown>[];
  /** Key-value metadata of the file. */
  metadata: Record<string, unknown>;
}

/** The rows of a Parquet file as a reader other than DuckDB sees them; columns that are null are left out. */
export async function readParquet(file: string): Promise<ParquetContent> {
  const reader = await ParquetReader.openFile(file);
  try {
    const cursor = reader.getCursor();
    const rows: Record<string, unknown>[] = [];
    for (let row = await cursor.next(); row; row = await cursor.next()) {
      const present = Object.entries(row as Record<string, unknown>).filter(([, value]) => value !== null);
      rows.push(Object.fromEntries(present));
    }
    const hasMetadata = Array.isArray(reader.metadata?.key_value_metadata);
    return { rows, metadata: hasMetadata ? (reader.getMetadata() as Record<string, unknown>) : {} };
  } finally {
    await reader.close();
  }
}
