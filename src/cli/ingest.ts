import { Command, Option } from 'commander';
import { ingestCorpusCommand } from './ingest-corpus.ts';
import { jsonOption, PROJECT_ROOT, warehouseOption, wholeNumberOf } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface IngestOptions {
  warehouse: string;
  json?: boolean;
  explain?: boolean;
  records: number;
}

/** What follows the reading of files, so that the relations tell of the new rows at once. */
const AFTERWARDS = { traces: ['extract', 'classify', 'curate'], references: ['curate'] } as const;

/** `quarry ingest traces|references|corpus <paths...>` */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description('Read files into the warehouse; what was read before is not read again')
    .addCommand(
      ingestRole(
        'traces',
        'Agent traces, rollouts, loop logs, training sets: JSONL, JSON, CSV, Parquet, plain, gz or zst',
      ),
    )
    .addCommand(
      ingestRole('references', 'A testbench (and reference RTL) a task, joined with attempts by task id'),
    )
    .addCommand(ingestCorpusCommand());
}

function ingestRole(role: 'traces' | 'references', description: string): Command {
  return new Command(role)
    .description(description)
    .argument('<paths...>', 'files, folders or globs')
    .option('--explain', 'show how the first records map, and store nothing')
    .addOption(
      new Option('--records <n>', 'records to explain')
        .argParser(wholeNumberOf('--records', 1, '5'))
        .default(3),
    )
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  quarry ingest ${role} rollouts.jsonl runs/\n  quarry ingest ${role} rollouts.jsonl --explain`,
    )
    .action(async (paths: string[], options: IngestOptions) => {
      if (options.explain) {
        const { explainInputs, formatExplanation } = await import('../stages/ingest/explain.ts');
        const explained = await explainInputs(PROJECT_ROOT, paths, options.records, { parquetRows });
        process.stdout.write(
          options.json ? `${JSON.stringify(explained, null, 2)}\n` : formatExplanation(explained),
        );
        return;
      }
      const stages = [
        { stage: 'ingest', with: { role, paths } },
        ...AFTERWARDS[role].map((stage) => ({ stage, with: {} })),
      ];
      printStages(await runStages(`ingest ${role}`, options.warehouse, stages), options.json ?? false);
    });
}

/** Only a warehouse reads Parquet; this one is empty and vanishes. */
async function* parquetRows(path: string): AsyncGenerator<Record<string, unknown>> {
  const { Warehouse } = await import('../warehouse/warehouse.ts');
  const warehouse = await Warehouse.open(':memory:');
  try {
    yield* warehouse.parquetRows(path);
  } finally {
    await warehouse.close();
  }
}
