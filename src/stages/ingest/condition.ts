import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isObject, lookupPath, type Scope } from '../../inputs/lookup-path.ts';
import type { Condition } from './trace-mapping.ts';

const patterns = new Map<string, RegExp>();

/** A compiled pattern of a mapping; each is compiled once. */
export function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(source, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

/** Whether a record satisfies every part of a condition. `path` is the file the record stands in. */
export function holds(condition: Condition, scope: Scope, path: string): boolean {
  const { has, keys, lacks, all, any, none, file, beside } = condition;
  const there = (key: string) => (lookupPath(scope, key) ?? null) !== null;
  if (has && !has.every(there)) return false;
  if (keys && !keys.every((key) => isObject(scope.record) && key in scope.record)) return false;
  if (lacks?.some(there)) return false;
  if (file !== undefined && !patternOf(file).test(basename(path))) return false;
  if (beside !== undefined && !existsSync(join(dirname(path), beside))) return false;
  if (condition.path !== undefined && !valueHolds(condition, lookupPath(scope, condition.path))) return false;
  if (all && !all.every((part) => holds(part, scope, path))) return false;
  if (any && !any.some((part) => holds(part, scope, path))) return false;
  return !none?.some((part) => holds(part, scope, path));
}

function valueHolds({ equals, one_of, type, matches }: Condition, value: unknown): boolean {
  if (equals !== undefined && value !== equals) return false;
  if (one_of && !one_of.includes(value)) return false;
  if (type && !typesOf(value).some((name) => (type as string[]).includes(name))) return false;
  return matches === undefined || (typeof value === 'string' && patternOf(matches).test(value));
}

function typesOf(value: unknown): string[] {
  if (value === null || value === undefined) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return typeof value === 'number' && Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
}
