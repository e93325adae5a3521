import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contentHash } from '../../core/content-hash.ts';
import { QuarryError } from '../../core/errors.ts';
import { validate } from '../../core/json-schema.ts';
import { isObject } from '../../inputs/lookup-path.ts';
import type { CorpusSource } from './corpora-file.ts';
import type { CorpusMapping } from './corpus-mapping.ts';

const FOLDER = join(import.meta.dirname, '../../../pipelines/corpora');
const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/corpus-mapping.schema.json'), 'utf8'),
) as object;

/** Which mapping takes the rows of a data set. */
export interface MappingChoice {
  /** Part of what a reading depends on: other mappings may take other rows. */
  fingerprint: string;
  /** The mapping of a row, or undefined when none takes it. */
  mappingOf: (row: unknown) => CorpusMapping | undefined;
}

/**
 * The mapping that a source names, its own columns, or whichever mapping of pipelines/corpora fits each row best.
 * @throws QuarryError CONFIG_INVALID for a mapping that does not exist or is not as its schema asks
 */
export function chooseMapping({ mapping: name, columns }: CorpusSource): MappingChoice {
  if (columns !== undefined) {
    const own = { name: 'own', description: 'columns of the source', columns };
    validate(SCHEMA, own, 'columns of the source');
    return { fingerprint: fingerprintOf(own), mappingOf: () => own };
  }
  const mappings = loadCorpusMappings();
  if (name === undefined) return { fingerprint: fingerprintOf(mappings), mappingOf: detectIn(mappings) };
  const named = mappings.find((mapping) => mapping.name === name);
  if (named === undefined) {
    throw new QuarryError('CONFIG_INVALID', `There is no corpus mapping \`${name}\``, {
      where: 'pipelines/corpora',
      next: `Use one of: ${mappings.map((mapping) => mapping.name).join(', ')}.`,
    });
  }
  return { fingerprint: fingerprintOf(named), mappingOf: () => named };
}

/** The mapping files of pipelines/corpora, the one that asks for most columns first. @throws QuarryError CONFIG_INVALID */
function loadCorpusMappings(): CorpusMapping[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const mapping: unknown = parse(readFileSync(join(FOLDER, name), 'utf8'));
      validate(SCHEMA, mapping, `pipelines/corpora/${name}`);
      return mapping as CorpusMapping;
    })
    .sort((a, b) => (b.detect?.length ?? 0) - (a.detect?.length ?? 0));
}

function detectIn(mappings: readonly CorpusMapping[]): MappingChoice['mappingOf'] {
  return (row) =>
    isObject(row)
      ? mappings.find(({ detect = [] }) => detect.length > 0 && detect.every((column) => column in row))
      : undefined;
}

function fingerprintOf(value: unknown): string {
  return contentHash(JSON.stringify(value)).slice(0, 16);
}
