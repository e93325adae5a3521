import type { GatherRejectCode } from './source-fault.ts';

/** A file as text: UTF-8, without a byte order mark, lines ended by LF. */
export interface DecodedText {
  text: string;
  /** How it stood: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `latin-1`, `windows-1252`; `+crlf` for CR LF or CR. */
  encoding: string;
}

interface Undecodable {
  code: GatherRejectCode;
  reason: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';
/** Share of control characters from which a text is binary. */
const MOST_CONTROL_SHARE = 0.01;

/** Reads the bytes of a source file whatever its encoding; only what is no text at all is refused. */
export function decodeText(bytes: Buffer): DecodedText | Undecodable {
  const { text, encoding } = decode(bytes);
  return tidyText(text, encoding);
}

/** A text with LF at the ends of its lines and without a byte order mark, unless it is binary. */
export function tidyText(text: string, encoding = 'utf-8'): DecodedText | Undecodable {
  const fault = faultOf(text);
  if (fault !== undefined) return fault;
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (!bare.includes('\r')) return { text: bare, encoding };
  return { text: bare.replace(/\r\n?/g, '\n'), encoding: `${encoding}+crlf` };
}

function decode(bytes: Buffer): DecodedText {
  const mark = bytes.subarray(0, 3).toString('hex');
  if (mark.startsWith('fffe')) return { text: bytes.subarray(2).toString('utf16le'), encoding: 'utf-16le' };
  if (mark.startsWith('feff')) {
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' };
  }
  try {
    // The decoder takes a byte order mark off by itself.
    return { text: UTF8.decode(bytes), encoding: mark === 'efbbbf' ? 'utf-8-bom' : 'utf-8' };
  } catch {
    // Bytes 0x80 to 0x9f are control characters in Latin-1, and quotation marks and the like on Windows.
    const isWindows = bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
    if (isWindows) {
      return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
    }
    return { text: bytes.toString('latin1'), encoding: 'latin-1' };
  }
}

function faultOf(text: string): Undecodable | undefined {
  if (text.startsWith(LFS_POINTER)) {
    return {
      code: 'LFS_POINTER',
      reason: 'the repository holds a pointer, the file lies in large-file storage',
    };
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return { code: 'BINARY', reason: `a NUL character at ${nul}: the file is no text` };
  const control = text.match(/[\u0001-\u0008\u000e-\u0019\u001c-\u001f\u007f]/g)?.length ?? 0;
  return control > text.length * MOST_CONTROL_SHARE
    ? { code: 'BINARY', reason: `${control} of ${text.length} characters are control characters` }
    : undefined;
}
