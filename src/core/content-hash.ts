import { createHash, hash } from 'node:crypto';

/** SHA-256 of a text (UTF-8) or bytes, lowercase hex, 64 characters: the name of a document. */
export function contentHash(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** One key out of ordered parts. Parts are length-prefixed, so `['ab','c']` and `['a','bc']` differ. */
export function keyHash(...parts: readonly string[]): string {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(`${Buffer.byteLength(part)}:`).update(part);
  return sha.digest('hex');
}
