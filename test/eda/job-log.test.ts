import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanLog, readLog } from '../../src/eda/job-log.ts';

describe('readLog', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'job-log-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function logOf(text: string, limit: number) {
    const descriptor = openSync(join(folder, 'log'), 'w+');
    writeSync(descriptor, text);
    const log = readLog(descriptor, limit, ['/job/']);
    closeSync(descriptor);
    return log;
  }

  it('keeps a short log whole, whatever its size is to the read buffer', () => {
    for (const length of [0, 1, 999, 1000, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1]) {
      const text = 'x'.repeat(length);
      expect(logOf(text, 1024 * 1024)).toEqual({ text, bytes: length, truncated: false });
    }
    expect(logOf('x'.repeat(1000), 1000)).toMatchObject({ bytes: 1000, truncated: false });
  });

  it('keeps head and tail of a long one and says what it left out', () => {
    const log = logOf(`head${'x'.repeat(10_000)}Mismatches: 0 in 5 samples\n`, 1000);
    expect(log.truncated).toBe(true);
    expect(log.text).toMatch(/^headx/);
    expect(log.text).toMatch(/\n\[9031 bytes left out\]\n/);
    expect(log.text).toMatch(/Mismatches: 0 in 5 samples\n$/);
    expect(log.text.length).toBeLessThan(1100);
  });

  it('cuts the job folder from paths', () => {
    expect(logOf('/job/a.v:1: syntax error\n', 1000).text).toBe('a.v:1: syntax error\n');
  });
});

describe('cleanLog', () => {
  it('shows control characters and marks that reorder text as escapes', () => {
    expect(cleanLog('a\x1b[2Jb\0c\u202ed\r\ne\rf\tg\n')).toBe('a\\x1b[2Jb\\x00c\\u202ed\ne\\x0df\tg\n');
  });

  it('leaves nothing that acts on a terminal, and is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const clean = cleanLog(raw);
        expect(clean).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
        expect(cleanLog(clean)).toBe(clean);
      }),
    );
  });
});
