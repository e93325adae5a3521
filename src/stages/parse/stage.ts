import { mapInOrder } from '../../core/map-in-order.ts';
import { TaskThreads } from '../../core/task-threads.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { addText, type DocumentRows, writeDocuments } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { FrozenWork } from '../../warehouse/pending-batches.ts';
import { freezePendingTexts } from '../../warehouse/pending-texts.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { ParsedFile } from './parse-file.ts';
import { ParsePool } from './parse-pool.ts';

interface ParseParameters {
  /** Threads; 0 = one a core. */
  workers: number;
  /** Seconds of parsing after which a file is taken by its tokens alone. */
  deadline_seconds: number;
}

const VERSION = 2;
/** Files whose facts are stored at once: with those in progress, the most that a kill can lose. */
const STORED = 256;
/** Files in progress for each thread: what it is at, what it is given next, and what waits for a slower file before it. */
const IN_PROGRESS = 64;

const FILES = "SELECT DISTINCT sha256 FROM curated.screened_files WHERE decision <> 'rejected'";
const PENDING = `
  SELECT * FROM (${FILES})
  ANTI JOIN (SELECT file_sha256 AS sha256 FROM fact.parsed_files WHERE version = ${VERSION}) USING (sha256)`;

/** Finds the modules, packages and other units of each distinct file, and what the file includes, imports and uses. */
export const parseStage: Stage<ParseParameters> = {
  name: 'parse',
  version: VERSION,
  scope: 'document',
  summary: 'parse the files of corpora into modules',
  reads: ['curated.screened_files', 'raw.documents'],
  writes: ['fact.parsed_files', 'fact.parsed_modules', 'raw.documents'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      workers: { type: 'integer', minimum: 0, default: 0 },
      deadline_seconds: { type: 'integer', minimum: 1, default: 10 },
    },
  },
  plan: async ({ warehouse }) => {
    const total = await warehouse.count(`SELECT count(*) FROM (${FILES})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`);
    return { todo, done: total - todo, why: `distinct files without a parse of version ${VERSION}` };
  },
  run: parsePending,
};

async function parsePending(context: StageContext, parameters: ParseParameters): Promise<StageOutcome> {
  const { warehouse } = context;
  await setCurrent(warehouse, 'parse', String(VERSION));
  const total = await warehouse.count(`SELECT count(*) FROM (${FILES})`);
  const pending = await freezePendingTexts<{ sha256: string }>(warehouse, { name: 'parse', query: PENDING });
  if (pending.count > 0) {
    const threads = parameters.workers === 0 ? context.threads : new TaskThreads(parameters.workers);
    try {
      const pool = new ParsePool(threads, parameters.deadline_seconds * 1000);
      await parseAll(context, pool, threads.size * IN_PROGRESS, pending, total);
    } finally {
      // The stages behind this one need the memory of the grammar more than threads that are started.
      await threads.close();
    }
  }
  return { rowsIn: total, kept: total, rejected: 0, added: pending.count, notes: await describe(warehouse) };
}

interface FileText {
  sha256: string;
  text: string;
}

interface ParsedText extends FileText {
  parsed: ParsedFile;
}

async function parseAll(
  { warehouse, progress }: StageContext,
  pool: ParsePool,
  inProgress: number,
  pending: FrozenWork<FileText>,
  total: number,
): Promise<void> {
  let done = 0;
  let results: ParsedText[] = [];
  const store = async (): Promise<void> => {
    await storeParsed(warehouse, results);
    results = [];
  };
  const work = async ({ sha256, text }: FileText): Promise<ParsedText> => ({
    sha256,
    text,
    parsed: await pool.parse(text),
  });
  for await (const result of mapInOrder(texts(pending), inProgress, work)) {
    results.push(result);
    done += 1;
    progress.step({
      stage: 'parse',
      done,
      total: pending.count,
      unit: 'files',
      cached: total - pending.count,
    });
    if (results.length >= STORED) await store();
  }
  await store();
}

async function* texts({ batches }: FrozenWork<FileText>): AsyncGenerator<FileText> {
  for await (const files of batches()) yield* files;
}

/** Modules first: a file counts as parsed when its own row stands. */
async function storeParsed(warehouse: Warehouse, results: readonly ParsedText[]): Promise<void> {
  const documents: DocumentRows = { documents: [], bundleFiles: [] };
  const modules = results.flatMap(({ sha256, text, parsed }) =>
    parsed.units.map(
      (unit, position): SqlRow => ({
        file_sha256: sha256,
        position,
        version: VERSION,
        name: unit.name,
        kind: unit.kind,
        start_offset: unit.start,
        end_offset: unit.end,
        line_start: unit.lineStart,
        line_end: unit.lineEnd,
        module_sha256: addText(documents, text.slice(unit.start, unit.end)),
      }),
    ),
  );
  const files = results.map(
    ({ sha256, parsed }): SqlRow => ({
      file_sha256: sha256,
      version: VERSION,
      source: parsed.source,
      modules: parsed.units.filter((unit) => unit.kind === 'module').length,
      includes: JSON.stringify(parsed.includes),
      macros_defined: JSON.stringify(parsed.macrosDefined),
      macros_used: JSON.stringify(parsed.macrosUsed),
      packages_defined: JSON.stringify(
        parsed.units.filter((unit) => unit.kind === 'package').map(({ name }) => name),
      ),
      packages_imported: JSON.stringify(parsed.packagesImported),
    }),
  );
  await warehouse.transaction(async () => {
    await writeDocuments(warehouse, documents);
    await warehouse.append('fact.parsed_modules', ['file_sha256', 'position', 'version'], modules);
    await warehouse.append('fact.parsed_files', ['file_sha256', 'version'], files);
  });
}

async function describe(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows<{ source: string; files: bigint }>(
    `SELECT source, count(*) AS files FROM (${FILES}) JOIN fact.parsed_files ON file_sha256 = sha256
     WHERE version = ${VERSION} AND source <> 'tree' GROUP BY source ORDER BY source`,
  );
  const told = { partial: 'with syntax that the grammar does not know', lexical: 'by their tokens alone' };
  return rows.map(({ source, files }) => `${files} files ${told[source as keyof typeof told]}`);
}
