import { Command, Option } from 'commander';
import { DOMAINS } from '../core/domains.ts';
import { QuarryError } from '../core/errors.ts';
import { jsonOption, PROJECT_ROOT, setOption, warehouseOption, wholeNumberOf } from './options.ts';
import { bigintAsNumber, formatCell, formatTable } from './table.ts';

interface SqlOptions {
  warehouse: string;
  query?: string;
  set: Record<string, string>;
  list?: boolean;
  json?: boolean;
  csv?: boolean;
  md?: boolean;
  parquet?: string;
  limit: number;
}

/** `quarry sql "<query>"` */
export function sqlCommand(): Command {
  return new Command('sql')
    .description('Ask the warehouse: your own SQL (read-only) or a saved question')
    .argument('[query]', 'one SELECT (DuckDB SQL)')
    .option('--query <name>', 'run a saved query of pipelines/queries/')
    .addOption(setOption('set a parameter of a saved query'))
    .option('--list', 'list saved queries, and the relations with their columns')
    .addOption(jsonOption().conflicts(['csv', 'md', 'parquet']))
    .addOption(new Option('--csv', 'comma-separated values').conflicts(['md', 'parquet']))
    .addOption(new Option('--md', 'a Markdown table').conflicts('parquet'))
    .option('--parquet <file>', 'write the result to a Parquet file')
    .addOption(
      new Option('--limit <rows>', 'rows to print in a table')
        .argParser(wholeNumberOf('--limit', 1, '20. --csv and --json print all rows.'))
        .default(100),
    )
    .addOption(warehouseOption())
    .addHelpText(
      'after',
      `
Examples:
  quarry sql --query top-failures --set domain=fsm
  quarry sql "SELECT failure_cause, count(*) AS n FROM report.failures
              WHERE domain = 'fsm' GROUP BY 1 ORDER BY n DESC LIMIT 5"
  quarry sql "FROM report.rejected" --csv > rejected.csv

Relations: report.attempts, report.failures, report.rejected, report.domains
(--list shows their columns)`,
    )
    .action(runSql);
}

async function runSql(given: string | undefined, options: SqlOptions): Promise<void> {
  if (options.list) return printCatalogue(options.json ?? false);
  const { sql, values } = await chooseQuery(given, options);
  const { Warehouse } = await import('../warehouse/warehouse.ts');
  const { openQuery } = await import('../warehouse/read-only-query.ts');
  const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
  try {
    const query = await openQuery(warehouse, sql, values, options.parquet);
    if (options.parquet !== undefined) {
      const rows = await query.writeParquet();
      process.stderr.write(`${rows} rows written to ${options.parquet}\n`);
    } else await printRows(query.columns, query.rows(), options);
  } finally {
    await warehouse.close();
  }
}

async function chooseQuery(
  given: string | undefined,
  { query, set }: SqlOptions,
): Promise<{ sql: string; values: Record<string, string> }> {
  if (given?.trim() && query !== undefined) {
    throw new QuarryError('USAGE', `Expected a query or --query ${query}, got both`, {
      where: given,
      next: 'Leave one of them out.',
    });
  }
  if (query !== undefined) {
    const { findSavedQuery } = await import('../report/saved-queries.ts');
    return findSavedQuery(PROJECT_ROOT, query, set);
  }
  if (!given?.trim()) {
    throw new QuarryError('USAGE', 'Expected a query, --query <name> or --list', {
      next: 'For example: quarry sql "SELECT verdict, count(*) FROM report.attempts GROUP BY 1"',
    });
  }
  return { sql: given, values: {} };
}

type Rows = AsyncIterable<Record<string, unknown>[]>;

/** JSON and CSV are streamed; a table holds the first rows and says how many there are. */
async function printRows(columns: readonly string[], chunks: Rows, options: SqlOptions): Promise<void> {
  if (options.json) return printJson(chunks);
  if (options.csv) return printCsv(columns, chunks);
  const { limit } = options;
  const shown: unknown[][] = [];
  let total = 0;
  for await (const rows of chunks) {
    total += rows.length;
    for (const row of rows.slice(0, Math.max(0, limit - shown.length)))
      shown.push(columns.map((name) => row[name]));
  }
  if (total === 0) process.stdout.write('no rows\n');
  else process.stdout.write(`${options.md ? formatMarkdown(columns, shown) : formatTable(columns, shown)}\n`);
  if (total > shown.length) {
    process.stderr.write(`${shown.length} of ${total} rows; --limit ${total}, --csv or --json print all\n`);
  }
}

async function printJson(chunks: Rows): Promise<void> {
  let separator = '[';
  for await (const rows of chunks) {
    for (const row of rows) {
      process.stdout.write(`${separator}\n  ${JSON.stringify(row, bigintAsNumber)}`);
      separator = ',';
    }
  }
  process.stdout.write(separator === '[' ? '[]\n' : '\n]\n');
}

async function printCsv(columns: readonly string[], chunks: Rows): Promise<void> {
  const quote = (value: unknown): string => {
    const text =
      value === null || value === undefined
        ? ''
        : value instanceof Date || typeof value !== 'object'
          ? csvText(value)
          : JSON.stringify(value, bigintAsNumber);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  process.stdout.write(`${columns.map(quote).join(',')}\n`);
  for await (const rows of chunks) {
    process.stdout.write(
      rows.map((row) => `${columns.map((name) => quote(row[name])).join(',')}\n`).join(''),
    );
  }
}

function csvText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function formatMarkdown(columns: readonly string[], rows: readonly unknown[][]): string {
  const line = (cells: readonly unknown[]): string =>
    `| ${cells.map((cell) => formatCell(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

async function printCatalogue(json: boolean): Promise<void> {
  const { listSavedQueries } = await import('../report/saved-queries.ts');
  const { listRelations } = await import('../report/relations.ts');
  const queries = listSavedQueries(PROJECT_ROOT);
  const relations = listRelations(PROJECT_ROOT);
  if (json) {
    process.stdout.write(`${JSON.stringify({ queries, relations }, null, 2)}\n`);
    return;
  }
  process.stdout.write('Saved queries (quarry sql --query <name>):\n\n');
  for (const { name, description, example } of queries) {
    process.stdout.write(`${hanging(name, description)}\n${''.padEnd(21)}${example ?? ''}\n`);
  }
  process.stdout.write(`\n${hanging('Domains', DOMAINS.join(', '))}\n`);
  for (const { name, description, grain, columns } of relations) {
    process.stdout.write(`\n${name}\n${hanging('', description, 2)}\n${hanging('', `grain: ${grain}`, 2)}\n`);
    if (name === 'report.failures') process.stdout.write('  columns: those of report.attempts\n');
    else for (const column of columns) process.stdout.write(`${hanging(column.name, column.description)}\n`);
  }
}

/** Columns that a catalogue fills, on any terminal. */
const CATALOGUE_WIDTH = 80;

/** `name  words` with the words wrapped into a column of their own that begins at `indent`. */
function hanging(name: string, words: string, indent = 21): string {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && indent + line.length + 1 + word.length > CATALOGUE_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  const head = name === '' ? ' '.repeat(indent) : `  ${name}`.padEnd(indent);
  return `${head}${lines.join(`\n${' '.repeat(indent)}`)}`;
}
