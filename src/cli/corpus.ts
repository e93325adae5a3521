import { Command } from 'commander';
import type { CorpusReport, FunnelRow } from '../report/corpus-funnel.ts';
import { jsonOption, warehouseOption } from './options.ts';
import { formatTable } from './table.ts';

interface CorpusReportOptions {
  warehouse: string;
  html?: string;
  json?: boolean;
}

/** `quarry corpus report` */
export function corpusCommand(): Command {
  const report = new Command('report')
    .description('The funnel from files to modules that stand on their own, and what was lost on the way')
    .addOption(warehouseOption())
    .option('--html <file>', 'write a page with pictures')
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  quarry corpus report\n  quarry corpus report --html corpus.html')
    .action(async (options: CorpusReportOptions) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { readCorpusReport } = await import('../report/corpus-funnel.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const found = await readCorpusReport(warehouse);
        process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : corpusText(found));
        if (options.html !== undefined) {
          const { writeFile } = await import('node:fs/promises');
          const { corpusPage } = await import('../report/corpus-page.ts');
          await writeFile(options.html, await corpusPage(found));
        }
      } finally {
        await warehouse.close();
      }
    });
  return new Command('corpus').description('Repositories and data sets in the warehouse').addCommand(report);
}

function corpusText({ total, repositories, licences, losses, stops }: CorpusReport): string {
  if (total.files === 0) return 'no corpus files; make mine-github CORPORA=... reads some\n';
  const headers = ['repository', 'files', 'modules', 'alone', 'closure', 'synth', 'simul', 'kept'];
  const line = (row: FunnelRow) => [
    row.name,
    row.files,
    row.modules,
    row.compiles_alone,
    row.compiles,
    row.synthesizes,
    row.simulates,
    row.kept,
  ];
  const lost = losses.map(({ what, repo, reason, n }) => [what, repo, reason, n]);
  const stopped = stops.map(({ evidence, reason, n }) => [evidence, reason, n]);
  return [
    first(headers, repositories.map(line), 40, [line(total)]),
    first(['licence', ...headers.slice(1)], licences.map(line), 20),
    ...(lost.length === 0 ? [] : [first(['lost', 'repository', 'reason', 'n'], lost, 20)]),
    ...(stopped.length === 0 ? [] : [first(['stays at', 'reason', 'modules'], stopped, 20)]),
    LEGEND,
  ].join('\n');
}

const LEGEND = `modules: those of designs; test code is kept apart
alone, closure: compile from their file alone, and with the files they need
synth, simul: synthesize with Yosys, and simulate like their own netlist
kept: compile, and may leave by the licence policy
by licence, only files with modules are counted
`;

/** The first rows of a table, and how many there are more; `last` is always there. */
function first(
  headers: readonly string[],
  rows: readonly (readonly unknown[])[],
  most: number,
  last: readonly (readonly unknown[])[] = [],
): string {
  const left = rows.length - most;
  const more = left > 0 ? `${left} more; --json prints all\n` : '';
  return `${formatTable(headers, [...rows.slice(0, most), ...last])}\n${more}`;
}
