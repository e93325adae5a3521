import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { TIERS } from '../src/core/tiers.ts';
import { wilsonInterval } from '../src/core/wilson-interval.ts';
import { classifyModule } from '../src/verilog/classify-module.ts';
import type { TierRules } from '../src/verilog/complexity/tier-rules.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { readStructure } from '../src/verilog/structure/structure.ts';

/**
 * Domain and tier of the modules of test/verilog/module-classes/labels.jsonl beside their labels: confusion matrices.
 * Usage: node bench/module-classes.ts [--repositories <folder with clones named owner+name>] [--labels file] [--list] [--write]
 * Clones may be bare. Labels whose source is not there are counted as not measured.
 */
interface Label {
  source: string;
  commit?: string;
  path?: string;
  module: string;
  part: 'tune' | 'held_out';
  domain: string;
  also: string[];
  tier: string | null;
}

interface Measured extends Label {
  saidDomain: string;
  saidTier: string;
  why: string;
}

const PROJECT = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    repositories: {
      type: 'string',
      default: process.env['REPOSITORIES'] ?? join(PROJECT, '../repositories'),
    },
    references: {
      type: 'string',
      default: join(PROJECT, '../shared/data/benchmarks/verilogeval_human_references.jsonl'),
    },
    labels: { type: 'string', default: join(PROJECT, 'test/verilog/module-classes/labels.jsonl') },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

await loadParser();
const rules = parse(readFileSync(join(PROJECT, 'pipelines/complexity-tiers.yaml'), 'utf8')) as TierRules;
const labels = readLines<Label>(values.labels);
const references = new Map(
  (existsSync(values.references)
    ? readLines<{ task_id: string; module_code: string }>(values.references)
    : []
  ).map((row) => [row.task_id, row.module_code]),
);
const measured = labels.flatMap(measure);
const page = report(measured, labels.length);
console.log(page);
if (values.list) listErrors(measured);
if (values.write) writeFileSync(join(PROJECT, 'docs/module-classes.md'), page);

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function measure(label: Label): Measured[] {
  const file = textOf(label);
  if (file === undefined) return [];
  const modules = readStructure(file) ?? [];
  const inFile = modules.find(({ name }) => name === label.module) ?? modules[0];
  if (inFile === undefined) return [];
  // As `classify-modules` sees it: the module's text without the rest of its file.
  const text = file.slice(inFile.start, inFile.end);
  const structure = readStructure(text)?.[0];
  if (structure === undefined) return [];
  const { domain, tier } = classifyModule(structure, text, rules);
  const why = `${domain.reasons
    .slice(0, 3)
    .map((one) => `${one.domain}: ${one.reason}`)
    .join('; ')} | ${tier.reasons.join(', ')}`;
  return [{ ...label, saidDomain: domain.primary, saidTier: tier.tier, why }];
}

function textOf({ source, commit, path, module }: Label): string | undefined {
  if (source === 'verilogeval-human') return references.get(module);
  const folder = join(values.repositories, source.replace('/', '+'));
  const repository = [folder, join(folder, 'repo')].find(
    (candidate) => existsSync(candidate) && isRepository(candidate),
  );
  if (repository === undefined) return undefined;
  return execFileSync('git', ['-C', repository, 'show', `${commit}:${path}`], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

function isRepository(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) || existsSync(join(folder, '.git'));
}

function report(rows: readonly Measured[], of: number): string {
  const parts: [string, readonly Measured[]][] = [
    ['all', rows],
    ['looked at while writing the rules', rows.filter(({ part }) => part === 'tune')],
    ['held out', rows.filter(({ part }) => part === 'held_out')],
  ];
  return [
    '# Tier and domain: how often they are right',
    '',
    `Measured by \`make bench-classes\` on ${rows.length} of the ${of} modules of test/verilog/module-classes/labels.jsonl, which`,
    'were labelled by reading them; the rules of labelling stand beside. Structure alone, without synthesis. Intervals are',
    'Wilson 95 %.',
    '',
    '| modules | n | domain | domain, or one that a careful reader could name | tier | two tiers off |',
    '| --- | ---: | --- | --- | --- | ---: |',
    ...parts.map(([name, part]) => summaryRow(name, part)),
    '',
    '## Domain: label by row, said by column',
    '',
    ...confusion(
      rows,
      (row) => row.domain,
      (row) => row.saidDomain,
    ),
    '',
    '## Tier: label by row, said by column',
    '',
    ...confusion(
      rows.filter(({ tier }) => tier !== null),
      (row) => row.tier ?? '',
      (row) => row.saidTier,
      [...TIERS],
    ),
    '',
  ].join('\n');
}

function summaryRow(name: string, rows: readonly Measured[]): string {
  const tiered = rows.filter(({ tier }) => tier !== null);
  const domain = rows.filter((row) => row.saidDomain === row.domain).length;
  const near = rows.filter(
    (row) => row.saidDomain === row.domain || row.also.includes(row.saidDomain),
  ).length;
  const tier = tiered.filter((row) => row.saidTier === row.tier).length;
  return `| ${name} | ${rows.length} | ${share(domain, rows.length)} | ${share(near, rows.length)} | ${share(tier, tiered.length)} | ${tiered.filter(isFarOff).length} |`;
}

function isFarOff({ tier, saidTier }: Measured): boolean {
  const names: readonly string[] = TIERS;
  return tier !== null && Math.abs(names.indexOf(tier) - names.indexOf(saidTier)) > 1;
}

function share(count: number, of: number): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  const [low, high] = wilsonInterval(count, of);
  return `${percent(of === 0 ? 0 : count / of)} % [${percent(low)}, ${percent(high)}]`;
}

function confusion(
  rows: readonly Measured[],
  label: (row: Measured) => string,
  said: (row: Measured) => string,
  order: readonly string[] = [],
): string[] {
  const names = [...new Set([...order, ...rows.flatMap((row) => [label(row), said(row)]).sort()])];
  const cell = (row: string, column: string) =>
    rows.filter((one) => label(one) === row && said(one) === column).length || '';
  return [
    `| | ${names.map((name) => name.replaceAll('_', ' ')).join(' | ')} |`,
    `| --- |${names.map(() => ' ---: |').join('')}`,
    ...names.map(
      (row) => `| ${row.replaceAll('_', ' ')} | ${names.map((column) => cell(row, column)).join(' | ')} |`,
    ),
  ];
}

function listErrors(rows: readonly Measured[]): void {
  for (const row of rows) {
    const where = `${row.part} ${row.source} ${row.module}`;
    if (row.saidDomain !== row.domain)
      console.log(
        `domain ${where}: ${row.domain} (${row.also.join(', ')}), said ${row.saidDomain}: ${row.why}`,
      );
    if (row.tier !== null && row.saidTier !== row.tier)
      console.log(`tier ${where}: ${row.tier}, said ${row.saidTier}: ${row.why}`);
  }
}
