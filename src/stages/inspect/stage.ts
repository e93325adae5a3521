import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { loadParser } from '../../verilog/parser.ts';
import { analyseTestbench } from '../../verilog/testbench-check.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

const VERSION = 2;
/** Testbenches analysed and stored at once. */
const BATCH = 64;

/** Finds out from each testbench's text whether it compares outputs of the design with anything at all. */
export const inspectStage: Stage = {
  name: 'inspect',
  version: VERSION,
  scope: 'document',
  summary: 'find out which testbenches check anything',
  reads: ['curated.attempt_inputs', 'raw.documents', 'raw.bundle_files'],
  writes: ['fact.testbenches'],
  parameters: { type: 'object', additionalProperties: false, properties: {} },
  plan: async ({ warehouse }) => {
    const total = await warehouse.count(`SELECT count(*) FROM (${TESTBENCHES})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`);
    return { todo, done: total - todo, why: `testbenches without an analysis of version ${VERSION}` };
  },
  run: inspectPending,
};

const TESTBENCHES =
  'SELECT DISTINCT testbench_sha256 FROM curated.attempt_inputs WHERE testbench_sha256 IS NOT NULL';

const PENDING = `
  SELECT * FROM (${TESTBENCHES})
  ANTI JOIN (SELECT testbench_sha256 FROM fact.testbenches WHERE version = ${VERSION}) USING (testbench_sha256)`;

async function inspectPending({ warehouse, progress }: StageContext): Promise<StageOutcome> {
  await setCurrent(warehouse, 'inspect', String(VERSION));
  const total = await warehouse.count(`SELECT count(*) FROM (${TESTBENCHES})`);
  const pending = await freezePending<{ testbench_sha256: string }>(warehouse, {
    name: 'testbenches',
    query: PENDING,
    batch: BATCH,
    read: 'SELECT testbench_sha256 FROM pending ORDER BY position',
  });
  if (pending.count > 0) await loadParser();
  let done = 0;
  for await (const rows of pending.batches()) {
    const names = rows.map((row) => row.testbench_sha256);
    const bundles = await readBundles(warehouse, names, 'testbench.sv');
    const facts = names.map((name) => testbenchRow(name, bundles.get(name) ?? []));
    await warehouse.append('fact.testbenches', ['testbench_sha256', 'version'], facts);
    done += names.length;
    progress.step({
      stage: 'inspect',
      done,
      total: pending.count,
      unit: 'testbenches',
      cached: total - pending.count,
    });
  }
  const notes = await describeUnchecked(warehouse, total);
  return { rowsIn: total, kept: total, rejected: 0, added: pending.count, notes };
}

function testbenchRow(testbench: string, files: readonly BundleFile[]): SqlRow {
  const found = analyseTestbench(files.map((file) => file.text).join('\n'));
  return {
    testbench_sha256: testbench,
    version: VERSION,
    checks: found.checks,
    how: JSON.stringify(found.how),
    top_modules: JSON.stringify(found.topModules),
    modules: JSON.stringify(found.modulesDefined),
    instances: JSON.stringify(found.duts),
    packages: JSON.stringify(found.importsPackages),
  };
}

async function describeUnchecked(warehouse: Warehouse, total: number): Promise<string[]> {
  const unchecked = await warehouse.count(
    `SELECT count(*) FROM (${TESTBENCHES}) JOIN curated.testbenches USING (testbench_sha256) WHERE NOT checks`,
  );
  return unchecked === 0 ? [] : [`${unchecked} of ${total} testbenches check nothing`];
}
