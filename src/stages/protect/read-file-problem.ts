import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob } from 'node:path';
import { assembleProblem, type FoundTexts, type ProblemTexts } from './problem-texts.ts';
import type { BenchmarkEntry } from './registry.ts';

const TEXTS = ['specification', 'header', 'design', 'testbench'] as const;

/** The files of one problem, found from the one that the registry's pattern names. */
export interface ProblemFiles {
  problem: string;
  /** Paths by text, in the order in which they are put together. */
  paths: Partial<Record<(typeof TEXTS)[number], string[]>>;
}

/** VerilogEval v2's way: files that share a stem and differ in their endings. */
function filesWithStem(path: string, entry: BenchmarkEntry): ProblemFiles {
  const { beside = {} } = entry;
  const ending = beside.specification?.find((candidate) => path.endsWith(candidate)) ?? '';
  const stem = path.slice(0, path.length - ending.length);
  const paths: ProblemFiles['paths'] = {};
  for (const name of TEXTS) {
    const there = (beside[name] ?? []).map((other) => `${stem}${other}`).filter((file) => existsSync(file));
    if (there.length > 0) paths[name] = there.slice(0, 1);
  }
  return { problem: basename(stem), paths };
}

/** RTLLM's way: a folder a problem. The first pattern that has files says which they are; testbenches are no design. */
function filesInFolder(path: string, entry: BenchmarkEntry): ProblemFiles {
  const folder = dirname(path);
  const names = readdirSync(folder).sort();
  const { beside = {} } = entry;
  const isTestbench = (name: string): boolean =>
    (beside.testbench ?? []).some((pattern) => matchesGlob(name, pattern));
  const paths: ProblemFiles['paths'] = {};
  for (const text of TEXTS) {
    const candidates = text === 'design' ? names.filter((name) => !isTestbench(name)) : names;
    const chosen = (beside[text] ?? [])
      .map((pattern) => candidates.filter((name) => matchesGlob(name, pattern)))
      .find((found) => found.length > 0);
    if (chosen !== undefined) paths[text] = chosen.map((name) => join(folder, name));
  }
  return { problem: basename(folder), paths };
}

/** The files behind the one that the registry names. */
export function findProblemFiles(path: string, entry: BenchmarkEntry): ProblemFiles {
  return entry.reader === 'problem-files' ? filesWithStem(path, entry) : filesInFolder(path, entry);
}

/** Reads them. Undefined when they hold neither a specification nor an answer. */
export function readFileProblem(
  { problem, paths }: ProblemFiles,
  entry: BenchmarkEntry,
): ProblemTexts | undefined {
  const found: FoundTexts = {};
  for (const name of TEXTS) {
    const text = (paths[name] ?? []).map((path) => readFileSync(path, 'utf8')).join('\n');
    if (text.trim() !== '') found[name] = text;
  }
  return assembleProblem(problem, entry.name, found);
}
