import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { openStrengthTools } from '../../truth/strength-tools.ts';
import { loadParser } from '../../verilog/parser.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { currentConfiguration, type RetestParameters, VERSION } from './configuration.ts';
import { generateTestbenches } from './generate-testbenches.ts';
import { countRetests, countUnmade } from './pending-retests.ts';
import { retestAnswers } from './retest-answers.ts';

/** Tries answers whose testbench is missing or weak with one that is generated from their reference. */
export const retestStage: Stage<RetestParameters> = {
  name: 'retest',
  version: VERSION,
  scope: 'document',
  summary: 'replace weak testbenches by ones generated from references',
  reads: ['curated.weakly_tested', 'raw.documents', 'raw.bundle_files'],
  writes: ['fact.generated_testbenches', 'fact.retests', 'raw.documents'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      enabled: { type: 'boolean', default: true },
      mutants: { type: 'integer', minimum: 1, default: 60 },
      at_least: { type: 'number', minimum: 0, maximum: 1, default: 0.9 },
      seed: { type: 'string', default: '1' },
      patterns: { type: 'string', default: 'pipelines/verdict-patterns.yaml' },
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async (context, parameters) => {
    if (!parameters.enabled) return { todo: 0, done: 0, why: 'not enabled: no testbench is generated' };
    const { key } = await currentConfiguration(context, parameters);
    const { total, pending } = await countRetests(context.warehouse, key);
    return { todo: pending, done: total - pending, why: 'weakly tested designs without a second verdict' };
  },
  run: retestPending,
};

async function retestPending(context: StageContext, parameters: RetestParameters): Promise<StageOutcome> {
  const { warehouse } = context;
  if (!parameters.enabled) return { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: ['not enabled'] };
  const configuration = await currentConfiguration(context, parameters);
  const { total, pending } = await countRetests(warehouse, configuration.key);
  const used = { configuration: configuration.key, at_least: parameters.at_least };
  await setCurrent(warehouse, 'retest', JSON.stringify(used));
  const stalled = new StalledWork();
  if (pending > 0) await retestAll(context, parameters, configuration, stalled);
  const unmade = await countUnmade(warehouse, configuration.key);
  return {
    rowsIn: total,
    kept: total - unmade,
    rejected: unmade,
    added: pending,
    notes: [
      ...(unmade === 0 ? [] : [`${unmade} designs have a reference that cannot be tried`]),
      ...stalled.tell('references and answers', context.progress),
    ],
  };
}

async function retestAll(
  context: StageContext,
  parameters: RetestParameters,
  configuration: Awaited<ReturnType<typeof currentConfiguration>>,
  stalled: StalledWork,
): Promise<void> {
  const { lanes, allow_unconfined: allowUnconfined } = parameters;
  await loadParser();
  const tools = await openStrengthTools({ allowUnconfined, ...(lanes === 0 ? {} : { lanes }) });
  try {
    await generateTestbenches(context, parameters, configuration, tools, stalled);
    await retestAnswers(context, tools.simulator, configuration, stalled);
  } finally {
    await tools.close();
  }
}
