import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { glob } from 'tinyglobby';
import { parse } from 'yaml';
import { QuarryError } from '../../core/errors.ts';
import { invalidFile, schemaFaults } from '../../core/json-schema.ts';
import type { Expression, ExpressionObject, TraceMapping } from './trace-mapping.ts';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/trace-mapping.schema.json'), 'utf8'),
) as object;

/** The mappings that come with the project. */
export const MAPPINGS_FOLDER = join(import.meta.dirname, '../../../pipelines/mappings');

/** The ways an expression can get its value; exactly one must be given. */
const HEADS = [
  'const',
  'path',
  'first',
  'list',
  'template',
  'when',
  'messages',
  'files',
  'artefact',
] as const;

/**
 * All mapping files of the folders, the highest priority first, by name where it is the same.
 * @throws QuarryError MAPPING_INVALID naming file, place, what is allowed and what stood there.
 */
export function loadMappings(folders: readonly string[] = [MAPPINGS_FOLDER]): Promise<TraceMapping[]> {
  const key = folders.join('\0');
  let mappings = loaded.get(key);
  if (mappings === undefined) {
    mappings = readMappings(folders);
    loaded.set(key, mappings);
  }
  return mappings;
}

/** Every ingest stage of a pipeline needs the same files. */
const loaded = new Map<string, Promise<TraceMapping[]>>();

async function readMappings(folders: readonly string[]): Promise<TraceMapping[]> {
  const mappings: TraceMapping[] = [];
  for (const folder of folders) {
    const files = await glob('*.{yaml,yml}', { cwd: folder, absolute: true });
    mappings.push(...files.sort().map(loadMapping));
  }
  const names = mappings.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new QuarryError('MAPPING_INVALID', `Two mappings are named \`${twice}\`.`, {
      where: folders.join(', '),
      next: 'Rename one of them.',
    });
  }
  return mappings.sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a.name < b.name ? -1 : 1));
}

/** One mapping file, checked. @throws QuarryError MAPPING_INVALID */
export function loadMapping(file: string): TraceMapping {
  const mapping = parseYaml(file);
  const faults = schemaFaults(SCHEMA, mapping);
  if (faults.length > 0) throw invalid(file, faults);
  const checked = mapping as TraceMapping;
  const more = [...headFaults(checked), ...nameFaults(checked, file)];
  if (more.length > 0) throw invalid(file, more);
  return checked;
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalid(file, [(error as Error).message]);
  }
}

function invalid(file: string, faults: readonly string[]): QuarryError {
  return invalidFile('MAPPING_INVALID', faults, file);
}

function nameFaults({ name }: TraceMapping, file: string): string[] {
  const expected = basename(file).replace(/\.ya?ml$/u, '');
  return name === expected ? [] : [`/name: expected \`${expected}\` as the file is named, got \`${name}\``];
}

function headFaults(mapping: TraceMapping): string[] {
  const group: [string, Expression][] = mapping.fold ? [['/fold/group', mapping.fold.group]] : [];
  const fields = Object.entries(mapping.fields).map(([name, value]): [string, Expression] => [
    `/fields/${name}`,
    value,
  ]);
  return [...group, ...fields].flatMap(([at, expression]) => headFaultsOf(expression, at));
}

function headFaultsOf(expression: Expression | undefined, at: string): string[] {
  if (expression === undefined || typeof expression === 'string') return [];
  const heads = HEADS.filter((head) => expression[head] !== undefined);
  const inner = innerExpressions(expression).flatMap((part, i) =>
    headFaultsOf(part, `${at}/${heads[0]}/${i}`),
  );
  if (heads.length === 1) return inner;
  return [
    `${at}: expected exactly one of ${HEADS.join(', ')}, got ${heads.join(' and ') || 'none'}`,
    ...inner,
  ];
}

function innerExpressions(expression: ExpressionObject): (Expression | undefined)[] {
  const { first = [], list = [], files, name, artefact } = expression;
  return [...first, ...list, expression.then, expression.else, files, name, artefact];
}
