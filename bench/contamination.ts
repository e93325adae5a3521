import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../src/core/random.ts';
import { ProtectedIndex } from '../src/dedupe/contamination/protected-index.ts';
import type { Neighbour, ProtectedProblem } from '../src/dedupe/contamination/protected-problem.ts';
import { contaminationStage } from '../src/stages/contamination/stage.ts';
import { DISGUISES, shuffleWords } from '../test/support/plant-answer.ts';

/**
 * Are planted benchmark answers found, and how often is a clean module taken for one?
 * Plants the references of VerilogEval and the prompts of RTLLM in every disguise, then compares real corpora. Every
 * hit outside trivial designs is listed: some are true, and have to be read.
 * Usage: node bench/contamination.ts [bare or other git repository ...]
 */
const SHARED = join(import.meta.dirname, '../../shared/data');
const FILES = {
  references: join(SHARED, 'benchmarks/verilogeval_human_references.jsonl'),
  prompts: join(SHARED, 'benchmarks/rtllm_v1.1_prompts.json'),
  rtlcoder: join(SHARED, 'corpora/rtlcoder_small_7b.jsonl'),
  rtlDesign: join(SHARED, 'corpora/rtl_design_training.jsonl'),
};
const missing = Object.values(FILES).filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.log(`bench-contamination: not run, ${missing.join(', ')} is not there`);
  process.exit(0);
}

/** Hits of a method that are listed for reading. */
const MOST_LISTED = 40;

interface Row {
  name: string;
  code: string | null;
  specification: string | null;
}

const problems = [...readReferences(), ...readPrompts()];
const thresholds = defaultThresholds();
const index = new ProtectedIndex(problems);
plantDesigns();
plantSpecifications();
measureClean('rtlcoder_small_7b', readPairs(FILES.rtlcoder, 'output', 'instruction'));
measureClean('rtl_design_training', readPairs(FILES.rtlDesign, 'response', 'prompt'));
for (const repository of process.argv.slice(2)) measureClean(repository, readRepository(repository));

function plantDesigns(): void {
  const answers = problems.filter(({ design }) => design !== null);
  for (const [name, disguise] of Object.entries(DISGUISES)) {
    const missed = answers.filter((problem) => {
      const code = disguise(problem.design!, createRandom(problem.problemId));
      return !hits({ name, code, specification: null }).length;
    });
    console.log(
      `planted designs, ${name}: ${answers.length - missed.length} of ${answers.length} found${listed(missed)}`,
    );
  }
}

function plantSpecifications(): void {
  const asked = problems.filter(({ specification }) => specification !== null);
  const missed = asked.filter((problem) => {
    const specification = shuffleWords(problem.specification!, problem.problemId);
    return !hits({ name: '', code: null, specification }).some(({ method }) => method === 'specification');
  });
  console.log(
    `planted specifications, words shuffled: ${asked.length - missed.length} of ${asked.length} found${listed(missed)}`,
  );
}

function listed(missed: readonly ProtectedProblem[]): string {
  return missed.length === 0 ? '' : `; missed: ${missed.map(({ problemId }) => problemId).join(', ')}`;
}

function measureClean(name: string, rows: readonly Row[]): void {
  const started = performance.now();
  const found = rows.flatMap((row) => hits(row).map((hit) => ({ row, hit })));
  const seconds = (performance.now() - started) / 1000;
  const megabytes = rows.reduce((sum, { code }) => sum + (code?.length ?? 0), 0) / 1e6;
  const rowsOf = (which: (hit: Neighbour) => boolean): number =>
    new Set(found.filter(({ hit }) => which(hit)).map(({ row }) => row.name)).size;
  const telling = rowsOf(({ trivial }) => !trivial);
  console.log(
    `\n${name}: ${rows.length} rows, ${(megabytes / seconds).toFixed(1)} MB/s; hits outside trivial designs ` +
      `${telling} (${((100 * telling) / rows.length).toFixed(2)} %), of trivial ones ${rowsOf(({ trivial }) => trivial)}`,
  );
  for (const method of ['renamed', 'shingles', 'specification'] as const) {
    const listed = found.filter(({ hit }) => hit.method === method && !hit.trivial);
    for (const { row, hit } of listed.slice(0, MOST_LISTED))
      console.log(`  ${method} ${hit.score.toFixed(2)}  ${row.name}  ${hit.benchmark} ${hit.problemId}`);
    if (listed.length > MOST_LISTED) console.log(`  ${method}: ${listed.length - MOST_LISTED} more`);
  }
}

function hits({ code, specification }: Row): Neighbour[] {
  return index.nearest({ code, specification }).filter(({ method, score }) => score >= thresholds[method]);
}

function defaultThresholds(): Record<Neighbour['method'], number> {
  const { properties } = contaminationStage.parameters as {
    properties: Record<string, { default: number }>;
  };
  const of = (method: Neighbour['method']): number => properties[method]!.default;
  return { renamed: of('renamed'), shingles: of('shingles'), specification: of('specification') };
}

function readJsonl(file: string): Record<string, string>[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
}

function readReferences(): ProtectedProblem[] {
  return readJsonl(FILES.references).map((row) => ({
    referenceId: row['task_id']!,
    benchmark: 'verilogeval',
    problemId: row['task_id']!,
    design: row['module_code']!,
    header: row['header']!,
    specification: row['description']!,
  }));
}

function readPrompts(): ProtectedProblem[] {
  const prompts = JSON.parse(
    `[${readFileSync(FILES.prompts, 'utf8').trim().split('\n').join(',')}]`,
  ) as Record<string, string>[];
  return prompts.map((row) => {
    const problemId = /Module name:\s*(\w+)/.exec(row['Instruction']!)?.[1] ?? '?';
    return {
      referenceId: problemId,
      benchmark: 'rtllm',
      problemId,
      design: null,
      header: row['Input']!,
      specification: row['Instruction']!,
    };
  });
}

function readPairs(file: string, answer: string, question: string): Row[] {
  return readJsonl(file).map((row, place) => {
    const text = String(row[answer]);
    const fenced = [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].map(([, code]) => code!);
    return {
      name: `row ${place}`,
      code: fenced.length > 0 ? fenced.join('\n') : text,
      specification: row[question]!,
    };
  });
}

/** The Verilog files of a repository at HEAD. */
function readRepository(folder: string): Row[] {
  const git = (args: string[], input = ''): Buffer =>
    execFileSync('git', ['-C', folder, ...args], { input, maxBuffer: 1 << 30 });
  const files = git(['ls-tree', '-r', 'HEAD'])
    .toString()
    .trim()
    .split('\n')
    .map((line) => /^\d+ blob (\w+)\t(.*\.s?v)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, blob, path]) => ({ blob: blob!, path: path! }));
  const output = git(['cat-file', '--batch'], `${files.map(({ blob }) => blob).join('\n')}\n`);
  let at = 0;
  return files.map(({ path }) => {
    const lineEnd = output.indexOf(10, at);
    const size = Number(output.toString('latin1', at, lineEnd).split(' ')[2]);
    at = lineEnd + size + 2;
    return {
      name: path,
      code: output.toString('utf8', lineEnd + 1, lineEnd + 1 + size),
      specification: null,
    };
  });
}
