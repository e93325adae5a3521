import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contentHash } from '../../core/content-hash.ts';
import { QuarryError } from '../../core/errors.ts';
import { validate } from '../../engine/validate.ts';

interface PatternFile {
  name: string;
  counts?: string;
  pass?: string[];
  fail?: string[];
  detail?: string[];
}

interface VerdictPattern {
  name: string;
  counts: RegExp | undefined;
  pass: readonly RegExp[];
  fail: readonly RegExp[];
  detail: readonly RegExp[];
}

export interface VerdictPatterns {
  /** Hash of the file: part of every judgement's key. */
  fingerprint: string;
  patterns: readonly VerdictPattern[];
}

/** What a simulation's log says by a declared pattern. */
export interface PrintedVerdict {
  pattern: string;
  says: 'pass' | 'fail';
  /** The line that said so, or the first line of detail. */
  line: string;
  samples?: number;
  mismatches?: number;
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/verdict-patterns.schema.json', import.meta.url), 'utf8'),
) as object;

/** Reads `pipelines/verdict-patterns.yaml`; a pattern that is no regular expression is a configuration error. */
export function loadVerdictPatterns(path: string): VerdictPatterns {
  const text = readFileSync(path, 'utf8');
  const value: unknown = parse(text);
  validate(SCHEMA, value, path);
  const patterns = (value as PatternFile[]).map(({ name, counts, pass = [], fail = [], detail = [] }) => {
    const compile = (source: string): RegExp => compilePattern(source, `${path} ${name}`);
    return {
      name,
      counts: counts === undefined ? undefined : compile(counts),
      pass: pass.map(compile),
      fail: fail.map(compile),
      detail: detail.map(compile),
    };
  });
  return { fingerprint: contentHash(text), patterns };
}

/** The verdict that a log prints, or undefined where no declared pattern speaks. */
export function readPrintedVerdict(log: string, { patterns }: VerdictPatterns): PrintedVerdict | undefined {
  const lines = log.split('\n');
  for (const pattern of patterns) {
    const verdict = matchPattern(lines, pattern);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function matchPattern(lines: readonly string[], pattern: VerdictPattern): PrintedVerdict | undefined {
  const find = (expressions: readonly RegExp[]): string | undefined =>
    lines.find((line) => expressions.some((expression) => expression.test(line)))?.trim();
  const { name, counts } = pattern;
  const failure = find(pattern.fail);
  // The last count printed is the final one.
  const counted =
    counts && lines.map((line) => counts.exec(line)).findLast((match) => match !== null)?.groups;
  if (counted !== undefined) {
    const samples = Number(counted['samples']);
    const mismatches = Number(counted['mismatches']);
    const says = mismatches === 0 && failure === undefined ? 'pass' : 'fail';
    const line = failure ?? (mismatches === 0 ? undefined : find(pattern.detail));
    return {
      pattern: name,
      says,
      line: line ?? `${mismatches} mismatches in ${samples} samples`,
      samples,
      mismatches,
    };
  }
  if (failure !== undefined) return { pattern: name, says: 'fail', line: failure };
  const success = find(pattern.pass);
  return success === undefined ? undefined : { pattern: name, says: 'pass', line: success };
}

function compilePattern(source: string, where: string): RegExp {
  try {
    return new RegExp(source, 'i');
  } catch (cause) {
    throw new QuarryError('CONFIG_INVALID', `Not a regular expression: ${source}`, { where, cause });
  }
}
