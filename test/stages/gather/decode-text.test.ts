import { expect, test } from 'vitest';
import { decodeText } from '../../../src/stages/gather/decode-text.ts';

const MODULE = 'module m; // \u00e4\u00b5\nendmodule\n';

test.each([
  ['utf-8', Buffer.from(MODULE)],
  ['utf-8-bom', Buffer.from(`\ufeff${MODULE}`)],
  ['utf-16le', Buffer.from(`\ufeff${MODULE}`, 'utf16le')],
  ['utf-16be', Buffer.from(`\ufeff${MODULE}`, 'utf16le').swap16()],
  ['latin-1', Buffer.from(MODULE, 'latin1')],
  ['utf-8+crlf', Buffer.from(MODULE.replaceAll('\n', '\r\n'))],
  ['latin-1+crlf', Buffer.from(MODULE.replaceAll('\n', '\r'), 'latin1')],
])('%s gives the same text', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: MODULE, encoding });
});

test('quotation marks of Windows are read as such', () => {
  expect(decodeText(Buffer.from([0x2f, 0x2f, 0x93, 0x78, 0x94]))).toEqual({
    text: '//\u201cx\u201d',
    encoding: 'windows-1252',
  });
});

test.each([
  ['BINARY', Buffer.from('module\0m')],
  ['BINARY', Buffer.from(Array.from({ length: 200 }, (_, i) => (i % 20) + 1))],
  ['LFS_POINTER', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:1\n')],
])('%s is told', (code, bytes) => {
  expect(decodeText(bytes)).toMatchObject({ code });
});
