import { join } from 'node:path';
import type { ModuleFacts } from '../../describe/module-facts.ts';
import { type FilledPrompt, fillPrompt } from '../../describe/prompts.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { LlmClient, LlmOutcome } from '../../llm/client.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { AnswerStore } from './answer-store.ts';
import type { DescriptionChecker } from './description-checker.ts';
import { readFacts } from './facts-of-modules.ts';
import { type ContextRow, promptValues, readContexts } from './module-context.ts';
import { descriptionKey, pendingDescriptions, type WantedDescription } from './wanted-descriptions.ts';

/** Requests asked, stored and forgotten together. */
const BATCH = 512;

/** A request for one text of one module. */
export interface DescriptionRequest {
  key: string;
  module: string;
  wanted: WantedDescription;
  facts: ModuleFacts;
  prompt: FilledPrompt;
}

export interface AskedDescriptions {
  asked: number;
  described: number;
  failed: number;
  /** Left for another run, because the budget is spent. */
  left: number;
}

interface PendingDescription extends ContextRow {
  /** Place among the wanted kinds. */
  kind: number;
}

/** Requests for every text that is wanted and not there, a batch at a time; memory holds one batch. */
export async function freezeRequests(
  warehouse: Warehouse,
  wanted: readonly WantedDescription[],
  retry: boolean,
): Promise<{ count: number; batches: () => AsyncGenerator<DescriptionRequest[]> }> {
  const pending = await freezePending<PendingDescription>(warehouse, {
    name: 'descriptions',
    query: pendingDescriptions(wanted, retry),
    batch: BATCH,
    read: 'FROM pending ORDER BY position',
  });
  async function* batches(): AsyncGenerator<DescriptionRequest[]> {
    for await (const rows of pending.batches()) yield await readRequests(warehouse, rows, wanted);
  }
  return { count: pending.count, batches };
}

async function readRequests(
  warehouse: Warehouse,
  rows: readonly PendingDescription[],
  wanted: readonly WantedDescription[],
): Promise<DescriptionRequest[]> {
  const modules = [...new Set(rows.map(({ module_sha256 }) => module_sha256))];
  const known = await readFacts(warehouse, modules);
  const contexts = await readContexts(warehouse, rows);
  return rows.flatMap(({ module_sha256: module, kind }) => {
    const facts = known.get(module);
    const kindWanted = wanted[kind];
    if (facts === undefined || kindWanted === undefined) return [];
    const values = promptValues(facts, contexts.get(module) ?? { readme: '', headers: '' });
    return [
      {
        key: descriptionKey(module, kindWanted),
        module,
        wanted: kindWanted,
        facts,
        prompt: fillPrompt(kindWanted.prompt, values),
      },
    ];
  });
}

/** Asks for every text that is wanted and not there. What fails is stored as failed and stops nothing else. */
export async function askDescriptions(
  context: StageContext,
  wanted: readonly WantedDescription[],
  retry: boolean,
  client: LlmClient,
  store: AnswerStore,
  checker: DescriptionChecker,
): Promise<AskedDescriptions> {
  const { warehouse, progress } = context;
  const requests = await freezeRequests(warehouse, wanted, retry);
  const counts = { asked: requests.count, described: 0, failed: 0, left: 0 };
  const run = context.now().toISOString();
  let done = 0;
  for await (const batch of requests.batches()) {
    await store.know(
      client,
      batch.map(({ prompt }) => prompt),
    );
    const outcomes = await Promise.all(
      batch.map(async (request) => {
        const outcome = await client.ask(request.prompt);
        done += 1;
        progress.step({ stage: 'describe', done, total: requests.count, unit: 'answers', cached: 0 });
        return { request, outcome };
      }),
    );
    await storeOutcomes(warehouse, outcomes, run, counts, checker);
    await store.settle();
    if (client.budgetSpent) break;
  }
  counts.left = counts.asked - counts.described - counts.failed;
  return counts;
}

interface AnsweredRequest {
  request: DescriptionRequest;
  outcome: LlmOutcome;
}

async function storeOutcomes(
  warehouse: Warehouse,
  outcomes: readonly AnsweredRequest[],
  run: string,
  counts: AskedDescriptions,
  checker: DescriptionChecker,
): Promise<void> {
  const descriptions: SqlRow[] = [];
  const checks: SqlRow[] = [];
  const failures: SqlRow[] = [];
  for (const { request, outcome } of outcomes) {
    if (outcome.failure?.kind === 'budget') continue;
    if (outcome.failure === undefined) {
      const text = textOf(outcome.value, outcome.text);
      descriptions.push({
        ...identity(request),
        source: 'llm',
        text,
        tokens: outcome.tokens,
        cost: outcome.cost,
      });
      const { grade, faults } = checker.check(text, request.wanted.grain, 'llm', request.facts);
      checks.push({
        description_key: request.key,
        checks: checker.key,
        grade,
        faults: JSON.stringify(faults),
      });
    } else {
      const { kind, message, status } = outcome.failure;
      failures.push({ ...identity(request), run, kind, message, status: status ?? null, failed_at: run });
    }
  }
  await warehouse.transaction(async () => {
    await warehouse.append('fact.description_checks', ['description_key', 'checks'], checks);
    await warehouse.append('fact.descriptions', ['description_key'], descriptions);
    await warehouse.append('fact.description_failures', ['description_key', 'run'], failures);
  });
  counts.described += descriptions.length;
  counts.failed += failures.length;
}

function identity({
  key,
  module,
  wanted: { grain, style, model, settings, prompt },
}: DescriptionRequest): SqlRow {
  return {
    description_key: key,
    module_sha256: module,
    grain,
    style,
    model,
    prompt_version: prompt.version,
    settings,
  };
}

/** The text of an answer by schema: `description`, or notes a line each with the lines that they speak of. */
function textOf(value: unknown, text: string): string {
  if (typeof value !== 'object' || value === null) return text;
  if ('description' in value) return String(value.description);
  if (!('blocks' in value)) return text;
  const blocks = value.blocks as { line_start: number; line_end: number; note: string }[];
  return blocks
    .map(({ line_start, line_end, note }) => `Lines ${line_start} to ${line_end}: ${note}`)
    .join('\n');
}

/** Where the prompts lie. */
export function promptFolder(projectRoot: string, folder: string): string {
  return folder === '' ? join(projectRoot, 'pipelines', 'prompts') : folder;
}
