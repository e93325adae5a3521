import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { bigintAsNumber } from './table.ts';

/** `quarry bundle <id>` */
export function bundleCommand(): Command {
  return new Command('bundle')
    .description('Write a module and all that it needs as one source that compiles by itself')
    .argument('<module_id>', 'id from report.modules, or the beginning of one')
    .option('--output <file>', 'write the source here instead of printing it')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry bundle 3f2a9c41 --output fifo.sv')
    .action(async (id: string, options: { warehouse: string; output?: string; json?: boolean }) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { readModuleBundle } = await import('../report/module-bundle.ts');
      const { bundleSource } = await import('../verilog/closure/bundle-source.ts');
      const { bundleHeading, compileCommand } = await import('../verilog/closure/bundle-heading.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const { parts, ...bundle } = await readModuleBundle(warehouse, id);
        const heading = bundleHeading({
          ...bundle,
          lineStart: bundle.line_start,
          lineEnd: bundle.line_end,
          licenceDecision: bundle.licence_decision,
          licenceReason: bundle.licence_reason,
          frontEnd: bundle.front_end,
          missingIncludes: bundle.missing_includes,
          missingMacros: bundle.missing_macros,
        });
        const source = heading + bundleSource(parts);
        if (options.output !== undefined) writeFileSync(options.output, source);
        if (options.json) {
          const { output } = options;
          const told = { ...bundle, ...(output === undefined ? { source } : { output }) };
          process.stdout.write(`${JSON.stringify(told, bigintAsNumber, 2)}\n`);
        } else if (options.output === undefined) {
          process.stdout.write(source);
        } else {
          process.stdout.write(`${options.output}: ${compileCommand(bundle.front_end, options.output)}\n`);
        }
      } finally {
        await warehouse.close();
      }
    });
}
