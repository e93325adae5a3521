/** The README.md of an exported data set: an explicit config, so that `load_dataset(folder)` finds the splits. */
export function datasetCard(name: string, splits: readonly { split: string; rows: number }[]): string {
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
    'Chat rows (`messages`) of Verilog designs that a comparing testbench accepted when they were simulated again.',
    'Columns that begin with `meta_` say where a row comes from and how much is proved of it.',
    '',
    '| split | rows |',
    '| --- | ---: |',
    ...splits.map(({ split, rows }) => `| ${split} | ${rows} |`),
    '',
    '`manifest.json` holds hashes, counts and parameters; `refused.jsonl` every attempt that was not exported, and why.',
    '',
  ].join('\n');
}
