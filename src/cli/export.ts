import { Command, Option } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface ExportOptions {
  warehouse: string;
  json?: boolean;
  out: string;
  seed: string;
  validationShare: string;
}

/** `quarry export` */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write chat SFT rows that a comparing testbench accepted, split by problem group')
    .option('--out <folder>', 'folder of the data sets (default: exports/ beside the warehouse)', '')
    .option('--seed <text>', 'draws the validation groups', '42')
    .addOption(new Option('--validation-share <share>', 'share of rows for validation').default('0.1'))
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry export --out data/exports --validation-share 0.1')
    .action(async ({ out, seed, validationShare, warehouse, json }: ExportOptions) => {
      const stages = await runStages('export', warehouse, [
        { stage: 'split', with: { seed, validation_share: Number(validationShare) } },
        { stage: 'export', with: { folder: out } },
      ]);
      printStages(stages, json ?? false);
    });
}
