import { loadPrompt } from '../../describe/prompts.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { type LlmClient, openLlmClient } from '../../llm/client.ts';
import { loadParser } from '../../verilog/parser.ts';
import { AnswerStore } from './answer-store.ts';
import { type AskedDescriptions, askDescriptions, promptFolder } from './ask-descriptions.ts';
import { checkAgain } from './check-again.ts';
import { openChecker } from './description-checker.ts';
import { DESCRIBE_PARAMETERS, type DescribeParameters } from './parameters.ts';
import { makeRoundTrips } from './round-trip.ts';
import { pendingDescriptions, wantedDescriptions } from './wanted-descriptions.ts';
import { STRUCTURAL_PENDING, writeStructural } from './write-structural.ts';

/** Says of every kept module what structure proves, and asks a model for the rest where there is an endpoint. */
export const describeStage: Stage<DescribeParameters> = {
  name: 'describe',
  version: 1,
  scope: 'document',
  summary: 'describe modules, and check what is said of them',
  reads: ['curated.describable_modules', 'raw.documents', 'raw.bundle_files'],
  writes: [
    'fact.module_facts',
    'fact.descriptions',
    'fact.description_checks',
    'fact.description_failures',
    'fact.llm_answers',
  ],
  parameters: DESCRIBE_PARAMETERS,
  plan: async ({ warehouse, projectRoot }, parameters) => {
    const wanted = wantedDescriptions(parameters, promptFolder(projectRoot, parameters.prompts));
    const modules = await warehouse.count('SELECT count(*) FROM curated.describable_modules');
    const structural = await warehouse.count(`SELECT count(*) FROM (${STRUCTURAL_PENDING})`);
    const asked =
      wanted.length === 0
        ? 0
        : await warehouse.count(`SELECT count(*) FROM (${pendingDescriptions(wanted, parameters.retry)})`);
    const total = modules * (1 + wanted.length);
    const endpoint =
      wanted.length === 0
        ? 'by structure alone, no endpoint is set'
        : `asked of ${parameters.endpoint.model}`;
    return {
      todo: structural + asked,
      done: total - structural - asked,
      why: `descriptions without a text, ${endpoint}`,
    };
  },
  run: describeModules,
};

async function describeModules(context: StageContext, parameters: DescribeParameters): Promise<StageOutcome> {
  const { warehouse, projectRoot } = context;
  const folder = promptFolder(projectRoot, parameters.prompts);
  const wanted = wantedDescriptions(parameters, folder);
  await loadParser();
  const modules = await warehouse.count('SELECT count(*) FROM curated.describable_modules');
  const checker = await openChecker(warehouse, parameters.benchmark_nearness);
  const structural = await writeStructural(context, checker);
  const notes = [`${structural} modules described by structure`];
  await checkAgain(context, checker);
  if (wanted.length === 0) return { rowsIn: modules, kept: modules, rejected: 0, added: structural, notes };
  const store = await AnswerStore.open(warehouse);
  try {
    const client = openLlmClient({
      endpoint: parameters.endpoint,
      cache: store.journal,
      tokenBudget: parameters.token_budget,
    });
    const counts = await askDescriptions(context, wanted, parameters.retry, client, store, checker);
    if (parameters.round_trip_samples > 0) {
      const prompt = loadPrompt(folder, 'regenerate');
      const samples = parameters.round_trip_samples;
      const { model } = parameters.endpoint;
      notes.push(...(await makeRoundTrips(context, samples, prompt, model, client, store)));
    }
    const rowsIn = modules * (1 + wanted.length);
    const missing = await warehouse.count(`SELECT count(*) FROM (${pendingDescriptions(wanted, true)})`);
    return {
      rowsIn,
      kept: rowsIn - missing,
      rejected: missing,
      added: structural + counts.described,
      notes: [...notes, ...describeCounts(counts, missing - counts.failed - counts.left, client)],
    };
  } finally {
    await store.settle();
    store.close();
  }
}

/** `before`: texts that failed in earlier runs and were not asked for again. */
function describeCounts(
  { described, failed, left }: AskedDescriptions,
  before: number,
  { spending }: LlmClient,
): string[] {
  const { calls, inputTokens, outputTokens, cost } = spending;
  const price = cost === 0 ? '' : `, cost ${cost.toFixed(4)}`;
  return [
    `${described} answers, ${calls} calls paid: ${inputTokens} tokens in, ${outputTokens} out${price}`,
    ...(failed === 0
      ? []
      : [`${failed} failed: report.description_failures; quarry describe --retry asks again`]),
    ...(before === 0 ? [] : [`${before} failed in earlier runs: quarry describe --retry asks again`]),
    ...(left === 0 ? [] : [`${left} left, the token budget is spent: the same command goes on`]),
  ];
}
