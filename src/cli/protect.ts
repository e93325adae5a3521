import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

/** `quarry protect <paths...>` */
export function protectCommand(): Command {
  return new Command('protect')
    .description('Register benchmark files: their problems may be measured, never exported')
    .argument('<paths...>', 'files, folders or globs')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry protect benchmarks/')
    .action(async (paths: string[], options: { warehouse: string; json?: boolean }) => {
      const stages = [
        { stage: 'protect', with: { paths } },
        { stage: 'curate', with: {} },
        { stage: 'contamination', with: { keep_settings: true } },
      ];
      printStages(await runStages('protect', options.warehouse, stages), options.json ?? false);
    });
}
