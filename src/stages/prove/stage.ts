import { keyHash } from '../../core/content-hash.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import { trySandbox } from '../../eda/sandbox.ts';
import { DEFAULT_LIMITS, openSimulator } from '../../eda/simulator.ts';
import { findTools } from '../../eda/tool-program.ts';
import { openToolbox } from '../../eda/toolbox.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { bundleSource } from '../../verilog/closure/bundle-source.ts';
import { loadParser } from '../../verilog/parser.ts';
import { readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { type ProofTools, type ProvableBundle, proveBundles } from './prove-bundles.ts';

interface ProveParameters {
  /** Jobs at once for each tool; 0 = one a core. */
  lanes: number;
  /** Works without bubblewrap where it cannot work. */
  allow_unconfined: boolean;
}

const VERSION = 3;
/** Bundles that are read, synthesized and stored together. */
const BATCH = 16;
/** Batches in progress, so that one synthesizes while another simulates: the most that a kill can lose. */
const IN_PROGRESS = 3;

/** Testbenches are kept apart; there is nothing to prove of them. */
const BUNDLES = `
  SELECT b.bundle_sha256, b.top, any_value(b.front_end) AS front_end, bool_or(b.stubs <> '[]') AS has_stubs
  FROM curated.module_bundles AS b JOIN curated.corpus_modules AS m USING (module_id)
  WHERE b.bundle_sha256 IS NOT NULL AND m.decision = 'kept' GROUP BY b.bundle_sha256, b.top`;

const PENDING = `
  SELECT * FROM (${BUNDLES})
  ANTI JOIN (SELECT bundle_sha256, top FROM fact.proofs WHERE configuration = ?) USING (bundle_sha256, top)`;

/** Synthesizes the bundles that compile, and simulates them beside their netlists under generated stimuli. */
export const proveStage: Stage<ProveParameters> = {
  name: 'prove',
  version: VERSION,
  scope: 'document',
  summary: 'synthesize each module, and simulate it beside its netlist',
  reads: ['curated.module_bundles', 'curated.corpus_modules', 'raw.documents', 'raw.bundle_files'],
  writes: ['fact.proofs'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async ({ warehouse }, parameters) => {
    const configuration = await proofConfiguration(parameters);
    const total = await warehouse.count(`SELECT count(*) FROM (${BUNDLES})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [configuration]);
    return {
      todo,
      done: total - todo,
      why: 'bundles that compile and that these tools have not been tried on',
    };
  },
  run: provePending,
};

async function proofConfiguration({ allow_unconfined }: ProveParameters): Promise<string> {
  const { tool, flags } = await icarusIdentity('2012');
  const yosys = findTools().yosys?.version ?? 'none';
  const sandbox = allow_unconfined && !('sandbox' in trySandbox()) ? 'limits-only' : 'bubblewrap';
  return keyHash('prove', String(VERSION), tool, flags, yosys, sandbox, JSON.stringify(DEFAULT_LIMITS));
}

async function provePending(context: StageContext, parameters: ProveParameters): Promise<StageOutcome> {
  const { warehouse } = context;
  const configuration = await proofConfiguration(parameters);
  await setCurrent(warehouse, 'prove', configuration);
  const total = await warehouse.count(`SELECT count(*) FROM (${BUNDLES})`);
  const pending = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [configuration]);
  if (findTools().yosys === undefined) {
    return {
      rowsIn: total,
      kept: total,
      rejected: 0,
      added: 0,
      notes: ['Yosys is not installed: nothing is proved'],
    };
  }
  const stalled = new StalledWork();
  if (pending > 0) await proveAll(context, parameters, configuration, { total, pending, stalled });
  return {
    rowsIn: total,
    kept: total,
    rejected: 0,
    added: pending - stalled.count,
    notes: [...(await describe(warehouse, configuration)), ...stalled.tell('bundles', context.progress)],
  };
}

async function proveAll(
  { warehouse, progress }: StageContext,
  { lanes, allow_unconfined }: ProveParameters,
  configuration: string,
  { total, pending, stalled }: { total: number; pending: number; stalled: StalledWork },
): Promise<void> {
  await loadParser();
  const options = { ...(lanes === 0 ? {} : { lanes }), allowUnconfined: allow_unconfined };
  const tools: ProofTools = { simulator: await openSimulator(options), toolbox: await openToolbox(options) };
  let done = 0;
  const work = async (bundles: readonly ProvableBundle[]): Promise<SqlRow[]> => {
    const proofs = await proveBundles(tools, bundles, stalled);
    return bundles.flatMap(({ bundleSha256, top }, at) => {
      const proof = proofs[at];
      return proof === undefined ? [] : [{ bundle_sha256: bundleSha256, top, configuration, ...proof }];
    });
  };
  try {
    for await (const rows of mapConcurrently(pendingBundles(warehouse, configuration), IN_PROGRESS, work)) {
      await warehouse.append('fact.proofs', ['bundle_sha256', 'top', 'configuration'], rows);
      done += rows.length;
      progress.step({ stage: 'prove', done, total: pending, unit: 'bundles', cached: total - pending });
    }
  } finally {
    await Promise.all([tools.simulator.close(), tools.toolbox.close()]);
  }
}

interface BundleRow {
  bundle_sha256: string;
  top: string;
  front_end: string;
  has_stubs: boolean;
}

async function* pendingBundles(
  warehouse: Warehouse,
  configuration: string,
): AsyncGenerator<ProvableBundle[]> {
  const pending = await freezePending<BundleRow>(warehouse, {
    name: 'proofs',
    query: PENDING,
    values: [configuration],
    batch: BATCH,
    read: 'SELECT * FROM pending ORDER BY position',
  });
  for await (const rows of pending.batches()) {
    const names = rows.map((row) => row.bundle_sha256);
    const bundles = await readBundles(warehouse, names, 'bundle.sv');
    yield rows.map(({ bundle_sha256, top, front_end, has_stubs }) => ({
      bundleSha256: bundle_sha256,
      top,
      frontEnd: front_end,
      hasStubs: has_stubs,
      source: bundleSource(bundles.get(bundle_sha256) ?? []),
    }));
  }
}

async function describe(warehouse: Warehouse, configuration: string): Promise<string[]> {
  const rows = await warehouse.rows<{ evidence: string; bundles: bigint }>(
    `SELECT evidence, count(*) AS bundles FROM (${BUNDLES}) JOIN fact.proofs AS p USING (bundle_sha256, top)
     WHERE p.configuration = ? GROUP BY 1 ORDER BY 2 DESC, 1`,
    [configuration],
  );
  return rows.map(({ evidence, bundles }) => `${bundles} ${evidence}`);
}
