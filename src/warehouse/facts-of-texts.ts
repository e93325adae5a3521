import { mapInOrder } from '../core/map-in-order.ts';
import type { TaskThreads } from '../core/task-threads.ts';
import { partsByLength } from '../core/thread-pool.ts';
import type { FrozenWork } from './pending-batches.ts';

/** What a task of texts is asked. */
export interface TextsJob<Row, Settings> {
  rows: readonly Row[];
  settings: Settings;
}

/** Fewer texts are read sooner than threads are started. */
const WORTH_THREADS = 200;
/** Characters a job, and jobs for each thread ahead: enough for it to do while the last batch is stored. */
const JOB_CHARACTERS = 256 * 1024;
const JOBS_AHEAD = 8;

interface Part<Row> {
  rows: readonly Row[];
  endsBatch: boolean;
}

/**
 * The facts of pending texts, batch by batch in their order, as the function `work` of a module finds them (a list of
 * facts for a `TextsJob`): in threads, where the texts are many, while other batches are read and stored.
 */
export async function* factsOfTexts<Row extends { text: string }, Fact>(
  threads: TaskThreads,
  { count, batches }: FrozenWork<Row>,
  task: URL,
  settings: unknown,
): AsyncGenerator<Fact[]> {
  const work = threads.worker<TextsJob<Row, unknown>, Fact[]>(task, count >= WORTH_THREADS);
  const results = mapInOrder(parts(batches()), threads.size * JOBS_AHEAD, async ({ rows, endsBatch }) => ({
    facts: await work({ rows, settings }),
    endsBatch,
  }));
  let facts: Fact[] = [];
  for await (const result of results) {
    facts.push(...result.facts);
    if (!result.endsBatch) continue;
    yield facts;
    facts = [];
  }
}

async function* parts<Row extends { text: string }>(
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Part<Row>> {
  for await (const batch of batches) {
    const jobs = partsByLength(batch, ({ text }) => text.length, JOB_CHARACTERS);
    for (const [at, rows] of jobs.entries()) yield { rows, endsBatch: at === jobs.length - 1 };
  }
}
