import type { TaskThreads } from '../core/task-threads.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { ProgressListener } from './progress.ts';

/** What a stage may touch. Effects come in here, so tests pass silent ones. */
export interface StageContext {
  warehouse: Warehouse;
  progress: ProgressListener;
  /** Absolute folder of the project: `pipelines/` lies below it. */
  projectRoot: string;
  now: () => Date;
  /** For what takes long: kept from stage to stage, ended with the run. */
  threads: TaskThreads;
}

/** What a stage would do: `todo` rows to work on, `done` rows whose facts stand already, and why. */
export interface StagePlan {
  todo: number;
  done: number;
  why: string;
}

/** What a stage did. Audited: `rowsIn = kept + rejected`; of these, `added` were new work in this run. */
export interface StageOutcome {
  rowsIn: number;
  kept: number;
  rejected: number;
  added: number;
  notes: string[];
}

/** One declared step of a pipeline. Stages meet only in tables: none imports another. */
export interface Stage<Parameters = Record<string, unknown>> {
  name: string;
  /** Part of every fact's key: raise it when the same input would give another result. */
  version: number;
  /** `document`: each row by itself, can be sharded. `global`: needs to see all rows. */
  scope: 'document' | 'global';
  summary: string;
  reads: readonly string[];
  writes: readonly string[];
  /** JSON Schema (draft 7) of the `with` block; defaults are filled in by the engine. */
  parameters: Readonly<Record<string, unknown>>;
  plan: (context: StageContext, parameters: Parameters) => Promise<StagePlan>;
  run: (context: StageContext, parameters: Parameters) => Promise<StageOutcome>;
}

/** Stages by name, loaded when a pipeline names them: a warm run pays only for what it uses. */
export type StageRegistry = Readonly<Record<string, () => Promise<Stage<never>>>>;
