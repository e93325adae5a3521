import { keyHash } from '../../core/content-hash.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { factsOfTexts } from '../../warehouse/facts-of-texts.ts';
import { freezePendingTexts } from '../../warehouse/pending-texts.ts';
import { REJECTING_FILTERS } from './filters.ts';
import type { ScreenedText, TextToScreen } from './screen-task.ts';
import type { PathClass } from './screen-text.ts';
import type { ScreenThresholds } from './thresholds.ts';

/** Raised when the same text would be judged otherwise. */
const VERSION = 2;
/** Threads take as long to start as some hundred texts take. */
const TASK = { url: new URL('./screen-task.ts', import.meta.url), worthThreads: 200 };

/** Says of every text of a corpus whether it is a design of a person, a testbench, a companion, or none of these. */
export const screenStage: Stage<ScreenThresholds> = {
  name: 'screen',
  version: VERSION,
  scope: 'document',
  summary: 'filter corpus files, with reasons',
  reads: ['curated.corpus_files', 'raw.documents'],
  writes: ['fact.screenings'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      reject: {
        type: 'array',
        items: { type: 'string', enum: [...REJECTING_FILTERS] },
        default: [...REJECTING_FILTERS],
      },
      max_lines: { type: 'integer', minimum: 1, default: 10_000 },
      max_line_length: { type: 'integer', minimum: 1, default: 1000 },
      min_tokens: { type: 'integer', minimum: 0, default: 12 },
      data_table_literals: { type: 'integer', minimum: 1, default: 2000 },
      data_table_share: { type: 'number', minimum: 0, maximum: 1, default: 0.3 },
      netlist_cells: { type: 'integer', minimum: 1, default: 20 },
      netlist_share: { type: 'number', minimum: 0, maximum: 1, default: 0.6 },
    },
  },
  plan: async ({ warehouse }, thresholds) => {
    const total = await warehouse.count(`SELECT count(*) FROM (${TEXTS})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [VERSION, keyOf(thresholds)]);
    return {
      todo,
      done: total - todo,
      why: `texts that version ${VERSION} did not screen with these thresholds`,
    };
  },
  run: screenPending,
};

const TEXTS = 'SELECT DISTINCT sha256, path_class FROM curated.corpus_files WHERE sha256 IS NOT NULL';

/** Values: version, key of the thresholds. */
const PENDING = `SELECT * FROM (${TEXTS}) ANTI JOIN (
  SELECT sha256, path_class FROM fact.screenings WHERE version = ? AND parameters_key = ?
) USING (sha256, path_class)`;

function keyOf(thresholds: ScreenThresholds): string {
  const { reject, ...numbers } = thresholds;
  return keyHash(JSON.stringify([[...reject].sort(), Object.entries(numbers).sort()])).slice(0, 16);
}

async function screenPending(
  { warehouse, progress, threads }: StageContext,
  thresholds: ScreenThresholds,
): Promise<StageOutcome> {
  const key = keyOf(thresholds);
  await setCurrent(warehouse, 'screen', `${VERSION}:${key}`);
  const pending = await freezePendingTexts<{ sha256: string; path_class: PathClass }>(warehouse, {
    name: 'screenings',
    query: PENDING,
    values: [VERSION, key],
  });
  let done = 0;
  for await (const screened of factsOfTexts<TextToScreen, ScreenedText>(threads, pending, TASK, thresholds)) {
    const facts = screened.map((fact) => ({ ...fact, version: VERSION, parameters_key: key }));
    await warehouse.append('fact.screenings', ['sha256', 'path_class', 'version', 'parameters_key'], facts);
    done += facts.length;
    progress.step({ stage: 'screen', done, total: pending.count, unit: 'texts' });
  }
  return outcome(warehouse, pending.count);
}

async function outcome(warehouse: StageContext['warehouse'], added: number): Promise<StageOutcome> {
  const rows = await warehouse.rows<{ decision: string; files: bigint }>(
    'SELECT decision, count(*) AS files FROM curated.file_screenings GROUP BY ALL',
  );
  const count = (decision: string): number =>
    Number(rows.find((row) => row.decision === decision)?.files ?? 0);
  const [designs, benches, rejected] = [count('kept'), count('testbench'), count('rejected')];
  const notes = benches === 0 ? [] : [`${benches} testbenches kept apart`];
  const kept = designs + benches;
  return { rowsIn: kept + rejected, kept, rejected, added, notes };
}
