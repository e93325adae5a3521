import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { contentHash } from '../src/core/content-hash.ts';
import { exactKeys } from '../src/dedupe/exact-keys.ts';
import { loadPipeline } from '../src/engine/load-pipeline.ts';
import { SILENT } from '../src/engine/progress.ts';
import { runPipeline } from '../src/engine/run-pipeline.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { STAGES } from '../src/stages/registry.ts';
import { lex } from '../src/verilog/lexer.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';
import { explainDuplicates, type KnownRow } from './explain-duplicates.ts';

/**
 * Duplicates of data sets whose numbers are known: counted over the raw field of each row, and by the pipeline over
 * modules, with every difference told by its kind.
 * Usage: node bench/duplicates-known.ts [--rows]
 * `--rows` names the rows behind each difference (numbers in the file, from 0).
 */
const PROJECT = join(import.meta.dirname, '..');
const SETS = [
  { file: 'rtlcoder_small_7b.jsonl', field: 'output', known: [1, 5, 45] },
  { file: 'rtl_design_training.jsonl', field: 'response', known: [49, 49, 552] },
];
/** Keys, each blind to more than the one before: that of a row, that of a module, and how the pipeline names it. */
const KEYS = [
  { name: 'text', ofText: (text: string) => contentHash(text), column: 'm.module_sha256' },
  { name: 'comments', ofText: (text: string) => exactKeys(lex(text)).tokens, column: 'f.tokens_key' },
  { name: 'renamed', ofText: (text: string) => exactKeys(lex(text)).renamed, column: 'f.renamed_key' },
];
/** What decides whether a module is compared, and as what; that it compiles changes no duplicate. */
const STAGE_NAMES = ['gather', 'licence', 'screen', 'parse', 'curate', 'dedupe'];
const withRows = process.argv.includes('--rows');

for (const set of SETS) {
  const path = join(PROJECT, '../shared/data/corpora', set.file);
  if (!existsSync(path)) console.log(`bench-duplicates-known: not run, ${path} is not there`);
  else await explainSet(path, set.field, set.known);
}

async function explainSet(path: string, field: string, known: readonly number[]): Promise<void> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const texts = lines.map((line) => (JSON.parse(line) as Record<string, string>)[field] ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
  const warehouse = await Warehouse.open(join(folder, 'w.duckdb'));
  try {
    await findDuplicates(warehouse, path);
    for (const [at, key] of KEYS.entries()) {
      const counted = new Set(KEYS.slice(0, at + 1).map(({ name }) => name));
      const rows = await readRows(warehouse, texts, key);
      const { amongRows, steps, reported } = explainDuplicates(rows, counted);
      console.log(`\n${basename(path)}, ${rows.length} rows, by ${key.name}`);
      console.log(`${count(amongRows)} among rows over \`${field}\` (known: ${known[at]})`);
      for (const { kind, change, rows: named } of steps) {
        console.log(`${count(change, true)} ${kind}`);
        if (withRows) for (const one of named) console.log(`            ${one}`);
      }
      console.log(`${count(reported)} among modules, dropped by ${[...counted].join(', ')}`);
    }
  } finally {
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function findDuplicates(warehouse: Warehouse, path: string): Promise<void> {
  const mining = loadPipeline(join(PROJECT, 'pipelines/mine-github.yaml'));
  const stages = mining.stages
    .filter(({ stage }) => STAGE_NAMES.includes(stage))
    .map(({ stage, with: values }) => ({
      stage,
      with: stage === 'gather' ? { ...values, sources: [path] } : values,
    }));
  const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT });
  await runPipeline({ ...mining, stages, audits: [] }, STAGES, context);
}

async function readRows(
  warehouse: Warehouse,
  texts: readonly string[],
  { ofText, column }: (typeof KEYS)[number],
): Promise<KnownRow[]> {
  const rows = texts.map(
    (text, ordinal): KnownRow => ({ ordinal, key: ofText(text), rejected: undefined, modules: [] }),
  );
  const modules = await warehouse.rows<{ ordinal: number; key: string; droppedBy: string | null }>(
    `SELECT c.ordinal, ${column} AS key, d.key AS "droppedBy"
     FROM curated.modules AS m JOIN raw.corpus_files AS c USING (file_id)
     JOIN fact.fingerprints AS f ON f.text_sha256 = m.module_sha256 AND f.kind = 'code'
     LEFT JOIN report.duplicates AS d USING (module_id) ORDER BY ALL`,
  );
  for (const { ordinal, key, droppedBy } of modules)
    rows[ordinal]!.modules.push({ key, droppedBy: droppedBy ?? undefined });
  const reasons = await warehouse.rows<{ ordinal: number; reason: string | null }>(
    `SELECT c.ordinal, s.reason FROM curated.screened_files AS s JOIN raw.corpus_files AS c USING (file_id)`,
  );
  for (const { ordinal, reason } of reasons)
    if (rows[ordinal]!.modules.length === 0) rows[ordinal]!.rejected = reason ?? 'no module';
  return rows;
}

function count(value: number, signed = false): string {
  return `${signed && value > 0 ? '+' : ''}${value}`.padStart(8);
}
