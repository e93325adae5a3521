import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPipeline } from '../src/engine/load-pipeline.ts';
import { SILENT } from '../src/engine/progress.ts';
import { runPipeline } from '../src/engine/run-pipeline.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { STAGES } from '../src/stages/registry.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';

/**
 * Licence decisions to be checked by hand: a sample of files, every combination of repository, licence and source of
 * the decision at least once, each with the beginning of its first comment and the words that decided.
 * Usage: node bench/licences.ts "<sources or list.yaml>" [files, default 200]
 */
const PROJECT = join(import.meta.dirname, '..');
const SHARED = join(PROJECT, '../shared/data/corpora/rtl_design_training.jsonl');
const files = Number(process.argv[3] ?? 200);
const corpora = process.argv[2] ?? (existsSync(SHARED) ? SHARED : undefined);
if (corpora === undefined) console.log('No sources given and no shared data: the sample repository it is.');

interface Row {
  repo: string;
  place: string;
  licence: string | null;
  kind: string;
  decided_by: string;
  decision: string;
  evidence: string | null;
  head: string;
}

const work = mkdtempSync(join(tmpdir(), 'quarry-licences-'));
const warehouse = await Warehouse.open(join(work, 'w.duckdb'));
try {
  const set = corpora === undefined ? {} : { corpora };
  const pipeline = loadPipeline(join(PROJECT, 'pipelines/mine-github.yaml'), set);
  const stages = pipeline.stages.filter(({ stage }) => stage === 'gather' || stage === 'licence');
  const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT });
  await runPipeline({ ...pipeline, stages, audits: [] }, STAGES, context);
  for (const row of await sample()) printRow(row);
  await printTotals();
} finally {
  await warehouse.close();
  rmSync(work, { recursive: true, force: true });
}

/** Rare combinations first, then by a hash of the file's id, so that two runs draw the same files. */
function sample(): Promise<Row[]> {
  return warehouse.rows<Row>(
    `WITH drawn AS (
       SELECT file_id, row_number() OVER (
         PARTITION BY repo, licence, licence_kind, decided_by ORDER BY md5(file_id)) AS turn
       FROM curated.file_licences JOIN curated.corpus_files USING (file_id)
       ORDER BY turn, md5(file_id) LIMIT ${files})
     SELECT f.repo, f.path || CASE WHEN f.origin = 'dataset' THEN '#' || f.ordinal ELSE '' END AS place,
       l.licence, l.licence_kind AS kind, l.decided_by, l.licence_decision AS decision,
       l.evidence_text AS evidence, d.text[:1500] AS head
     FROM drawn JOIN curated.file_licences AS l USING (file_id)
     JOIN curated.corpus_files AS f USING (file_id) JOIN raw.documents AS d ON d.sha256 = f.sha256
     ORDER BY decision, kind, f.repo, place`,
  );
}

function printRow({ repo, place, licence, kind, decided_by, decision, evidence, head }: Row): void {
  console.log(`${decision}  ${licence ?? '-'} (${kind}) by ${decided_by}  ${repo}  ${place}`);
  console.log(`    says:   ${oneLine(evidence ?? '-', 150)}`);
  console.log(`    header: ${oneLine(head, 300)}`);
}

async function printTotals(): Promise<void> {
  const rows = await warehouse.rows<Record<string, unknown>>(
    `SELECT licence_decision, licence_kind, coalesce(licence, '-') AS licence, decided_by, count(*) AS files
     FROM curated.file_licences GROUP BY ALL ORDER BY ALL`,
  );
  console.log();
  for (const row of rows) console.log(Object.values(row).map(String).join('  '));
}

function oneLine(text: string, length: number): string {
  return text
    .replace(/[\s/*#=-]+/g, ' ')
    .trim()
    .slice(0, length);
}
