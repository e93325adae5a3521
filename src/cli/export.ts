import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface ExportOptions {
  warehouse: string;
  json?: boolean;
  out: string;
  seed: string;
  splits: string;
}

/** `quarry export` */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write chat SFT rows that a comparing testbench accepted, split by problem group')
    .option('--out <folder>', 'folder of the data sets (default: exports/ beside the warehouse)', '')
    .option('--seed <text>', 'draws the validation groups', '42')
    .option('--splits <percentages>', 'train/validation or train/validation/test', '90/10')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry export --out data/exports --splits 80/10/10')
    .action(async ({ out, seed, splits, warehouse, json }: ExportOptions) => {
      const stages = await runStages('export', warehouse, [
        { stage: 'split', with: { seed, splits } },
        { stage: 'export', with: { folder: out } },
      ]);
      printStages(stages, json ?? false);
    });
}
