import Table from 'cli-table3';
import stringWidth from 'string-width';

type Alignment = 'left' | 'right';

/** Columns of a terminal that does not say. */
const DEFAULT_WIDTH = 80;

/** Columns that lines may have: those of the terminal, or of `COLUMNS`; any number into a file or pipe. */
export function outputWidth(
  { isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> = process.stdout,
): number {
  const told = Number(isTTY ? columns : process.env['COLUMNS']) || undefined;
  return told ?? (isTTY ? DEFAULT_WIDTH : Number.POSITIVE_INFINITY);
}

/** Columns narrower than this say too little to be read side by side. */
const READABLE = 8;

/**
 * Rows as an aligned table no wider than `width`: the widest text columns are shortened first. Where too many
 * columns would each keep a few letters only, every row is written as lines of `name value` instead.
 */
export function formatTable(
  headers: readonly string[],
  rows: readonly (readonly unknown[])[],
  width = outputWidth(),
): string {
  const cells = rows.map((row) => row.map(formatCell));
  const readable = Number.isFinite(width) ? width : DEFAULT_WIDTH;
  if (headers.length * (READABLE + 2) > readable * 2) return formatRecords(headers, cells);
  const align = headers.map(
    (_, index): Alignment => (rows.every((row) => isNumeric(row[index])) ? 'right' : 'left'),
  );
  const natural = headers.map((header, index) =>
    Math.max(stringWidth(header), ...cells.map((row) => stringWidth(row[index] ?? ''))),
  );
  const widths = fitWidths(natural, width - 2 * (headers.length - 1));
  const table = new Table({
    head: [...headers],
    colWidths: widths.map((column, index) => column + (index === headers.length - 1 ? 0 : 2)),
    colAligns: align,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: BARE,
  });
  const gap = (text: string, index: number): string =>
    shorten(text, widths[index]!) + (align[index] === 'right' && index < headers.length - 1 ? '  ' : '');
  table.options.head = headers.map(gap);
  for (const row of cells) table.push(row.map(gap));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** One block a row; values keep their length. */
function formatRecords(headers: readonly string[], cells: readonly (readonly string[])[]): string {
  const nameWidth = Math.max(...headers.map((header) => stringWidth(header)));
  const line = (header: string, cell = ''): string =>
    `${header}${' '.repeat(nameWidth - stringWidth(header))}  ${cell}`.trimEnd();
  return cells
    .map((row, at) =>
      [`--- row ${at + 1}`, ...headers.map((name, index) => line(name, row[index]))].join('\n'),
    )
    .join('\n');
}

const BARE = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
);

/** Narrows the widest columns, one character at a time, until all fit. */
function fitWidths(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const floor = 4;
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= floor) break;
    widths[widest]! -= 1;
  }
  return widths;
}

/** A text cut to a display width, the cut marked. */
export function shorten(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function isNumeric(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint';
}

/** A value as one line of text; control characters of untrusted logs never reach the terminal. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text =
    value instanceof Date
      ? value.toISOString()
      : typeof value === 'object'
        ? JSON.stringify(value, bigintAsNumber)
        : String(value);
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

/** JSON.stringify replacer: DuckDB counts are bigint. One that a JSON number would round becomes a text. */
export function bigintAsNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
