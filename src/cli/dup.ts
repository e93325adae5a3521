import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { DuplicateCluster } from '../report/duplicate-cluster.ts';
import type { DuplicateReport } from '../report/duplicate-page.ts';
import { jsonOption, warehouseOption } from './options.ts';
import { sideBySide } from './side-by-side.ts';
import { bigintAsNumber, formatTable, outputWidth } from './table.ts';

/** Rows of a cluster that are printed; `--json` has all. */
const MOST_MEMBERS = 30;

/** `quarry dup show|report` */
export function dupCommand(): Command {
  return new Command('dup')
    .description('Rows that repeat another: clusters, and what thresholds do')
    .addCommand(showCommand())
    .addCommand(reportCommand());
}

function showCommand(): Command {
  return new Command('show')
    .description('Print the cluster of a row, how similar its rows are, and a comparison side by side')
    .argument('<id>', 'attempt_id or module_id, or the beginning of one')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry dup show 3f2a9c41')
    .action(async (id: string, options: { warehouse: string; json?: boolean }) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { readDuplicateCluster } = await import('../report/duplicate-cluster.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const cluster = await readDuplicateCluster(warehouse, id);
        process.stdout.write(
          options.json ? `${JSON.stringify(cluster, bigintAsNumber, 2)}\n` : `${clusterText(cluster)}\n`,
        );
      } finally {
        await warehouse.close();
      }
    });
}

function reportCommand(): Command {
  return new Command('report')
    .description('Repeated rows by key, cluster sizes, repositories, and what each threshold would remove')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .option('--html <file>', 'write a page with the curve as a picture')
    .addHelpText('after', '\nExample:\n  quarry dup report --html duplicates.html')
    .action(async (options: { warehouse: string; json?: boolean; html?: string }) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { summarizeDuplicates } = await import('../stages/dedupe/summarize-duplicates.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const report = await summarizeDuplicates(warehouse);
        if (options.html !== undefined) {
          const { duplicatePage } = await import('../report/duplicate-page.ts');
          writeFileSync(options.html, await duplicatePage(report));
        }
        process.stdout.write(
          options.json ? `${JSON.stringify(report, null, 2)}\n` : `${reportText(report)}\n`,
        );
      } finally {
        await warehouse.close();
      }
    });
}

function clusterText({ keeper, members, alsoNear, compared }: DuplicateCluster): string {
  const rows = [keeper, ...members.slice(0, MOST_MEMBERS)].map((row) => [
    row.row_id.slice(0, 12),
    row.key ?? 'keeper',
    row.jaccard,
    row.evidence,
    row.repository ?? row.problem_key,
  ]);
  const sections = [
    `${members.length + 1} rows in this cluster`,
    formatTable(['row', 'repeats by', 'similarity', 'evidence', 'from'], rows),
  ];
  if (members.length > MOST_MEMBERS) sections.push(`... ${members.length - MOST_MEMBERS} more: --json`);
  if (alsoNear.length > 0) {
    const near = alsoNear.map((row) => [
      row.row_id.slice(0, 12),
      row.jaccard,
      row.keeper_id === null ? 'kept' : `repeats ${row.keeper_id.slice(0, 12)}`,
    ]);
    sections.push(`\nnear to it, of other clusters\n${formatTable(['row', 'similarity', 'is'], near)}`);
  }
  if (compared !== null) {
    const { left, right } = compared;
    const head = `${left.row_id.slice(0, 12)} (keeper) beside ${right.row_id.slice(0, 12)}`;
    sections.push(`\n--- ${head}\n${sideBySide(left.text, right.text, outputWidth())}`);
  }
  return sections.join('\n');
}

function reportText(report: DuplicateReport): string {
  const { rows, repeated, removed, clusters, repositories, curve, specifications } = report;
  if (rows === 0) return 'no rows with a design';
  const total = removed.reduce((sum, key) => sum + key.rows, 0);
  const { known, across } = repositories;
  return [
    `${rows} rows with a design, ${total} of them repeat a better one`,
    '\nrows that repeat another by each exact key, one key after the other',
    formatTable(['key', 'rows'], repeated.map(Object.values)),
    '\nremoved, by what they repeat their keeper',
    formatTable(['key', 'rows'], removed.map(Object.values)),
    '\nclusters',
    formatTable(['rows in it', 'clusters', 'rows'], clusters.map(Object.values)),
    known === 0
      ? '\nno removed row has a known repository'
      : `\n${across} of ${known} removed rows (${((100 * across) / known).toFixed(1)} %) lie in another repository than their keeper`,
    '\nwhat each threshold would remove',
    formatTable(['threshold', 'removed', 'of these near'], curve.map(Object.values)),
    `\n${specifications.texts} descriptions in ${specifications.wordings} wordings, ${specifications.nearPairs} near pairs`,
  ].join('\n');
}
