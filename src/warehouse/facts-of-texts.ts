import { mapInOrder } from '../core/map-in-order.ts';
import type { TaskThreads } from '../core/task-threads.ts';
import { partsByLength } from '../core/thread-pool.ts';
import type { FrozenWork } from './pending-batches.ts';

/** What a task of texts is asked. */
export interface TextsJob<Row, Settings> {
  rows: readonly Row[];
  settings: Settings;
}

/** A module whose function `work` gives the facts of a `TextsJob`. */
export interface TextsTask {
  url: URL;
  /** Fewer texts than these are read sooner in one thread. */
  worthThreads: number;
}

/** Characters a job, and jobs for each thread ahead: enough for it to do while the last batch is stored. */
const JOB_CHARACTERS = 1024 * 1024;
const JOBS_AHEAD = 2;

interface Part<Row> {
  rows: readonly Row[];
  endsBatch: boolean;
}

/**
 * The facts of pending texts, batch by batch in their order, as a task finds them: in threads,
 * where the texts are many, while other batches are read and stored.
 */
export async function* factsOfTexts<Row extends { text: string }, Fact>(
  threads: TaskThreads,
  { count, batches }: FrozenWork<Row>,
  { url, worthThreads }: TextsTask,
  settings: unknown,
): AsyncGenerator<Fact[]> {
  const work = threads.worker<TextsJob<Row, unknown>, Fact[]>(url, count >= worthThreads);
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
