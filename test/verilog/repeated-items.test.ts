import { expect, test } from 'vitest';
import { lex } from '../../src/verilog/lexer.ts';
import { RepeatedItems } from '../../src/verilog/repeated-items.ts';

/** What becomes of the item that each `;`, `,` or bracket ends, where it does not stay: `4 goes` for token 4. */
function fates(text: string, spoilt = -1): string[] {
  const tokens = lex(text);
  const items = new RepeatedItems(Buffer.from(text, 'latin1'), tokens);
  const found: string[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const [from, end] = [tokens.starts[index]!, tokens.ends[index]!];
    if (index === spoilt) {
      items.spoil(from, end, index + 1);
      continue;
    }
    const fate = items.step(index, from, end, index + 1);
    if (fate !== 'stays') found.push(`${index} ${fate}`);
  }
  return found;
}

// Items are compared as they are written: each but the first begins with the blank before it.
test.each([
  ['equal declarations', ' wire Y; wire Y;', ['5 goes']],
  ['equal statements', ' assign Y=Y; assign Y=Y;', ['9 goes']],
  ['statements that differ', ' assign Y=Y; assign Y=2;', []],
  ['a declaration behind a statement', ' wire Y; assign Y=Y; wire Y;', []],
  ['statements around a border', ' Y=Y; end Y=Y;', []],
  ['statements behind a condition', ' Y=Y; if(Y) Y=Y;', []],
  ['named connections', ' Y Y(.Y(Y),.Y(Y));', ['14 leaves its end']],
  ['items of a strict construct', ' sequence Y; Y; Y;', []],
  ['all behind a stray bracket', ' ) wire Y; wire Y;', []],
])('%s', (_name, text, expected) => {
  expect(fates(text)).toEqual(expected);
});

test('the characters and tokens left are those before the item that goes', () => {
  const text = ' wire Y; wire Y;';
  const tokens = lex(text);
  const items = new RepeatedItems(Buffer.from(text, 'latin1'), tokens);
  for (let index = 0; index < tokens.count; index++)
    items.step(index, tokens.starts[index]!, tokens.ends[index]!, index + 1);
  expect([items.length, items.count]).toEqual([' wire Y;'.length, 3]);
});

test('a spoilt token takes its row with it', () => {
  expect(fates(' wire Y; wire Y; wire Y;')).toEqual(['5 goes', '8 goes']);
  expect(fates(' wire Y; wire Y; wire Y;', 4)).toEqual([]);
});
