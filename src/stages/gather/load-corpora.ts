import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { parse } from 'yaml';
import { QuarryError } from '../../core/errors.ts';
import { invalidFile, validate } from '../../core/json-schema.ts';
import { isRemote } from '../../git/open-repository.ts';
import type { Corpora, CorpusSource } from './corpora-file.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/corpora.schema.json', import.meta.url), 'utf8'),
) as object;

/**
 * The sources behind what was asked for: files `*.yaml` list sources, anything else is one itself. Globs give one source
 * each path, in the order of their names. What does not exist stays in the list and is rejected when it is read.
 * @throws QuarryError CONFIG_INVALID for a list that is not as schemas/corpora.schema.json asks
 */
export async function loadCorpora(asked: readonly string[]): Promise<CorpusSource[]> {
  const listed = asked.flatMap((location) =>
    /\.ya?ml$/i.test(location) ? readList(location) : [{ location }],
  );
  return (await Promise.all(listed.map(expandGlob))).flat();
}

function readList(file: string): CorpusSource[] {
  const value = parseYaml(file);
  validate(SCHEMA, value, file);
  return (value as Corpora).sources.map((source) => ({
    ...source,
    location: isRemote(source.location) ? source.location : fromFolderOf(file, source.location),
  }));
}

function parseYaml(file: string): unknown {
  if (!existsSync(file)) {
    throw new QuarryError('INPUT_MISSING', 'The list of sources does not exist.', {
      where: file,
      next: 'Name an existing list, for example pipelines/corpora.yaml, or the sources themselves.',
    });
  }
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalidFile('CONFIG_INVALID', [(error as Error).message], file);
  }
}

function fromFolderOf(file: string, location: string): string {
  return location.startsWith('/') ? location : join(dirname(file), location);
}

async function expandGlob(source: CorpusSource): Promise<CorpusSource[]> {
  const { location } = source;
  if (isRemote(location) || existsSync(location) || !isDynamicPattern(location)) return [source];
  const paths = await glob(location, {
    expandDirectories: false,
    onlyFiles: false,
    dot: true,
    absolute: location.startsWith('/'),
  });
  // A name stands for one source, so those of a glob name themselves.
  const { name: _, ...rest } = source;
  const found = paths.sort().map((path) => ({ ...rest, location: path.replace(/\/$/, '') }));
  return found.length === 0 ? [source] : found;
}
