import { isAbsolute, join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { findRegisteredFiles } from './find-files.ts';
import { loadRegistry } from './registry.ts';
import { storeBenchmark } from './store-benchmark.ts';

interface ProtectParameters {
  /** Further files, folders or globs beside the registry's own folders. */
  paths: string[];
  /** The registry, relative to the project. */
  registry: string;
}

/** Reads the benchmarks that must never be trained on, by the registry of their files. */
export const protectStage: Stage<ProtectParameters> = {
  name: 'protect',
  version: 1,
  scope: 'document',
  summary: 'read protected benchmarks',
  reads: [],
  writes: ['raw.sources', 'raw.records', 'raw.documents', 'raw.problem_references', 'raw.rejects'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      paths: { type: 'array', items: { type: 'string' }, default: [] },
      registry: { type: 'string', default: 'pipelines/protected.yaml' },
    },
  },
  plan: async (context, parameters) => {
    const files = await registeredFiles(context, parameters);
    return {
      todo: files.length,
      done: 0,
      why: 'files of protected benchmarks; equal content is not read again',
    };
  },
  run: readBenchmarks,
};

function registeredFiles(
  { projectRoot }: StageContext,
  { paths, registry }: ProtectParameters,
): ReturnType<typeof findRegisteredFiles> {
  const file = isAbsolute(registry) ? registry : join(projectRoot, registry);
  return findRegisteredFiles(loadRegistry(file), projectRoot, paths);
}

async function readBenchmarks(context: StageContext, parameters: ProtectParameters): Promise<StageOutcome> {
  const files = await registeredFiles(context, parameters);
  const outcome: StageOutcome = { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: [] };
  const problems = new Map<string, number>();
  for (const [index, file] of files.entries()) {
    const { records, kept, rejected, known } = await storeBenchmark(context, file);
    outcome.rowsIn += records;
    outcome.kept += kept;
    outcome.rejected += rejected;
    outcome.added += known ? 0 : records;
    problems.set(file.entry.name, (problems.get(file.entry.name) ?? 0) + kept);
    context.progress.step({
      stage: 'protect',
      done: index + 1,
      total: files.length,
      unit: 'benchmark files',
    });
  }
  const counted = [...problems].map(([name, count]) => `${name} ${count}`);
  outcome.notes.push(counted.length > 0 ? `problems: ${counted.join(', ')}` : 'no benchmark files');
  return outcome;
}
