import { Command } from 'commander';
import { jsonOption, warehouseOption, wholeNumberOf } from './options.ts';
import { plainText } from './plain-text.ts';
import { bigintAsNumber, formatTable } from './table.ts';

interface ContaminationOptions {
  warehouse: string;
  json?: boolean;
  row?: string;
  examples: number;
}

/** `quarry contamination` */
export function contaminationCommand(): Command {
  return new Command('contamination')
    .description('Say what comes near protected benchmarks, by benchmark and method')
    .option('--row <id>', 'one row beside the problem that it comes nearest to')
    .option(
      '--examples <rows>',
      'rows shown of each benchmark and method',
      wholeNumberOf('--examples', 0, '10. 0 shows none.'),
      3,
    )
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  quarry contamination
  quarry contamination --row 3f2a9c41

Register benchmarks with quarry protect, or name their files in
pipelines/protected.yaml.`,
    )
    .action(async (options: ContaminationOptions) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { readContaminatedRow, readContamination } = await import('../report/contamination.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        if (options.row === undefined) {
          const report = await readContamination(warehouse, options.examples);
          print(options, report, formatReport);
        } else print(options, await readContaminatedRow(warehouse, options.row), formatRow);
      } finally {
        await warehouse.close();
      }
    });
}

type Library = typeof import('../report/contamination.ts');
type Report = Awaited<ReturnType<Library['readContamination']>>;
type Row = Awaited<ReturnType<Library['readContaminatedRow']>>;

function print<Value>({ json }: ContaminationOptions, value: Value, format: (value: Value) => string): void {
  process.stdout.write(json ? `${JSON.stringify(value, bigintAsNumber, 2)}\n` : format(value));
}

function formatReport({ benchmarks, settings, compared, found, examples }: Report): string {
  if (benchmarks.length === 0) {
    return [
      'No protected benchmark is registered, so nothing was compared and nothing is refused.',
      'Register some: quarry protect <files>, or name their folders in pipelines/protected.yaml.',
      '',
    ].join('\n');
  }
  const registered = benchmarks.map(({ benchmark, problems }) => `${benchmark} ${problems}`).join(', ');
  const lines = [`protected problems: ${registered}`];
  if (settings === null) {
    return [...lines, 'No row was compared yet: quarry run pipelines/mine-traces.yaml does it.', ''].join(
      '\n',
    );
  }
  const rows = found.map(({ benchmark, method, trivial, decision, rows: count }) => [
    benchmark,
    method,
    trivial ? 'yes' : 'no',
    decision,
    count,
  ]);
  const near = found.reduce((sum, { rows: count }) => sum + count, 0);
  lines.push(
    `${compared} rows compared, ${near} near a protected problem`,
    `thresholds: renamed ${settings['renamed']}, shingles ${settings['shingles']}, specification ${settings['specification']}; trivial designs: ${settings['trivial']}`,
  );
  if (near === 0) return `${lines.join('\n')}\n`;
  return [
    ...lines,
    '',
    formatTable(['benchmark', 'method', 'trivial', 'decision', 'rows'], rows),
    '',
    ...formatExamples(examples),
  ].join('\n');
}

function formatExamples(examples: Report['examples']): string[] {
  const [first] = examples;
  if (first === undefined) return [];
  return [
    'Nearest of each',
    formatTable(
      ['row', 'benchmark', 'problem', 'method', 'score'],
      examples.map((row) => [row.row_id, row.benchmark, row.problem, row.method, row.score]),
    ),
    '',
    `Read both sides of one: quarry contamination --row ${first.row_id}`,
    '',
  ];
}

function formatRow({ finding, row, problem }: Row): string {
  const named = `${finding['benchmark']} ${finding['problem']}`;
  const head = `${finding['row_id']}: ${finding['decision']}, ${finding['method']} ${finding['score']} to ${named}${finding['trivial'] ? ' (trivial)' : ''}`;
  const sections = [
    ['specification of the row', row.specification],
    [`specification of ${named}`, problem.specification],
    ['design of the row', row.design],
    [`design of ${named}`, problem.design ?? problem.header],
  ].map(([title, text]) => `--- ${title}\n${plainText(text ?? '(none)').trimEnd()}`);
  return `${[head, ...sections].join('\n\n')}\n`;
}
