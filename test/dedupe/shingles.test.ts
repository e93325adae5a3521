import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHINGLE_TOKENS, shingleHashes, shingleSet } from '../../src/dedupe/shingles.ts';
import { lex } from '../../src/verilog/lexer.ts';
import { OWN_MODULES } from './own-modules.ts';

test('every run of five tokens is a shingle; comments and white space are none', () => {
  for (const text of OWN_MODULES) {
    expect(shingleHashes(text, 'code')).toHaveLength(lex(text).count - SHINGLE_TOKENS + 1);
    const bare = text.replace(/\/\/.*$/gm, '').replace(/\/\*.*?\*\//g, '');
    expect(shingleSet(bare.replace(/\n/g, '\n\n\t'), 'code')).toEqual(shingleSet(text, 'code'));
  }
});

test('a text of fewer tokens is one shingle, one without any has none', () => {
  expect(shingleHashes('assign y = a', 'code')).toHaveLength(1);
  expect(shingleHashes('// nothing', 'code')).toHaveLength(0);
  expect(shingleSet('assign y = a', 'code')).not.toEqual(shingleSet('assign y = b', 'code'));
});

test('sets ascend without repeats', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', ';', '=', '1'), { maxLength: 80 }), (words) => {
      const set = shingleSet(words.join(' '), 'code');
      expect([...set]).toEqual([...new Set(shingleHashes(words.join(' '), 'code'))].sort((a, b) => a - b));
    }),
  );
});

test('descriptions: case, punctuation and layout do not count, words and their order do', () => {
  const plain = 'Write a module that counts up to twelve and then starts again';
  expect(
    shingleSet('**Write** a module\nthat counts up to "twelve", and then starts again!', 'spec'),
  ).toEqual(shingleSet(plain, 'spec'));
  expect(shingleSet(plain.replace('up', 'down'), 'spec')).not.toEqual(shingleSet(plain, 'spec'));
});
