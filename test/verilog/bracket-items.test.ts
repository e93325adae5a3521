import { expect, test } from 'vitest';
import { BracketItems, type BracketKind } from '../../src/verilog/bracket-items.ts';

/** Which items of a list of one kind, written in full, are there already; each is one token. */
function repeated(kind: BracketKind, list: string, isName: (item: string) => boolean): string[] {
  const brackets = new BracketItems(Buffer.from(list, 'latin1'));
  brackets.open(kind);
  const found: string[] = [];
  let from = 0;
  for (const item of list.split(',')) {
    const end = from + item.length;
    brackets.token(from, isName(item));
    if (brackets.end(end, 0, end === list.length)) found.push(item);
    from = end + 1;
  }
  expect(brackets.depth).toBe(0);
  return found;
}

const none = () => false;

test('parts of a concatenation may repeat, what stands in an index may not', () => {
  expect(repeated('curly', 'Y,2,Y,2,Y', none)).toEqual(['Y', '2', 'Y']);
  expect(repeated('square', 'Y,Y,Y,Y,Y,Y,Y', none)).toEqual([]);
});

test('named connections may repeat, ordered ones only where the list is longer than a limited one', () => {
  expect(repeated('round', '.Y(Y),.Y(2),.Y(Y)', (item) => item.startsWith('.'))).toEqual(['.Y(Y)']);
  expect(repeated('round', 'Y,Y,Y,Y,Y', none)).toEqual([]);
  expect(repeated('round', 'Y,Y,Y,Y,Y,Y,Y,Y', none)).toEqual(['Y', 'Y']);
});

test('each pair of brackets has a list of its own; the place before an item is that of its comma', () => {
  const brackets = new BracketItems(Buffer.from('{Y,{Y,Y', 'latin1'));
  brackets.open('curly');
  brackets.token(1, false);
  expect(brackets.end(2, 2, false)).toBe(false);
  brackets.token(3, false);
  brackets.open('curly');
  brackets.token(4, false);
  expect(brackets.end(5, 5, false)).toBe(false);
  brackets.token(6, false);
  expect(brackets.end(7, 7, true)).toBe(true);
  expect([brackets.depth, brackets.length, brackets.count]).toEqual([1, 5, 5]);
});

test('of spoilt items nothing is known', () => {
  const brackets = new BracketItems(Buffer.from('Y,Y', 'latin1'));
  brackets.open('curly');
  brackets.token(0, false);
  brackets.end(1, 1, false);
  brackets.token(2, false);
  brackets.spoil();
  expect(brackets.end(3, 3, true)).toBe(false);
});
