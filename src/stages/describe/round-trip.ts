import { moduleFacts } from '../../describe/module-facts.ts';
import { fillPrompt, type Prompt } from '../../describe/prompts.ts';
import { openSimulator, type Simulator } from '../../eda/simulator.ts';
import type { StageContext } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { isTransient } from '../../llm/call-failure.ts';
import type { LlmClient, LlmOutcome } from '../../llm/client.ts';
import type { LlmRequest } from '../../llm/llm-request.ts';
import { extractRtl } from '../../verilog/extract.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import {
  addText,
  type BundleFile,
  readBundles,
  readDocuments,
  writeDocuments,
} from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { AnswerStore } from './answer-store.ts';
import { compareAnswers, type RoundTripOutcome } from './compare-answers.ts';

/** Raised when the same answer would be judged otherwise. */
const ROUND_TRIP_VERSION = 1;
const BATCH = 64;

interface PendingTrip {
  description_key: string;
  module_sha256: string;
  text: string;
  name: string;
  bundle_sha256: string | null;
}

interface Trip {
  pending: PendingTrip;
  source: string;
  reference: BundleFile[];
  requests: LlmRequest[];
}

/**
 * Has RTL written from every full description alone, `samples` times, and compares each with the module by
 * differential simulation: the share that matches is what the description is worth.
 * @returns notes on what was done
 * @throws QuarryError SANDBOX_UNAVAILABLE
 */
export async function makeRoundTrips(
  context: StageContext,
  samples: number,
  prompt: Prompt,
  model: string,
  client: LlmClient,
  store: AnswerStore,
): Promise<string[]> {
  const { warehouse, progress } = context;
  const stalled = new StalledWork();
  const simulator = await openSimulator();
  try {
    const configuration = `${ROUND_TRIP_VERSION} ${simulator.tool} ${prompt.version} ${samples}`;
    const pending = await freezePending<PendingTrip>(warehouse, {
      name: 'round_trips',
      query: `SELECT description_key FROM fact.descriptions
              JOIN curated.describable_modules USING (module_sha256)
              ANTI JOIN (SELECT description_key FROM fact.round_trips
                         WHERE configuration = ? AND model = ? AND sample = ${samples - 1}) USING (description_key)
              WHERE source = 'llm' AND grain IN ('specification', 'problem')`,
      values: [configuration, model],
      batch: BATCH,
      read: `SELECT description_key, d.module_sha256, d.text, m.name, m.bundle_sha256
             FROM pending JOIN fact.descriptions AS d USING (description_key)
             JOIN curated.describable_modules AS m USING (module_sha256) ORDER BY position`,
    });
    let done = 0;
    for await (const rows of pending.batches()) {
      const trips = await readTrips(context, rows, samples, prompt);
      await store.know(
        client,
        trips.flatMap(({ requests }) => requests),
      );
      const compared = await Promise.all(
        trips.map(async (trip) => {
          const results = await stalled.try(trip.pending.name, makeTrip(simulator, client, trip));
          done += 1;
          progress.step({ stage: 'describe', done, total: pending.count, unit: 'round trips', cached: 0 });
          return results === undefined ? [] : tripRows(trip, results, configuration, model, prompt.version);
        }),
      );
      await storeTrips(context, compared.flat());
      await store.settle();
      if (client.budgetSpent) break;
    }
    return [
      `${done - stalled.count} descriptions turned back into RTL, ${samples} times each`,
      ...stalled.tell('round trips', progress),
    ];
  } finally {
    await simulator.close();
  }
}

async function readTrips(
  { warehouse }: StageContext,
  rows: readonly PendingTrip[],
  samples: number,
  prompt: Prompt,
): Promise<Trip[]> {
  const texts = await readDocuments(
    warehouse,
    rows.map(({ module_sha256 }) => module_sha256),
  );
  const bundles = await readBundles(
    warehouse,
    rows.flatMap(({ bundle_sha256 }) => (bundle_sha256 === null ? [] : [bundle_sha256])),
    'reference.sv',
  );
  return rows.map((pending) => {
    const source = texts.get(pending.module_sha256) ?? '';
    const filled = fillPrompt(prompt, { description: pending.text, header: moduleHead(source) });
    return {
      pending,
      source,
      reference: bundles.get(pending.bundle_sha256 ?? '') ?? [{ name: 'reference.sv', text: source }],
      requests: Array.from({ length: samples }, (_, sample) => ({ ...filled, sample })),
    };
  });
}

/** The module's head up to and with its first semicolon, and the port declarations of an old-style one. */
function moduleHead(source: string): string {
  const structure = readStructure(source)?.[0];
  if (structure === undefined) return '';
  const text = source.slice(structure.start, structure.end);
  const head = text.slice(0, text.indexOf(';') + 1);
  if (structure.style !== 'non_ansi') return head;
  const ports = moduleFacts(structure, source).ports;
  const declared = ports.map(
    ({ name, direction, range }) => `  ${[direction, range, name].filter((part) => part !== '').join(' ')};`,
  );
  return [head, ...declared].join('\n');
}

interface TripResult {
  answer: LlmOutcome;
  outcome: RoundTripOutcome['outcome'] | 'no_answer';
  detail: string | null;
  rtl: string | null;
}

/**
 * Undefined when an answer is missing that another run may get (the budget is spent, the endpoint is down): the trip
 * is made whole then, and what was paid for is not asked again.
 */
async function makeTrip(
  simulator: Simulator,
  client: LlmClient,
  { pending, reference, requests }: Trip,
): Promise<TripResult[] | undefined> {
  const answers = await Promise.all(requests.map((request) => client.ask(request)));
  const mayComeYet = ({ failure }: LlmOutcome): boolean =>
    failure !== undefined && (failure.kind === 'budget' || isTransient(failure));
  if (answers.some(mayComeYet)) return undefined;
  const texts = answers.map((answer) =>
    answer.failure === undefined ? extractRtl({ answer: answer.text, protocol: 'chat' }).rtl : null,
  );
  const outcomes = await compareAnswers(simulator, reference, pending.name, texts);
  return answers.map((answer, index) => ({
    answer,
    rtl: texts[index] ?? null,
    ...(answer.failure === undefined
      ? outcomes[index]!
      : { outcome: 'no_answer' as const, detail: `${answer.failure.kind}: ${answer.failure.message}` }),
  }));
}

function tripRows(
  { pending }: Trip,
  results: readonly TripResult[],
  configuration: string,
  model: string,
  promptVersion: string,
): { row: SqlRow; rtl: string | null }[] {
  return results.map(({ answer, rtl, outcome, detail }, sample) => ({
    rtl,
    row: {
      description_key: pending.description_key,
      sample,
      configuration,
      model,
      prompt_version: promptVersion,
      outcome,
      detail,
      tokens: answer.failure === undefined ? answer.tokens : 0,
      cost: answer.failure === undefined ? answer.cost : 0,
    },
  }));
}

async function storeTrips(
  { warehouse }: StageContext,
  rows: readonly { row: SqlRow; rtl: string | null }[],
): Promise<void> {
  const documents = { documents: [] as SqlRow[], bundleFiles: [] as SqlRow[] };
  const facts = rows.map(({ row, rtl }) => ({ ...row, rtl_sha256: addText(documents, rtl) }));
  await warehouse.transaction(async () => {
    await writeDocuments(warehouse, documents);
    await warehouse.append(
      'fact.round_trips',
      ['description_key', 'sample', 'configuration', 'model'],
      facts,
    );
  });
}
