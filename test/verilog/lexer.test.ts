import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex, TokenKind, tokenText } from '../../src/verilog/lexer.ts';

const words = (text: string): string[] => {
  const tokens = lex(text);
  return Array.from({ length: tokens.count }, (_, index) => tokenText(tokens, index));
};
const kinds = (text: string): number[] => [...lex(text).kinds.slice(0, lex(text).count)];

describe('lex', () => {
  test.each([
    ["4'b10x1", ["4'b10x1"]],
    ["8 'hF_f", ['8', "'hF_f"]],
    ["16'sd 12;", ["16'sd 12", ';']],
    ["'0 '1 'x", ["'0", "'1", "'x"]],
    ["'{a, b}", ["'{", 'a', ',', 'b', '}']],
    ["int'(a)", ['int', "'", '(', 'a', ')']],
    ['1.5e-3 10ns 1step', ['1.5e-3', '10ns', '1step']],
    ['a<<<=b !==c ==?d', ['a', '<<<=', 'b', '!==', 'c', '==?', 'd']],
    ['@(*)', ['@', '(', '*', ')']],
    ['.*', ['.', '*']],
    ['$display("a\\"b");', ['$display', '(', '"a\\"b"', ')', ';']],
    ['`timescale 1ns/1ps', ['`timescale', '1ns', '/', '1ps']],
    ['`WIDTH-1', ['`WIDTH', '-', '1']],
    ['\\bus[0] =1', ['\\bus[0]', '=', '1']],
    ['a//x\nb/*y*/c', ['a', 'b', 'c']],
    ["2'd0:// idle\na:/* b */c d:/2", ["2'd0", ':', 'a', ':', 'c', 'd', ':/', '2']],
    ['q[$]', ['q', '[', '$', ']']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('tells keywords from identifiers, escaped ones too', () => {
    expect(kinds('module modules \\module  Module')).toEqual([
      TokenKind.keyword,
      TokenKind.identifier,
      TokenKind.escapedIdentifier,
      TokenKind.identifier,
    ]);
  });

  test('an unclosed string ends with its line, an unclosed comment with the text, and both are flagged', () => {
    expect(words('"abc\nmodule')).toEqual(['"abc', 'module']);
    expect(lex('x "abc\nmodule').unterminatedAt).toBe(2);
    expect(words('a /* b')).toEqual(['a']);
    expect(lex('a /* b').unterminatedAt).toBe(2);
    expect(lex('a "b" /* c */').unterminatedAt).toBe(-1);
  });

  test('a line comment leaves CRLF to the white space', () => {
    const tokens = lex('a // b\r\nc', { comments: true });
    expect(tokenText(tokens, 1)).toBe('// b');
  });

  test('with everything kept the tokens tile any text', () => {
    const piece = fc.constantFrom(
      'module',
      ' ',
      '\n',
      '"',
      '\\',
      '/*',
      '*/',
      '//',
      "4'b",
      '`',
      '$',
      'é',
      '<=',
      '1e',
      "'",
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (text) => {
          const tokens = lex(text, { comments: true, whitespace: true });
          let at = 0;
          for (let index = 0; index < tokens.count; index++) {
            expect(tokens.starts[index]).toBe(at);
            expect(tokens.ends[index]!).toBeGreaterThan(at);
            at = tokens.ends[index]!;
          }
          expect(at).toBe(text.length);
        },
      ),
    );
  });
});
