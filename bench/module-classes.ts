import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { classifyModule } from '../src/verilog/classify-module.ts';
import type { TierRules } from '../src/verilog/complexity/tier-rules.ts';
import { NO_SURROUNDINGS, type Surroundings } from '../src/verilog/domain/surroundings.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { readStructure } from '../src/verilog/structure/structure.ts';
import { type FoundModule, findClone, LabelledRepository } from './labelled-repositories.ts';
import { type Label, type Measured, page, type SecondLabel } from './module-classes-page.ts';

/**
 * Domain and tier of the modules of test/verilog/module-classes beside their labels: confusion matrices.
 * Usage: node bench/module-classes.ts [--repositories <folder with clones named owner+name>] [--labels file]... [--list] [--write]
 * Clones may be bare. Labels whose source is not there are counted as not measured. --list prints the misses, those of
 * the held-out sets only with --held-out: a set is held out for as long as nobody looks.
 */
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
    labels: {
      type: 'string',
      multiple: true,
      default: ['labels', 'held-out'].map((name) =>
        join(PROJECT, `test/verilog/module-classes/${name}.jsonl`),
      ),
    },
    list: { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

await loadParser();
const rules = parse(readFileSync(join(PROJECT, 'pipelines/complexity-tiers.yaml'), 'utf8')) as TierRules;
const labels = values.labels.flatMap((path) => readLines<Label>(path));
const references = new Map(
  (existsSync(values.references)
    ? readLines<{ task_id: string; module_code: string }>(values.references)
    : []
  ).map((row) => [row.task_id, row.module_code]),
);
const repositories = new Map<string, LabelledRepository>();
const measured = labels.flatMap(measure);
const second = readLines<SecondLabel>(join(PROJECT, 'test/verilog/module-classes/second-reader.jsonl'));
const text = page(measured, labels, second);
console.log(text);
if (values.list) listErrors(measured.filter(({ part }) => part === 'tune' || values['held-out']));
if (values.write) writeFileSync(join(PROJECT, 'docs/module-classes.md'), text);

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function measure(label: Label): Measured[] {
  const found = findModule(label);
  if (found === undefined) return [];
  const { domain, tier } = classifyModule(found.module.structure, found.module.text, rules, {
    surroundings: found.surroundings,
  });
  const why = `${domain.reasons
    .slice(0, 3)
    .map((one) => `${one.domain}: ${one.reason}`)
    .join('; ')} | ${tier.reasons.join(', ')}`;
  return [{ ...label, saidDomain: domain.primary, saidTier: tier.tier, why }];
}

/** A label's module; references lie nowhere. */
function findModule(label: Label): { module: FoundModule; surroundings: Surroundings } | undefined {
  const { source, commit = '', path = '', module } = label;
  if (source === 'verilogeval-human') {
    const text = references.get(module);
    const structure = text === undefined ? undefined : readStructure(text)?.[0];
    if (text === undefined || structure === undefined) return undefined;
    return { module: { path: '', text, structure }, surroundings: NO_SURROUNDINGS };
  }
  const folder = findClone(values.repositories, source);
  if (folder === undefined) return undefined;
  const repository = repositories.get(folder) ?? new LabelledRepository(folder, commit);
  repositories.set(folder, repository);
  const found = repository.module(path, module);
  return found && { module: found, surroundings: repository.surroundings(found) };
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
