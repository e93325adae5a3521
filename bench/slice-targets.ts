import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { listTree } from '../src/git/list-tree.ts';
import { gitDirOf, openRepository } from '../src/git/open-repository.ts';
import { listModules } from '../src/verilog/modules.ts';
import type { SliceSource } from '../src/verilog/slice/sliceable-design.ts';

/** A design to slice: the module `top`, or without it all that no other instantiates. */
export interface SliceTarget {
  name: string;
  files: SliceSource[];
  top: string | undefined;
}

/** Only files of a repository whose path fits. */
const PATHS = new RegExp(process.env['QUARRY_PATHS'] ?? '');

interface Source {
  path: string;
  text: string;
  defines: string[];
  needs: string[];
}

const NO_DESIGN =
  /(?:^|\/)(?:tb|sim|test|tests|testbench|bench|formal|syn|example)\/|(?:^|[_/])(?:tb|test|testbench)[_.]/i;

/** One Verilog file, or each module with ports of a git repository together with the files that it needs. */
export async function sliceTargets(input: string): Promise<SliceTarget[]> {
  const gitDir = gitDirOf(input);
  if (gitDir === undefined) {
    return [
      {
        name: basename(input),
        files: [{ name: basename(input), text: readFileSync(input, 'utf8') }],
        top: undefined,
      },
    ];
  }
  const sources = await readSources(gitDir);
  const definitions = Map.groupBy(
    sources.flatMap((source) => source.defines.map((name) => ({ name, source }))),
    ({ name }) => name,
  );
  return sources.flatMap((source) =>
    source.defines.map((top) => ({
      name: `${source.path}:${top}`,
      files: closureOf(source, definitions),
      top,
    })),
  );
}

async function readSources(gitDir: string): Promise<Source[]> {
  const { revision, blobs: reader } = await openRepository(gitDir, { cacheFolder: '' });
  const found: { path: string; id: string }[] = [];
  for await (const { path, kind, id } of listTree(gitDir, revision)) {
    if (kind === 'file' && /\.s?v$/.test(path) && !NO_DESIGN.test(path) && PATHS.test(path))
      found.push({ path, id });
  }
  try {
    const blobs = await reader.read(found.map(({ id }) => id));
    return found.map(({ path }, index) => {
      const text = blobs[index]?.toString('utf8') ?? '';
      const { modules } = listModules(text);
      const needs = modules.flatMap((module) => module.instances.map(({ moduleName }) => moduleName));
      return {
        path,
        text,
        defines: modules.filter(({ ports }) => ports.length > 0).map(({ name }) => name),
        needs,
      };
    });
  } finally {
    await reader.close();
  }
}

/** The file and those that define what it instantiates; of several, the one with the longest common path. */
function closureOf(first: Source, definitions: ReadonlyMap<string, { source: Source }[]>): SliceSource[] {
  const files = new Set([first]);
  for (const file of files) {
    for (const need of file.needs) {
      if ([...files].some((one) => one.defines.includes(need))) continue;
      const candidates = definitions.get(need) ?? [];
      const best = candidates.toSorted((a, b) => common(b.source, first) - common(a.source, first))[0];
      if (best !== undefined) files.add(best.source);
    }
  }
  return [...files].map(({ path, text }) => ({ name: basename(path), text }));
}

function common(a: Source, b: Source): number {
  const [left, right] = [dirname(a.path).split('/'), dirname(b.path).split('/')];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? left.length : at;
}
