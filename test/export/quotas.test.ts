import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askedCells, parseMix, quotaFor, readQuotas } from '../../src/export/quotas.ts';
import { scratchFolder } from '../support/scratch.ts';

const QUOTAS = parseMix('fsm=100, counter:basic=50, memory:*=7, *:expert=5, *=20');

test.each([
  ['fsm', 'advanced', { cell: 'fsm', rows: 100 }],
  ['counter', 'basic', { cell: 'counter:basic', rows: 50 }],
  ['memory', 'basic', { cell: 'memory:basic', rows: 7 }],
  ['memory', 'unclassified', { cell: 'memory:unclassified', rows: 7 }],
  ['counter', 'expert', { cell: 'counter:expert', rows: 5 }],
  ['counter', 'advanced', { cell: 'counter', rows: 20 }],
])('%s %s is counted by its most exact quota', (domain, tier, expected) => {
  expect(quotaFor(QUOTAS, domain, tier)).toEqual(expected);
});

test('without a wildcard what is not named has no quota', () => {
  expect(quotaFor(parseMix('fsm=100'), 'counter', 'basic')).toBeUndefined();
  expect(parseMix(' ')).toEqual([]);
});

test('a file says the same as the text', () => {
  const file = join(scratchFolder(), 'quotas.yaml');
  writeFileSync(file, 'fsm: 100\n"counter:basic": 50\n"memory:*": 7\n"*:expert": 5\n"*": 20\n');
  expect(readQuotas(file)).toEqual(QUOTAS);
});

describe('what is no quota is refused with what there is', () => {
  test.each(['fsm', 'fsm=', 'fsm=-1', 'fsm=1.5', 'fsms=3', 'fsm:hard=3', 'fsm:basic:x=3', '=3'])(
    '`%s`',
    (text) => {
      expect(() => parseMix(text)).toThrow(
        expect.objectContaining({ code: 'USAGE', next: expect.stringContaining('fsm') }),
      );
    },
  );

  test.each([
    ['a list', '- fsm'],
    ['no YAML', 'a: ['],
    ['a word', 'fsm: many'],
    ['nothing', ''],
  ])('a file with %s', (_, text) => {
    const file = join(scratchFolder(), 'quotas.yaml');
    writeFileSync(file, text);
    expect(() => readQuotas(file)).toThrow(expect.objectContaining({ code: 'USAGE', where: file }));
  });

  test('a file that is not there', () => {
    expect(() => readQuotas('/nowhere/quotas.yaml')).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

test('what is asked for is known before a row is looked at', () => {
  expect(askedCells(parseMix('fsm=3, counter:basic=2'))).toEqual([
    { cell: 'fsm', rows: 3 },
    { cell: 'counter:basic', rows: 2 },
  ]);
  const cells = askedCells(parseMix('fsm=3, *=1'));
  expect(cells.filter(({ cell }) => cell === 'fsm')).toEqual([{ cell: 'fsm', rows: 3 }]);
  expect(cells).toContainEqual({ cell: 'glue', rows: 1 });
});
