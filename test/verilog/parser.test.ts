import { beforeAll, expect, test } from 'vitest';
import { lex } from '../../src/verilog/lexer.ts';
import { hasSyntaxError, loadParser, nodeText, withTree } from '../../src/verilog/parser.ts';

beforeAll(loadParser);

test('hands over the tree and returns what is read from it', () => {
  const kind = withTree('module m; endmodule', (tree) => tree.root.namedChildren[0]?.type);
  expect(kind).toBe('module_declaration');
});

test('says whether the text has errors', () => {
  expect(withTree('module m; endmodule', (tree) => tree.hasError)).toBe(false);
  expect(withTree('module m; assign = ; endmodule', (tree) => tree.hasError)).toBe(true);
});

test('names come from the text as given, even where a keyword was renamed to parse it', () => {
  const names = withTree('module m(input expect); endmodule', (tree) =>
    tree.root.descendantsOfType('ansi_port_declaration').map((port) => nodeText(tree, port)),
  );
  expect(names).toEqual(['input expect']);
});

test('a deadline stops parsing, and the next parse starts afresh', () => {
  const long = `module m;\n${'assign a = (b + c) * d;\n'.repeat(50_000)}endmodule`;
  expect(withTree(long, () => true, { deadlineMs: 5 })).toBeUndefined();
  expect(withTree('module n; endmodule', (tree) => tree.root.text)).toBe('module n; endmodule');
});

test('an error of the reader passes through, and the parser stays usable', () => {
  expect(() =>
    withTree('module m; endmodule', () => {
      throw new Error('reader');
    }),
  ).toThrow('reader');
  expect(withTree('module m; endmodule', (tree) => tree.hasError)).toBe(false);
});

test.each([
  ['clean', 'module m; endmodule', false],
  ['empty', '', false],
  ['wrong in the middle', `module m; assign = ; endmodule\n${'wire a;\n'.repeat(2000)}`, true],
  ['wrong at the end', 'module m; wire a;', true],
  ['a keyword as a name', 'module m(input expect); endmodule', false],
  ['a keyword as a name and an error', 'module m(input expect); assign = ; endmodule', true],
])('an error is found without a tree to read: %s', (_name, text, expected) => {
  expect(hasSyntaxError(lex(text))).toBe(expected);
  expect(withTree(text, (tree) => tree.hasError)).toBe(expected);
});

test('where the deadline passes nobody knows whether there is an error', () => {
  const long = `module m;\n${'always @(b) a = (b + c) * d;\n'.repeat(50_000)}endmodule`;
  expect(hasSyntaxError(lex(long), 5)).toBeUndefined();
  expect(hasSyntaxError(lex('module n; endmodule'))).toBe(false);
});
