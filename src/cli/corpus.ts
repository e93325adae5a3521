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

function corpusText({ total, repositories, licences, losses }: CorpusReport): string {
  if (total.files === 0) return 'no corpus files; make mine-github CORPORA=... reads some\n';
  const headers = ['', 'files', 'modules', 'alone', 'closure', 'synth', 'simul', 'kept'];
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
  return [
    formatTable(headers, [...repositories.slice(0, 40), total].map(line)),
    '',
    formatTable(['licence', ...headers.slice(1)], licences.slice(0, 20).map(line)),
    '',
    formatTable(
      ['lost', 'repository', 'reason', 'n'],
      losses.slice(0, 20).map(({ what, repo, reason, n }) => [what, repo, reason, n]),
    ),
    '',
    'alone: the file by itself; closure: with the files it needs; synth, simul: Yosys, and alike with its netlist',
    'kept: compiles, and the licence policy lets it leave; test code is not among the modules',
    '',
  ].join('\n');
}
