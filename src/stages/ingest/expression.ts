import { chatMessages, contentText } from '../../inputs/chat-messages.ts';
import { lookupPath, type Scope } from '../../inputs/lookup-path.ts';
import { holds, patternOf } from './condition.ts';
import { FieldFault, shown } from './field-fault.ts';
import type { Expression, ExpressionObject } from './trace-mapping.ts';

/** Paths into the run folder or repository whose files give the value. */
export class ArtefactRef {
  readonly paths: readonly string[];
  readonly optional: boolean;
  /** The files are JSON, and the value is what lies at this path inside. */
  readonly inside: string | undefined;

  constructor(paths: readonly string[], optional: boolean, inside?: string) {
    this.paths = paths;
    this.optional = optional;
    this.inside = inside;
  }
}

/** The state of one evaluation: what it reads, and what it noted on the way. */
export interface Evaluation {
  scope: Scope;
  /** The file the record stands in. */
  path: string;
  /** Source paths that gave a value. */
  used: Set<string>;
  /** The value before `map` changed it, if one did. */
  unmapped?: unknown;
}

/**
 * The value of an expression, undefined where the record has none. Texts are not coerced here.
 * @throws FieldFault UNMAPPED_VALUE, WRONG_TYPE
 */
export function evaluate(expression: Expression, at: Evaluation): unknown {
  if (typeof expression === 'string') return read(expression, at);
  const value = source(expression, at);
  if (value === undefined || value === null) return undefined;
  return shape(expression, value, at);
}

function read(path: string, at: Evaluation): unknown {
  const value = lookupPath(at.scope, path);
  if (value === undefined || value === null) return undefined;
  at.used.add(path);
  return value;
}

function source(expression: ExpressionObject, at: Evaluation): unknown {
  const { path, first, list, template, when, messages, files, artefact } = expression;
  if (path !== undefined) return read(path, at);
  if (first) return firstOf(first, at);
  if (list) return listOf(list, at);
  if (template !== undefined) return fill(template, at);
  if (when) {
    const branch = holds(when, at.scope, at.path) ? expression.then : expression.else;
    return branch === undefined ? undefined : evaluate(branch, at);
  }
  if (messages !== undefined) return pickMessages(expression, read(messages, at));
  if (files !== undefined) return namedFiles(expression, evaluate(files, at), at);
  if (artefact !== undefined) return artefactOf(expression, evaluate(artefact, at));
  return expression.const;
}

/** An empty text gives way to any other value, and is the answer only where nothing else is. */
function firstOf(alternatives: readonly Expression[], at: Evaluation): unknown {
  let empty: string | undefined;
  for (const alternative of alternatives) {
    const value = evaluate(alternative, at);
    if (value === '') empty = '';
    else if (value !== undefined) return value;
  }
  return empty;
}

function listOf(parts: readonly Expression[], at: Evaluation): unknown {
  const values = parts.flatMap((part) => evaluate(part, at) ?? []).filter((value) => value !== '');
  return values.length === 0 ? undefined : values;
}

function fill(template: string, at: Evaluation): string | undefined {
  let complete = true;
  const text = template.replace(/\{([^{}]+)\}/gu, (_, path: string) => {
    const value = read(path, at);
    complete &&= value !== undefined;
    return typeof value === 'object' ? shown(value) : String(value);
  });
  return complete ? text : undefined;
}

function pickMessages({ role = [], take = 'last' }: ExpressionObject, value: unknown): string | undefined {
  const texts = chatMessages(value)
    ?.filter((message) => role.includes(message.role) && message.text !== '')
    .map((message) => message.text);
  if (take === 'all') return texts?.join('\n\n') || undefined;
  return texts?.at(take === 'first' ? 0 : -1);
}

function namedFiles(expression: ExpressionObject, value: unknown, at: Evaluation): unknown {
  if (typeof value !== 'string' || value === '') return value === '' ? undefined : value;
  const name = expression.name === undefined ? undefined : evaluate(expression.name, at);
  return { [typeof name === 'string' ? name : 'design.sv']: value };
}

function artefactOf({ optional = false, inline, inside }: ExpressionObject, value: unknown): unknown {
  if (value === undefined || value === '') return undefined;
  const paths = Array.isArray(value) ? value : [value];
  if (!paths.every((path) => typeof path === 'string')) {
    throw new FieldFault('WRONG_TYPE', `expected a path or a list of paths, got ${shown(value)}`);
  }
  const only = (paths.length === 1 && paths[0]) || '';
  const isText = inline && only !== '' && (only.includes('\n') || !inline.some((end) => only.endsWith(end)));
  return isText ? only : new ArtefactRef(paths, optional, inside);
}

function shape(expression: ExpressionObject, value: unknown, at: Evaluation): unknown {
  let result = value;
  if (expression.parse === 'json' && typeof result === 'string') result = parseJson(result);
  if (expression.as === 'json' && typeof result !== 'string') result = JSON.stringify(result, null, 1);
  if (expression.as === 'text') result = contentText(result);
  if (expression.as === 'seconds_from_ms' && typeof result === 'number') result /= 1000;
  if (expression.match !== undefined) result = patternOf(expression.match).exec(String(result))?.[1];
  if (expression.normalise && typeof result === 'string') {
    result = snakeCase(result);
  }
  return expression.map && result !== undefined ? mapped(expression, result, at) : result;
}

/** `A1 - RTL Generation`, `A1_RTL_Generation` and `A1RTLGeneration` all end as a1_rtl_generation. */
function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_|_$/gu, '');
}

function mapped({ map = {}, otherwise }: ExpressionObject, value: unknown, at: Evaluation): unknown {
  at.unmapped = value;
  const key = String(value);
  if (Object.hasOwn(map, key)) return map[key];
  if (otherwise !== undefined) return otherwise;
  throw new FieldFault('UNMAPPED_VALUE', `${shown(value)} is none of ${Object.keys(map).join(', ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FieldFault('WRONG_TYPE', `expected JSON, got ${shown(text)} (${(error as Error).message})`);
  }
}
