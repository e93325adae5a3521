import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishModels } from '../src/engine/models.ts';
import { SILENT } from '../src/engine/progress.ts';
import { runPipeline } from '../src/engine/run-pipeline.ts';
import type { StageContext } from '../src/engine/stage.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { STAGES } from '../src/stages/registry.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';

/**
 * The stage `dedupe` over synthetic modules (made here, said to be so): peak memory, whether time is linear, and
 * what 1 % new documents cost. Usage: node bench/dedupe-scale.ts [modules, default 1000000]
 */
const PROJECT = join(import.meta.dirname, '..');
const MEMORY_MIB = 2048;
const INCREMENT_SHARE = 0.03;
/** Time a module may grow by this factor from a quarter of the modules to all. */
const LINEAR = 1.25;
/** Modules made at once: texts for about 70 MB. */
const CHUNK = 50_000;

interface Measured {
  modules: number;
  added: number;
  seconds: number;
  peakMiB: number;
  duplicates: number;
  edges: number;
}

const [first = '1000000', folder, from, to] = process.argv.slice(2);
if (first === '--measure') console.log(JSON.stringify(await measure(folder!, Number(from), Number(to))));
else report(Number(first));

function report(modules: number): void {
  const work = mkdtempSync(join(tmpdir(), 'quarry-scale-'));
  try {
    console.log(`${modules} synthetic modules of about 1.3 KB: a third in families of near-duplicates`);
    const quarter = show(child(join(work, 'quarter'), 0, modules / 4));
    const full = show(child(join(work, 'full'), 0, modules));
    const more = show(child(join(work, 'full'), modules, Math.round(modules * 1.01)));
    const growth = full.seconds / full.modules / (quarter.seconds / quarter.modules);
    const share = more.seconds / full.seconds;
    console.log(`time a module, all against a quarter: ${growth.toFixed(2)} (limit ${LINEAR})`);
    console.log(`1 % more: ${(100 * share).toFixed(1)} % of the full run (limit ${100 * INCREMENT_SHARE} %)`);
    console.log(`peak memory: ${full.peakMiB.toFixed(0)} MiB (limit ${MEMORY_MIB})`);
    const good = growth <= LINEAR && share <= INCREMENT_SHARE && full.peakMiB < MEMORY_MIB;
    process.exitCode = good ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function show(measured: Measured): Measured {
  const { modules, added, seconds, peakMiB, duplicates, edges } = measured;
  console.log(
    `${modules} modules, ${added} of them new: ${seconds.toFixed(1)} s, peak ${peakMiB.toFixed(0)} MiB, ` +
      `${edges} edges, ${duplicates} duplicates`,
  );
  return measured;
}

/** A process of its own, started as bin/quarry starts, so that its peak is that of the stage. */
function child(path: string, start: number, end: number): Measured {
  const flags = [
    '--max-semi-space-size=4',
    '--max-old-space-size=512',
    '--disable-warning=ExperimentalWarning',
  ];
  const args = [...flags, import.meta.filename, '--measure', path, String(start), String(end)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
}

async function measure(path: string, start: number, end: number): Promise<Measured> {
  const warehouse = await Warehouse.open(`${path}.duckdb`);
  const context: StageContext = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT });
  await publishModels(context);
  for (let at = start; at < end; at += CHUNK)
    await addModules(warehouse, at, Math.min(at + CHUNK, end), start);
  await warehouse.run('CHECKPOINT');
  const started = performance.now();
  const [outcome] = await runPipeline(
    {
      path: 'bench',
      name: 'bench',
      description: '',
      parameters: {},
      audits: [],
      stages: [{ stage: 'dedupe', with: {} }],
    },
    STAGES,
    context,
  );
  const seconds = (performance.now() - started) / 1000;
  const edges = await warehouse.count('SELECT count(*) FROM fact.near_edges');
  await warehouse.close();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  return { modules: end, added: end - start, seconds, peakMiB, duplicates: outcome!.rejected, edges };
}

/**
 * Modules `start` to `end`. Two of three stand alone; the others belong to families of five, whose members differ in
 * one statement of twenty; those behind `known`, if it is not 0, join families below it. Texts are made by DuckDB, which costs little.
 */
async function addModules(warehouse: Warehouse, start: number, end: number, known: number): Promise<void> {
  const like = known === 0 ? 'i' : `(hash(i) % ${known})::BIGINT`;
  await warehouse.run(`
    CREATE OR REPLACE TEMP MACRO synthetic_statement(h, k) AS format(
      '  always @(posedge clk) if (a[{}:{}] == {}''d{}) y <= b {} {}; else n{} <= n{} + a;',
      h % 32, h // 32 % 32, 1 + h // 1024 % 32, h // 32768 % 100, ['+', '-', '^', '&', '|'][1 + (h // 3276800 % 5)::INTEGER],
      h // 16384000 % 1000, k, h // 16384000000 % 20);
    CREATE TEMP TABLE synthetic AS
    WITH member AS (
      SELECT i, CASE WHEN i % 3 = 0 THEN ${like} // 15 ELSE -i END AS family FROM range(${start}, ${end}) AS t(i)
    ), text AS (
      SELECT i, 'module synthetic_' || abs(family) || '(input clk, input [31:0] a, b, output reg [31:0] y);' || chr(10)
        || array_to_string(list_transform(range(20), lambda k: synthetic_statement(
             CASE WHEN hash(i, k) % 20 = 0 THEN hash(i, k) ELSE hash(family, k, 7) END, k)), chr(10))
        || chr(10) || 'endmodule' || chr(10) AS text
      FROM member
    )
    SELECT i, sha256(text) AS sha256, text FROM text;
    INSERT INTO raw.documents
      SELECT DISTINCT ON (sha256) sha256, strlen(text), text FROM synthetic
      ANTI JOIN (SELECT sha256 FROM raw.documents) USING (sha256);
    INSERT INTO curated.sft_candidates BY NAME
      SELECT sha256('row' || i) AS attempt_id, sha256 AS rtl_sha256, 'compiles' AS evidence FROM synthetic;
    DROP TABLE synthetic`);
}
