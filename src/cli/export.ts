import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface ExportOptions {
  warehouse: string;
  json?: boolean;
  out: string;
  seed: string;
  splits: string;
  mix: string;
  quotas: string;
}

/** `quarry export` */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write chat SFT rows that a comparing testbench accepted, split by problem group')
    .option('--out <folder>', 'folder of the data sets (default: exports/ beside the warehouse)', '')
    .option('--seed <text>', 'draws the splits and what fills a quota', '42')
    .option('--splits <percentages>', 'train/validation or train/validation/test', '90/10')
    .option('--mix <quotas>', 'training rows by domain or domain:tier, and what weights them', '')
    .option('--quotas <file>', 'the same as a YAML or JSON file', '')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  quarry export --out data/exports --splits 80/10/10
  quarry export --mix "fsm=100, counter:basic=50, *=20"
      at most so many training rows of a domain, of a tier of it, and of each
      other domain; *:* is each domain and tier. What is missing is printed.
  quarry export --mix weak-domains
      as the rows are, with domains that fail more often than the rest weighted
      up; "*=20, weak-domains" weights quotas
  quarry export --mix weak.json
      weighted by a report that quarry report domains --json wrote`,
    )
    .action(async ({ out, seed, splits, mix, quotas, warehouse, json }: ExportOptions) => {
      const stages = await runStages('export', warehouse, [
        { stage: 'contamination', with: { keep_settings: true } },
        { stage: 'split', with: { seed, splits } },
        { stage: 'export', with: { folder: out, seed, mix, quotas } },
      ]);
      printStages(stages, json ?? false);
    });
}
