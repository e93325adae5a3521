import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { formatTable } from './table.ts';

interface ReportOptions {
  warehouse: string;
  json?: boolean;
  md?: boolean;
}

/** `quarry report <name>` */
export function reportCommand(): Command {
  const domains = new Command('domains')
    .description('Weak domains: pass rates with intervals and how many problems stand behind them')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .option('--md', 'Markdown')
    .addHelpText('after', '\nExample:\n  quarry report domains --md > weak-domains.md')
    .action(async (options: ReportOptions) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { formatRate, readWeakDomains, weakDomainsMarkdown } = await import('../report/weak-domains.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const rows = await readWeakDomains(warehouse);
        if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        else if (options.md) process.stdout.write(weakDomainsMarkdown(rows));
        else {
          const table = rows.map((row) => [
            row.domain,
            row.tier,
            row.n,
            row.passes,
            formatRate(row),
            row.problems,
          ]);
          const headers = ['domain', 'tier', 'n', 'pass', 'rate [95 % interval]', 'problems'];
          process.stdout.write(
            rows.length === 0 ? 'no judged attempts\n' : `${formatTable(headers, table)}\n`,
          );
        }
      } finally {
        await warehouse.close();
      }
    });
  return new Command('report').description('Reports over the warehouse').addCommand(domains);
}
