import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contentHash } from '../core/content-hash.ts';
import { QuarryError } from '../core/errors.ts';
import { validate } from '../core/json-schema.ts';

interface PatternFile {
  name: string;
  counts?: string;
  pass?: string[];
  fail?: string[];
  harmless?: string[];
  empty?: string[];
  detail?: string[];
}

/** The keys are described at the head of `pipelines/verdict-patterns.yaml`. */
interface VerdictPattern {
  name: string;
  counts: RegExp | undefined;
  pass: readonly RegExp[];
  fail: readonly RegExp[];
  harmless: readonly RegExp[];
  empty: readonly RegExp[];
  detail: readonly RegExp[];
}

/** A verdict stands in a short line; of a longer one both ends are read, so that no log makes matching slow. */
const LINE_ENDS = 250;

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
  readFileSync(new URL('../../schemas/verdict-patterns.schema.json', import.meta.url), 'utf8'),
) as object;

/** Reads `pipelines/verdict-patterns.yaml`; a pattern that is no regular expression is a configuration error. */
export function loadVerdictPatterns(path: string): VerdictPatterns {
  const text = readFileSync(path, 'utf8');
  const value: unknown = parse(text);
  validate(SCHEMA, value, path);
  const patterns = (value as PatternFile[]).map((pattern) => compilePattern(pattern, path));
  return { fingerprint: contentHash(text), patterns };
}

/**
 * The verdict that a log prints, or undefined where no declared pattern speaks. A log that reports a failure in any
 * way never says pass.
 */
export function readPrintedVerdict(log: string, { patterns }: VerdictPatterns): PrintedVerdict | undefined {
  const lines = log.split('\n').map(shorten);
  const spoken = patterns
    .map((pattern) => matchPattern(lines, pattern))
    .filter((verdict) => verdict !== undefined);
  return spoken.find((verdict) => verdict.says === 'fail') ?? spoken[0];
}

function shorten(line: string): string {
  return line.length <= 2 * LINE_ENDS ? line : `${line.slice(0, LINE_ENDS)} ${line.slice(-LINE_ENDS)}`;
}

function matchPattern(lines: readonly string[], pattern: VerdictPattern): PrintedVerdict | undefined {
  const failure = findFailure(lines, pattern);
  const counted = readCounts(lines, pattern.counts);
  if (counted !== undefined) return judgeCounts(lines, pattern, counted, failure);
  const { name } = pattern;
  if (failure !== undefined) return { pattern: name, says: 'fail', line: failure };
  const success = findLine(lines, pattern.pass);
  if (success === undefined) return undefined;
  const nothingTried = findLine(lines, pattern.empty) !== undefined;
  return { pattern: name, says: 'pass', line: success, ...(nothingTried ? { samples: 0 } : {}) };
}

interface Counts {
  samples: number;
  mismatches: number;
}

function judgeCounts(
  lines: readonly string[],
  { name, detail }: VerdictPattern,
  { samples, mismatches }: Counts,
  failure: string | undefined,
): PrintedVerdict {
  const says = mismatches === 0 && failure === undefined ? 'pass' : 'fail';
  const line = failure ?? (mismatches === 0 ? undefined : findLine(lines, detail));
  return {
    pattern: name,
    says,
    line: line ?? `${mismatches} mismatches in ${samples} samples`,
    samples,
    mismatches,
  };
}

/** The last count printed is the final one, but no later count takes back a mismatch. */
function readCounts(lines: readonly string[], counts: RegExp | undefined): Counts | undefined {
  if (counts === undefined) return undefined;
  const found = lines
    .map((line) => counts.exec(line)?.groups)
    .filter((groups) => groups !== undefined)
    .map((groups) => ({ samples: Number(groups['samples']), mismatches: Number(groups['mismatches']) }));
  return found.findLast(({ mismatches }) => mismatches > 0) ?? found.at(-1);
}

function findLine(lines: readonly string[], expressions: readonly RegExp[]): string | undefined {
  return lines.find((line) => expressions.some((expression) => expression.test(line)))?.trim();
}

function findFailure(lines: readonly string[], { fail, harmless }: VerdictPattern): string | undefined {
  return lines
    .find((line) => {
      const told = harmless.reduce((text, phrase) => text.replace(phrase, ' '), line);
      return fail.some((expression) => expression.test(told));
    })
    ?.trim();
}

function compilePattern(
  { name, counts, pass = [], fail = [], harmless = [], empty = [], detail = [] }: PatternFile,
  path: string,
): VerdictPattern {
  const compile = (source: string): RegExp => compileExpression(source, 'i', `${path} ${name}`);
  return {
    name,
    counts: counts === undefined ? undefined : compile(counts),
    pass: pass.map(compile),
    fail: fail.map(compile),
    // A line may say twice that nothing failed.
    harmless: harmless.map((source) => compileExpression(source, 'gi', `${path} ${name}`)),
    empty: empty.map(compile),
    detail: detail.map(compile),
  };
}

function compileExpression(source: string, flags: string, where: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new QuarryError('CONFIG_INVALID', `Not a regular expression: ${source}`, { where, cause });
  }
}
