import type { DatasetTask } from './dataset-task.ts';

/** The README.md of an exported data set: an explicit config, so that `load_dataset(folder)` finds the splits. */
export function datasetCard(
  { name, description, key }: DatasetTask,
  splits: readonly { split: string; rows: number; groups: number }[],
): string {
  const present = splits.filter(({ rows }) => rows > 0);
  const files = present.map(
    ({ split }) => `  - split: ${split}\n    path: data/${split}-00000-of-00001.parquet`,
  );
  return [
    '---',
    'configs:',
    `- config_name: ${name}`,
    '  data_files:',
    ...files,
    '---',
    '',
    `# ${name}`,
    '',
    description,
    'Columns that begin with `meta_` say where a row comes from and how much is proved of it.',
    '',
    '| split | rows | groups |',
    '| --- | ---: | ---: |',
    ...splits.map(({ split, rows, groups }) => `| ${split} | ${rows} | ${groups} |`),
    '',
    'A group holds all rows that share a problem, a text or a repository or are near to each other; it lies in one',
    'split. Rows near a protected benchmark are refused.',
    '',
    `\`manifest.json\` holds hashes, counts and parameters; \`refused.jsonl\` every \`${key}\` that was not exported, and why.`,
    '',
  ].join('\n');
}
