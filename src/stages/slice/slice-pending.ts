import { mapConcurrently } from '../../core/map-concurrently.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import { openToolbox, type Toolbox } from '../../eda/toolbox.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { sliceDesign } from '../../truth/slices/slice-design.ts';
import { loadParser } from '../../verilog/parser.ts';
import { readSliceableDesign } from '../../verilog/slice/sliceable-design.ts';
import { type BundleFile, readBundles } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { currentConfiguration, type SliceParameters } from './configuration.ts';
import { countDesigns, freezeDesigns } from './pending-designs.ts';
import { type SliceRows, sliceRows } from './slice-rows.ts';

/** Designs whose texts are read at once, and stored at once. */
const BATCH = 64;
/** Designs waiting for a lane or in one. */
const IN_PROGRESS = 8;

/** Slices every design that is to be and has no fact. */
export async function slicePending(
  context: StageContext,
  parameters: SliceParameters,
): Promise<StageOutcome> {
  const { warehouse } = context;
  if (!parameters.enabled)
    return { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: ['not sliced: not enabled'] };
  const configuration = currentConfiguration(parameters);
  await setCurrent(warehouse, 'slice', configuration);
  const { total, pending } = await countDesigns(warehouse, parameters, configuration);
  const stalled = new StalledWork();
  if (pending > 0) await sliceAll(context, parameters, configuration, { total, pending, stalled });
  const { unsliced } = await countDesigns(warehouse, parameters, configuration);
  return {
    rowsIn: total,
    kept: total - unsliced,
    rejected: unsliced,
    added: pending - stalled.count,
    notes: [
      ...(await describe(warehouse, configuration, total, unsliced)),
      ...stalled.tell('designs', context.progress),
    ],
  };
}

async function sliceAll(
  { warehouse, progress }: StageContext,
  parameters: SliceParameters,
  configuration: string,
  { total, pending, stalled }: { total: number; pending: number; stalled: StalledWork },
): Promise<void> {
  const { lanes, allow_unconfined: allowUnconfined, prove } = parameters;
  await loadParser();
  const toolbox = prove
    ? await openToolbox({ ...(lanes === 0 ? {} : { lanes }), allowUnconfined })
    : undefined;
  let done = 0;
  let results: SliceRows[] = [];
  const store = async (): Promise<void> => {
    await storeRows(warehouse, results);
    results = [];
  };
  const designs = sourcedDesigns(warehouse, parameters, configuration);
  const work = (design: SourcedDesign): Promise<SliceRows | undefined> =>
    stalled.try(design.rtl, sliceOne(toolbox, configuration, design));
  try {
    for await (const rows of mapConcurrently(designs, IN_PROGRESS, work)) {
      if (rows !== undefined) results.push(rows);
      done += 1;
      progress.step({ stage: 'slice', done, total: pending, unit: 'designs', cached: total - pending });
      if (results.length >= BATCH) await store();
    }
    await store();
  } finally {
    await toolbox?.close();
  }
}

/** Slices first: a design counts as sliced when its own row stands. */
async function storeRows(warehouse: Warehouse, rows: readonly SliceRows[]): Promise<void> {
  await warehouse.transaction(async () => {
    const slices = rows.flatMap((one) => one.slices);
    await warehouse.append('fact.slices', ['rtl_sha256', 'configuration', 'module', 'position'], slices);
    const designs = rows.map((one) => one.design);
    await warehouse.append('fact.sliced_designs', ['rtl_sha256', 'configuration'], designs);
  });
}

interface SourcedDesign {
  rtl: string;
  files: readonly BundleFile[];
}

async function* sourcedDesigns(
  warehouse: Warehouse,
  parameters: SliceParameters,
  configuration: string,
): AsyncGenerator<SourcedDesign> {
  const pending = await freezeDesigns(warehouse, parameters, configuration, BATCH);
  for await (const designs of pending.batches()) {
    const names = designs.map(({ rtl }) => rtl);
    const bundles = await readBundles(warehouse, names, 'design.sv');
    for (const rtl of names) yield { rtl, files: bundles.get(rtl) ?? [] };
  }
}

async function sliceOne(
  toolbox: Toolbox | undefined,
  configuration: string,
  { rtl, files }: SourcedDesign,
): Promise<SliceRows> {
  const started = performance.now();
  const design = readSliceableDesign(plainSources(files, []).design);
  const result = 'problem' in design ? design : await sliceDesign(design, { toolbox });
  return sliceRows({ rtl, configuration, seconds: (performance.now() - started) / 1000, result });
}

async function describe(
  warehouse: Warehouse,
  configuration: string,
  total: number,
  unsliced: number,
): Promise<string[]> {
  if (total === 0) return ['nothing to slice: no answer was compared with a reference'];
  const [row] = await warehouse.rows<{ outputs: number; proved: number; generous: number }>(
    `SELECT count(*)::INTEGER AS outputs, count(*) FILTER (WHERE proof = 'proved')::INTEGER AS proved,
       count(*) FILTER (WHERE level <> 'minimal')::INTEGER AS generous
     FROM fact.slices WHERE configuration = ?`,
    [configuration],
  );
  const { outputs, proved, generous } = row!;
  return [
    `${proved} of ${outputs} outputs are proved by their slices, ${generous} needed more than the smallest`,
    ...(unsliced === 0 ? [] : [`${unsliced} of ${total} designs could not be sliced`]),
  ];
}
