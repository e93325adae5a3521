/** FNV-1a over the UTF-16 units of a part of a text, with a final mix (MurmurHash3's); 32 bits, unsigned. */
export function textHash(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** One more value into a running hash; order matters. */
export function combine(hash: number, value: number): number {
  return Math.imul(hash ^ mix(value), 0x01000193) + 0x9e3779b9;
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
