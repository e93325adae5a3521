import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterEach, expect, test, vi } from 'vitest';
import { formatCell, formatTable, outputWidth } from '../../src/cli/table.ts';

test('columns are aligned, numbers to the right', () => {
  expect(
    formatTable(
      ['cause', 'n', 'note'],
      [
        ['port_mismatch', 7, 'a'],
        ['width', 120n, null],
      ],
      80,
    ),
  ).toBe(['cause            n  note', 'port_mismatch    7  a', 'width          120'].join('\n'));
});

test('the widest text gives way, and says that it did', () => {
  const table = formatTable(['id', 'message'], [['a1', 'x'.repeat(200)]], 40);
  expect(table.split('\n')[1]).toBe(`a1  ${'x'.repeat(35)}…`);
});

afterEach(() => vi.unstubAllEnvs());

test('a terminal has its columns, a file or pipe any number unless COLUMNS says one', () => {
  vi.stubEnv('COLUMNS', undefined);
  const width = (isTTY: boolean, columns: number) => outputWidth({ isTTY, columns });
  expect([width(true, 100), width(true, 0), width(false, 0)]).toEqual([100, 80, Number.POSITIVE_INFINITY]);
  vi.stubEnv('COLUMNS', '72');
  expect([width(true, 100), width(false, 0)]).toEqual([100, 72]);
});

test('without a width nothing is cut, and many columns are records as in a terminal of 80', () => {
  const long = 'x'.repeat(500);
  const table = formatTable(['id', 'message', 'n'], [['a1', long, 3]], Number.POSITIVE_INFINITY);
  expect(table).toContain(long);
  expect(table.split('\n')).toHaveLength(2);
  const headers = Array.from({ length: 30 }, (_, at) => `column_${at}`);
  const wide = formatTable(headers, [headers], Number.POSITIVE_INFINITY);
  expect(wide).toBe(formatTable(headers, [headers], 80));
});

test('no table is wider than asked, whatever is in it', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.integer(),
    fc.constant(null),
    fc.constant('漢字'.repeat(30)),
  );
  const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 30, max: 120 }), (cells, width) => {
      for (const line of formatTable(['one', 'two', 'three'], cells, width).split('\n'))
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 200 },
  );
});

test('a cell is one line of plain text', () => {
  expect(formatCell('a\u001b[31mred\u0000\r\nb\tc')).toBe('a [31mred b c');
  expect(formatCell(null)).toBe('');
  expect(formatCell({ n: 1n })).toBe('{"n":1}');
  expect(formatCell(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
});
