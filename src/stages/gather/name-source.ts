import { basename, dirname, resolve } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import { isRemote } from '../../git/open-repository.ts';
import type { CorpusSource } from './corpora-file.ts';
import { repositoryName } from './repository-name.ts';

/** A name that is taken, and by which source. */
export interface KnownName {
  name: string;
  location: string;
}

/**
 * The name of a source: what its list says, what it calls itself, or the name of its folder. Ids of files hang on
 * it, so a name that another source has gets the name of the folder above, or else a mark, in front or behind.
 */
export function nameSource(
  { name, location }: CorpusSource,
  ownName: string | undefined,
  taken: readonly KnownName[],
): string {
  if (name !== undefined) return name;
  const place = placeOf(location);
  const isFree = (wanted: string): boolean =>
    taken.every((known) => known.name !== wanted || placeOf(known.location) === place);
  const plain = ownName ?? repositoryName(location);
  const longer = `${basename(dirname(place))}/${basename(place)}`;
  return [plain, longer].find(isFree) ?? `${plain}~${keyHash(place).slice(0, 6)}`;
}

function placeOf(location: string): string {
  return isRemote(location) ? location : resolve(location);
}
