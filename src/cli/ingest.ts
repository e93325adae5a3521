import { Command } from 'commander';
import { jsonOption, PROJECT_ROOT, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface IngestOptions {
  warehouse: string;
  json?: boolean;
  explain?: boolean;
  records: string;
}

/** `quarry ingest traces|references <paths...>` */
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
    );
}

function ingestRole(role: 'traces' | 'references', description: string): Command {
  return new Command(role)
    .description(description)
    .argument('<paths...>', 'files, folders or globs')
    .option('--explain', 'show how the first records map, and store nothing')
    .option('--records <n>', 'records to explain', '3')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  quarry ingest ${role} rollouts.jsonl runs/\n  quarry ingest ${role} rollouts.jsonl --explain`,
    )
    .action(async (paths: string[], options: IngestOptions) => {
      if (options.explain) {
        const { explainInputs, formatExplanation } = await import('../stages/ingest/explain.ts');
        const explained = await explainInputs(PROJECT_ROOT, paths, Number(options.records));
        process.stdout.write(
          options.json ? `${JSON.stringify(explained, null, 2)}\n` : formatExplanation(explained),
        );
        return;
      }
      printStages(
        await runStages(`ingest ${role}`, options.warehouse, [{ stage: 'ingest', with: { role, paths } }]),
        options.json ?? false,
      );
    });
}
