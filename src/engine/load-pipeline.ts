import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { QuarryError } from '../core/errors.ts';
import { validate } from '../core/json-schema.ts';

type ParameterType = 'string' | 'number' | 'integer' | 'boolean' | 'paths';
type ParameterValue = string | number | boolean | readonly string[] | null;

interface ParameterDeclaration {
  description: string;
  type: ParameterType;
  default: ParameterValue;
  minimum?: number;
  maximum?: number;
  enum?: readonly ParameterValue[];
}

interface PipelineFile {
  name: string;
  description: string;
  parameters: Record<string, ParameterDeclaration>;
  stages: { stage: string; with?: Record<string, unknown> }[];
  audits?: string[];
}

/** A pipeline with every parameter resolved: what `plan` explains and `run` executes. */
export interface Pipeline {
  path: string;
  name: string;
  description: string;
  parameters: Record<string, ParameterValue>;
  stages: { stage: string; with: Record<string, unknown> }[];
  audits: string[];
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../schemas/pipeline.schema.json', import.meta.url), 'utf8'),
) as object;

/**
 * Reads and checks a pipeline file. `overrides` (from `--set name=value`) are texts and are converted to the
 * declared type. Paths are split at commas and white space, unless quoted or the whole is one path that exists.
 */
export function loadPipeline(path: string, overrides: Readonly<Record<string, string>> = {}): Pipeline {
  const file = parsePipeline(path);
  const parameters = resolveParameters(path, file.parameters, overrides);
  return {
    path,
    name: file.name,
    description: file.description,
    parameters,
    stages: file.stages.map(({ stage, with: values = {} }, index) => ({
      stage,
      with: substitute(values, parameters, `${path} /stages/${index}/with`) as Record<string, unknown>,
    })),
    audits: file.audits ?? [],
  };
}

function parsePipeline(path: string): PipelineFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new QuarryError('CONFIG_INVALID', 'The pipeline file cannot be read', {
      where: path,
      next: 'Name an existing file, for example pipelines/mine-traces.yaml.',
      cause,
    });
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new QuarryError('CONFIG_INVALID', `Not YAML: ${fault.message.split('\n')[0]}`, { where: path });
  }
  const value: unknown = document.toJS();
  validate(SCHEMA, value, path);
  return value as PipelineFile;
}

function resolveParameters(
  path: string,
  declared: Record<string, ParameterDeclaration>,
  overrides: Readonly<Record<string, string>>,
): Record<string, ParameterValue> {
  for (const name of Object.keys(overrides)) {
    if (declared[name] === undefined) {
      throw new QuarryError('CONFIG_INVALID', `The pipeline has no parameter \`${name}\``, {
        where: path,
        next: `It has: ${Object.keys(declared).join(', ')}.`,
      });
    }
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => {
      const given = overrides[name];
      const value = given === undefined ? defaultOf(declaration) : convert(given, declaration.type);
      checkParameter(path, name, declaration, value, given);
      return [name, value];
    }),
  );
}

function convert(text: string, type: ParameterType): ParameterValue {
  if (type === 'paths') return splitPaths(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type === 'number' || type === 'integer') return text.trim() === '' ? text : Number(text);
  return text;
}

function splitPaths(text: string): string[] {
  if (existsSync(text)) return [text];
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|[^\s,]+/g)].map(
    ([whole, double, single]) => double ?? single ?? whole,
  );
}

const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Default paths are the project's own files, wherever the command is run from. */
function defaultOf({ type, default: value }: ParameterDeclaration): ParameterValue {
  if (type !== 'paths' || !Array.isArray(value)) return value;
  return value.map((path: string) => {
    const here = relative('', join(PROJECT_ROOT, path));
    return isAbsolute(path) ? path : here.startsWith('..') ? join(PROJECT_ROOT, path) : here;
  });
}

function checkParameter(
  path: string,
  name: string,
  { type, minimum, maximum, enum: allowed }: ParameterDeclaration,
  value: ParameterValue,
  given: string | undefined,
): void {
  if (value === null && given === undefined) return;
  const fits =
    type === 'paths'
      ? Array.isArray(value)
      : type === 'integer'
        ? Number.isSafeInteger(value)
        : type === 'number'
          ? Number.isFinite(value)
          : typeof value === type;
  const bounds = [
    type,
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(allowed === undefined ? [] : [`one of ${allowed.join(', ')}`]),
  ].join(', ');
  const inside =
    (minimum === undefined || (value as number) >= minimum) &&
    (maximum === undefined || (value as number) <= maximum) &&
    (allowed === undefined || allowed.includes(value));
  if (!fits || !inside) {
    throw new QuarryError(
      'CONFIG_INVALID',
      `Expected the parameter \`${name}\` to be ${bounds}, got \`${given ?? JSON.stringify(value)}\``,
      { where: `${path} /parameters/${name}` },
    );
  }
}

/** Replaces `${name}` where it is a whole value, at any depth. */
function substitute(value: unknown, parameters: Record<string, ParameterValue>, where: string): unknown {
  if (Array.isArray(value)) return value.map((item) => substitute(item, parameters, where));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, substitute(item, parameters, `${where}/${key}`)]),
    );
  }
  const name = typeof value === 'string' ? /^\$\{([^}]+)\}$/.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  const resolved = parameters[name];
  if (resolved === undefined) {
    throw new QuarryError('CONFIG_INVALID', `\`\${${name}}\` names no parameter of this pipeline`, {
      where,
      next: `Declare it under parameters:, or use one of: ${Object.keys(parameters).join(', ')}.`,
    });
  }
  return resolved;
}
