import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { glob } from 'tinyglobby';
import { parse } from 'yaml';
import { QuarryError } from '../../core/errors.ts';
import type { Expression, ExpressionObject, TraceMapping } from './trace-mapping.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../../schemas/trace-mapping.schema.json');

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
export async function loadMappings(folders: readonly string[] = [MAPPINGS_FOLDER]): Promise<TraceMapping[]> {
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
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, formats: { regex: isRegex } });
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  const check = ajv.compile<TraceMapping>(schema);
  if (!check(mapping)) throw invalid(file, (check.errors ?? []).map(describe));
  const faults = [...headFaults(mapping), ...nameFaults(mapping, file)];
  if (faults.length > 0) throw invalid(file, faults);
  return mapping;
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalid(file, [(error as Error).message]);
  }
}

function invalid(file: string, faults: string[]): QuarryError {
  return new QuarryError('MAPPING_INVALID', [...new Set(faults)].join('; '), {
    where: file,
    next: 'Correct the mapping; schemas/trace-mapping.schema.json says what each key may hold.',
  });
}

function describe({ instancePath, keyword, params, message, data }: ErrorObject): string {
  const at = instancePath || '/';
  if (keyword === 'additionalProperties') return `${at}: unknown key \`${params['additionalProperty']}\``;
  if (keyword === 'enum')
    return `${at}: expected one of ${params['allowedValues'].join(', ')}, got ${short(data)}`;
  return `${at}: ${message}, got ${short(data)}`;
}

function short(data: unknown): string {
  const text = JSON.stringify(data) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
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

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
