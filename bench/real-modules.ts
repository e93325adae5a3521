import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { listTree } from '../src/git/list-tree.ts';
import { gitDirOf, openRepository } from '../src/git/open-repository.ts';
import { designUnits } from '../src/verilog/design-units.ts';

const DATA = join(import.meta.dirname, '../../shared/data');
/** Blobs held at once. */
const BLOBS = 256;
/** Larger files are netlists and tables, not designs. */
const MOST_BYTES = 300_000;

/**
 * Modules of real Verilog, each text once: from ../shared/data and from the git repositories in `folders` (each one
 * a repository, or a folder with repositories one or two levels below it). None of it is part of the project.
 */
export async function realModules(folders: readonly string[]): Promise<string[]> {
  const modules = new Set<string>();
  const add = (text: string): void => {
    for (const { kind, start, end } of designUnits(text))
      if (kind === 'module') modules.add(text.slice(start, end));
  };
  if (existsSync(DATA)) sharedTexts().forEach(add);
  else console.log('../shared/data is not there: only the repositories that were named are read');
  for (const folder of folders) for (const gitDir of gitDirsBelow(folder)) await forEachSource(gitDir, add);
  return [...modules];
}

function sharedTexts(): string[] {
  const fields: readonly (readonly [
    file: string,
    text: (row: Record<string, string>) => string | undefined,
  ])[] = [
    ['corpora/rtlcoder_small_7b.jsonl', (row) => row['output']],
    ['corpora/rtl_design_training.jsonl', (row) => row['response']],
    ['corpora/verireason_processed_entries.jsonl', (row) => row['output']],
    [
      'traces/verilogeval_human_rollouts_rtlcodermistral.jsonl',
      (row) => `${row['prompt']}\n${row['completion']}`,
    ],
  ];
  const rows = fields.flatMap(([file, text]) => readJsonl(file).map((row) => text(row) ?? ''));
  const fixes = parse(gunzipSync(readFileSync(join(DATA, 'traces/rtlfixer_compile_errors.csv.gz'))), {
    columns: true,
  }) as Record<string, string>[];
  return [...rows, ...fixes.map((row) => row['solution'] ?? '')];
}

function readJsonl(file: string): Record<string, string>[] {
  const lines = readFileSync(join(DATA, file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, string>);
}

function gitDirsBelow(folder: string): string[] {
  const folders = ['.', '*', '*/*'].flatMap((pattern) => globSync(pattern, { cwd: folder }));
  const found = folders.map((name) => gitDirOf(join(folder, name))).filter((name) => name !== undefined);
  if (found.length === 0) console.log(`${folder} holds no git repository`);
  return [...new Set(found)].sort();
}

async function forEachSource(gitDir: string, visit: (text: string) => void): Promise<void> {
  const { revision, blobs: reader } = await openRepository(gitDir, { cacheFolder: '' });
  const ids: string[] = [];
  for await (const { path, kind, id, size } of listTree(gitDir, revision)) {
    if (kind === 'file' && /\.s?v$/.test(path) && size <= MOST_BYTES) ids.push(id);
  }
  try {
    for (let at = 0; at < ids.length; at += BLOBS) {
      for (const blob of await reader.read(ids.slice(at, at + BLOBS))) if (blob) visit(blob.toString('utf8'));
    }
  } finally {
    await reader.close();
  }
}
