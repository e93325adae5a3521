import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSimulator } from '../src/eda/simulator.ts';
import { openToolbox } from '../src/eda/toolbox.ts';
import { SILENT } from '../src/engine/progress.ts';
import { runPipeline } from '../src/engine/run-pipeline.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { STAGES } from '../src/stages/registry.ts';
import { bundleSource } from '../src/verilog/closure/bundle-source.ts';
import { readBundles } from '../src/warehouse/bundles.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';

/**
 * What share of the files of repositories compiles: alone, with the closure in Icarus, and with Verilator beside it. A
 * file counts when each of its modules compiles. Then every bundle that is called compiled is given to the tool as a
 * user would: through the driver of Icarus, or to Verilator.
 * Usage: node bench/closure.ts <git repository or folder>...   (or REPOSITORIES="...")
 */
const repositories = [...process.argv.slice(2), ...(process.env['REPOSITORIES'] ?? '').split(/\s+/)].filter(
  Boolean,
);
if (repositories.length === 0) {
  console.log('bench-closure: not run; name repositories: make bench-closure REPOSITORIES="path/or/url ..."');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
const warehouse = await Warehouse.open(join(folder, 'w.duckdb'));
try {
  const started = performance.now();
  await mine();
  const seconds = (performance.now() - started) / 1000;
  await printShares();
  await printLosses();
  console.log(`${seconds.toFixed(0)} s with everything confined`);
  process.exitCode = (await countRefused()) === 0 ? 0 : 1;
} finally {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
}

async function mine(): Promise<void> {
  const stages = [
    { stage: 'gather', with: { sources: repositories } },
    // Every file that holds a module counts here, generated ones and testbenches too.
    { stage: 'screen', with: { reject: [] } },
    { stage: 'parse', with: {} },
    { stage: 'closure', with: {} },
    { stage: 'curate', with: {} },
  ];
  const pipeline = { path: 'bench', name: 'bench', description: '', parameters: {}, stages, audits: [] };
  const projectRoot = join(import.meta.dirname, '..');
  await runPipeline(pipeline, STAGES, stageContext({ warehouse, progress: SILENT, projectRoot }));
}

async function printShares(): Promise<void> {
  const rows = await warehouse.rows<Record<string, string | number>>(`
    WITH files AS (
      SELECT repo, path,
        bool_and(compiles_alone AND front_end = 'iverilog') AS alone,
        bool_and(compiles_closure AND front_end = 'iverilog') AS icarus,
        bool_and(compiles_closure) AS compiles
      FROM curated.modules AS m GROUP BY repo, path
    )
    SELECT coalesce(repo, 'all') AS repo, count(*)::INTEGER AS files,
      count(*) FILTER (alone)::INTEGER AS alone, count(*) FILTER (icarus)::INTEGER AS icarus,
      count(*) FILTER (compiles)::INTEGER AS verilator, round(100 * avg(compiles::INTEGER), 1) AS percent
    FROM files GROUP BY GROUPING SETS (repo, ()) ORDER BY repo IS NULL, repo`);
  console.log('repository                            files  alone  closure, Icarus  and Verilator      %');
  for (const { repo, files, alone, icarus, verilator, percent } of rows) {
    const cells = [
      [files, 7],
      [alone, 7],
      [icarus, 17],
      [verilator, 15],
      [percent, 7],
    ] as const;
    console.log(
      String(repo).slice(0, 36).padEnd(36) +
        cells.map(([cell, width]) => String(cell).padStart(width)).join(''),
    );
  }
}

async function printLosses(): Promise<void> {
  const rows = await warehouse.rows<{ repo: string; cause: string; modules: bigint }>(
    `SELECT repo, cause, count(*) AS modules FROM curated.modules WHERE NOT compiles_closure
     GROUP BY ALL ORDER BY repo, modules DESC, cause`,
  );
  console.log('modules that do not compile:');
  for (const { repo, cause, modules } of rows) console.log(`  ${repo}: ${modules} ${cause}`);
}

/** Bundles that the plain tool refuses although they are called compiled. */
async function countRefused(): Promise<number> {
  const bundles = await warehouse.rows<{ bundle_sha256: string; front_end: string }>(
    'SELECT DISTINCT bundle_sha256, front_end FROM curated.modules WHERE compiles_closure',
  );
  const simulator = await openSimulator({ useDriver: true });
  const toolbox = await openToolbox();
  let refused = 0;
  try {
    for (const { bundle_sha256: name, front_end } of bundles) {
      const parts = (await readBundles(warehouse, [name], 'bundle.sv')).get(name) ?? [];
      const file = { name: 'bundle.sv', text: bundleSource(parts) };
      const outcome =
        front_end === 'iverilog'
          ? (await simulator.run({ testbench: [], design: [file], simulate: false })).compile?.outcome
          : (await toolbox.verilator({ files: [file] })).outcome;
      if (outcome !== 'ok') refused += 1;
    }
  } finally {
    await Promise.all([simulator.close(), toolbox.close()]);
  }
  console.log(`bundles called compiled: ${bundles.length}, refused by the plain tool: ${refused}`);
  return refused;
}
