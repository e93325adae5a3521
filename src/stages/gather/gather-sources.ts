import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import type { StageContext, StageOutcome, StagePlan } from '../../engine/stage.ts';
import { isRemote } from '../../git/open-repository.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { CorpusSource } from './corpora-file.ts';
import type { ReadingKey } from './corpus-rows.ts';
import { loadCorpora } from './load-corpora.ts';
import { type KnownName, nameSource } from './name-source.ts';
import { type OpenContext, openSource, originOf } from './open-source.ts';
import { SourceFault } from './source-fault.ts';
import type { GatherLimits, SourceReading } from './source-reading.ts';
import { type ReadingCounts, storeReading } from './store-reading.ts';

/** Raised when the same source would give other rows. */
export const GATHER_VERSION = 1;

export interface GatherParameters {
  /** Sources, or files that list them. */
  sources: string[];
  max_file_bytes: number;
  max_archive_bytes: number;
  clone_seconds: number;
  /** Where URLs are cloned to; empty: `repositories` beside the warehouse. */
  repositories: string;
}

/** Reads every source whose content was not read before; one that cannot be read is one rejected row. */
export async function gatherSources(
  context: StageContext,
  parameters: GatherParameters,
): Promise<StageOutcome> {
  const outcome: StageOutcome = { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: [] };
  const sources = await loadCorpora(parameters.sources);
  const names = await knownNames(context.warehouse);
  for await (const [source, reading] of openInTurn(context, parameters, sources)) {
    const counts = await gatherSource(context, parameters, source, reading, names);
    outcome.rowsIn += counts.files;
    outcome.kept += counts.kept;
    outcome.rejected += counts.rejected;
    outcome.added += counts.added;
    outcome.notes.push(...counts.notes);
  }
  outcome.notes.unshift(`${sources.length} sources`);
  return outcome;
}

/** Local sources are compared with what was read; what a URL holds now is known only when it is fetched. */
export async function planSources(context: StageContext, parameters: GatherParameters): Promise<StagePlan> {
  const sources = await loadCorpora(parameters.sources);
  const names = await knownNames(context.warehouse);
  let done = 0;
  for (const source of sources) {
    if (isRemote(source.location)) continue;
    const reading = await openOrFault(context, parameters, source);
    if (reading instanceof SourceFault) continue;
    const key = readingKey(source, reading, names, parameters);
    if ((await readBefore(context.warehouse, key)) !== undefined) done += 1;
    await reading.close();
  }
  return { todo: sources.length - done, done, why: 'sources whose content was not read to its end' };
}

type GatheredSource = ReadingCounts & { added: number; notes: string[] };

async function gatherSource(
  context: StageContext,
  parameters: GatherParameters,
  source: CorpusSource,
  reading: SourceReading | SourceFault,
  names: KnownName[],
): Promise<GatheredSource> {
  const { warehouse } = context;
  if (reading instanceof SourceFault) return rejectSource(context, source, reading);
  try {
    const key = readingKey(source, reading, names, parameters);
    names.push({ name: key.name, location: source.location });
    const before = await readBefore(warehouse, key);
    const counts = before ?? (await storeReading(context, source, originOf(source), reading, key));
    await forgetReject(warehouse, source);
    return { added: 0, ...counts, notes: reading.notes.map((note) => `${key.name}: ${note}`) };
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return rejectSource(context, source, error);
  }
}

/** Each source is opened while the one before it is stored, and closed when its turn is over. */
async function* openInTurn(
  context: StageContext,
  parameters: GatherParameters,
  sources: readonly CorpusSource[],
): AsyncGenerator<[CorpusSource, SourceReading | SourceFault]> {
  const open = (source: CorpusSource | undefined): Promise<SourceReading | SourceFault> | undefined => {
    const opening = source === undefined ? undefined : openOrFault(context, parameters, source);
    // A failure is met when its turn comes; without this, it would end the process before.
    opening?.catch(() => undefined);
    return opening;
  };
  let next = open(sources[0]);
  try {
    for (const [at, source] of sources.entries()) {
      const reading = await next!;
      next = open(sources[at + 1]);
      try {
        yield [source, reading];
      } finally {
        await close(reading);
      }
    }
  } finally {
    await close(await next?.catch(() => undefined));
  }
}

async function close(reading: SourceReading | SourceFault | undefined): Promise<void> {
  if (reading !== undefined && !(reading instanceof SourceFault)) await reading.close();
}

async function openOrFault(
  { warehouse }: StageContext,
  parameters: GatherParameters,
  source: CorpusSource,
): Promise<SourceReading | SourceFault> {
  const beside = join(dirname(resolve(warehouse.path)), 'repositories');
  const context: OpenContext = {
    limits: limitsOf(parameters),
    cacheFolder: parameters.repositories === '' ? beside : parameters.repositories,
    parquetRows: (path) => warehouse.parquetRows(path),
  };
  try {
    return await openSource(source, context);
  } catch (error) {
    if (error instanceof SourceFault) return error;
    throw error;
  }
}

function limitsOf({ max_file_bytes, max_archive_bytes, clone_seconds }: GatherParameters): GatherLimits {
  return { maxFileBytes: max_file_bytes, maxArchiveBytes: max_archive_bytes, cloneSeconds: clone_seconds };
}

function readingKey(
  source: CorpusSource,
  { revision, depends, ownName }: SourceReading,
  names: readonly KnownName[],
  parameters: GatherParameters,
): ReadingKey {
  const name = nameSource(source, ownName, names);
  const limits = JSON.stringify(limitsOf(parameters));
  return {
    repositoryId: keyHash('repository', name).slice(0, 16),
    name,
    revision,
    fingerprint: `${GATHER_VERSION}:${keyHash(limits, depends).slice(0, 16)}`,
    version: GATHER_VERSION,
  };
}

/** Counts of the newest reading, if it is of this content and read in this way. */
async function readBefore(warehouse: Warehouse, key: ReadingKey): Promise<ReadingCounts | undefined> {
  const [newest] = await warehouse.rows<ReadingCounts & { revision: string; fingerprint: string }>(
    `SELECT revision, fingerprint, files, kept, rejected FROM raw.repositories
     WHERE repository_id = ? ORDER BY sequence DESC LIMIT 1`,
    [key.repositoryId],
  );
  if (newest?.revision !== key.revision || newest.fingerprint !== key.fingerprint) return undefined;
  const { files, kept, rejected } = newest;
  return { files, kept, rejected };
}

/** Newest names first; a local source that is gone gives its name free. */
async function knownNames(warehouse: Warehouse): Promise<KnownName[]> {
  const rows = await warehouse.rows<KnownName>(
    'SELECT name, arg_max(location, sequence) AS location FROM raw.repositories GROUP BY name',
  );
  return rows.filter(({ location }) => isRemote(location) || existsSync(location));
}

async function rejectSource(
  { warehouse, progress }: StageContext,
  source: CorpusSource,
  { code, message }: SourceFault,
): Promise<GatheredSource> {
  await forgetReject(warehouse, source);
  const reject = {
    reject_id: keyHash('reject', rejectId(source)).slice(0, 16),
    source_id: rejectId(source),
    path: source.location,
    line: 1,
    code,
    reason: message,
    excerpt: '',
  };
  await warehouse.append('raw.rejects', ['reject_id'], [reject]);
  progress.warn(`${source.location} is left out: ${message}`);
  return { files: 1, kept: 0, rejected: 1, added: 0, notes: [`${source.location}: ${code}`] };
}

async function forgetReject(warehouse: Warehouse, source: CorpusSource): Promise<void> {
  await warehouse.run('DELETE FROM raw.rejects WHERE source_id = ?', [rejectId(source)]);
}

function rejectId({ location, revision = '' }: CorpusSource): string {
  return keyHash('corpus source', location, revision).slice(0, 16);
}
