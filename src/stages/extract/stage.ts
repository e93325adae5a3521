import { keyHash } from '../../core/content-hash.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { type AnswerProtocol, extractRtl } from '../../verilog/extract.ts';
import { addText, type DocumentRows, readDocuments, writeDocuments } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

const VERSION = 3;
/** Answers read, cut and stored at once. */
const BATCH = 512;

/** Finds the RTL in what models wrote; what was cut, and why nothing was found, is part of the fact. */
export const extractStage: Stage = {
  name: 'extract',
  version: VERSION,
  scope: 'document',
  summary: 'find the RTL in what models wrote',
  reads: ['raw.attempts', 'raw.documents'],
  writes: ['fact.extractions', 'raw.documents'],
  parameters: { type: 'object', additionalProperties: false, properties: {} },
  plan: async ({ warehouse }) => {
    const total = await warehouse.count(`SELECT count(*) FROM (${DISTINCT_ANSWERS})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`);
    return { todo, done: total - todo, why: `distinct answers without an extraction of version ${VERSION}` };
  },
  run: extractPending,
};

const DISTINCT_ANSWERS = `
  SELECT DISTINCT answer_sha256, header_sha256, answer_protocol AS protocol
  FROM raw.attempts WHERE answer_sha256 IS NOT NULL`;

const PENDING = `
  SELECT answers.* FROM (${DISTINCT_ANSWERS}) AS answers
  WHERE NOT EXISTS (
    SELECT 1 FROM fact.extractions AS known
    WHERE known.version = ${VERSION} AND known.answer_sha256 = answers.answer_sha256
      AND known.protocol = answers.protocol
      AND known.header_sha256 IS NOT DISTINCT FROM answers.header_sha256)`;

interface PendingAnswer {
  answer_sha256: string;
  header_sha256: string | null;
  protocol: AnswerProtocol;
}

async function extractPending({ warehouse, progress }: StageContext): Promise<StageOutcome> {
  await setCurrent(warehouse, 'extract', String(VERSION));
  const total = await warehouse.count(`SELECT count(*) FROM (${DISTINCT_ANSWERS})`);
  const pending = await freezePending<PendingAnswer>(warehouse, {
    name: 'answers',
    // In the order of their texts' places, so that a batch is read from one stretch of the table.
    query: `SELECT texts.rowid AS place, pending.* FROM (${PENDING}) AS pending
      JOIN raw.documents AS texts ON texts.sha256 = pending.answer_sha256`,
    batch: BATCH,
    read: 'SELECT answer_sha256, header_sha256, protocol FROM pending ORDER BY position',
  });
  let done = 0;
  for await (const answers of pending.batches()) {
    await storeBatch(warehouse, answers);
    done += answers.length;
    progress.step({
      stage: 'extract',
      done,
      total: pending.count,
      unit: 'answers',
      cached: total - pending.count,
    });
  }
  const rejected = await countWithoutRtl(warehouse);
  return { rowsIn: total, kept: total - rejected, rejected, added: pending.count, notes: [] };
}

async function storeBatch(warehouse: Warehouse, answers: readonly PendingAnswer[]): Promise<void> {
  const names = answers.flatMap(({ answer_sha256, header_sha256 }) => [
    answer_sha256,
    header_sha256 ?? answer_sha256,
  ]);
  const texts = await readDocuments(warehouse, names);
  const documents: DocumentRows = { documents: [], bundleFiles: [] };
  const rows = answers.map((answer) => extractionRow(answer, texts, documents));
  await warehouse.transaction(async () => {
    await writeDocuments(warehouse, documents);
    await warehouse.append('fact.extractions', ['extraction_key'], rows);
  });
}

function extractionRow(
  { answer_sha256, header_sha256, protocol }: PendingAnswer,
  texts: ReadonlyMap<string, string>,
  documents: DocumentRows,
): SqlRow {
  const answer = texts.get(answer_sha256)!;
  const header = header_sha256 === null ? undefined : texts.get(header_sha256);
  const { rtl, form, cuts, failure } = extractRtl({
    answer,
    protocol,
    ...(header === undefined ? {} : { header }),
  });
  return {
    extraction_key: keyHash(String(VERSION), answer_sha256, header_sha256 ?? '', protocol),
    version: VERSION,
    answer_sha256,
    header_sha256,
    protocol,
    rtl_sha256: addText(documents, rtl),
    form,
    cuts: JSON.stringify(cuts),
    failure_stage: failure?.stage ?? null,
    failure_cause: failure?.cause ?? null,
    message: failure?.message ?? null,
  };
}

function countWithoutRtl(warehouse: Warehouse): Promise<number> {
  return warehouse.count(
    `SELECT count(*) FROM (${DISTINCT_ANSWERS}) AS answers
     JOIN fact.extractions AS known ON known.version = ${VERSION} AND known.answer_sha256 = answers.answer_sha256
       AND known.protocol = answers.protocol AND known.header_sha256 IS NOT DISTINCT FROM answers.header_sha256
     WHERE known.rtl_sha256 IS NULL`,
  );
}
