import { join } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import type { Failure, FailureCause, FailureStage } from '../../core/failure.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { judgeSimulation, type TestbenchFacts, testbenchFacts } from '../../truth/judge-simulation.ts';
import {
  loadVerdictPatterns,
  readPrintedVerdict,
  type VerdictPatterns,
} from '../../truth/verdict-patterns.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

interface JudgeParameters {
  /** File of verdict patterns, relative to the project. */
  patterns: string;
}

const VERSION = 2;
/** Judgements stored at once. */
const BATCH = 512;

/** Says what each simulation means. Works on stored logs: changed patterns judge anew without simulating. */
export const judgeStage: Stage<JudgeParameters> = {
  name: 'judge',
  version: VERSION,
  scope: 'document',
  summary: 'turn simulations into verdicts with their evidence',
  reads: ['fact.simulations', 'curated.testbenches'],
  writes: ['fact.judgements'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { patterns: { type: 'string', default: 'pipelines/verdict-patterns.yaml' } },
  },
  plan: async (context, parameters) => {
    const judge = await judgeKey(context, loadPatterns(context, parameters));
    const total = await context.warehouse.count('SELECT count(*) FROM fact.simulations');
    const todo = await context.warehouse.count(`SELECT count(*) FROM (${UNJUDGED})`, [judge]);
    return { todo, done: total - todo, why: `simulations not judged by ${parameters.patterns}` };
  },
  run: judgePending,
};

async function judgePending(context: StageContext, parameters: JudgeParameters): Promise<StageOutcome> {
  const { warehouse, progress } = context;
  const patterns = loadPatterns(context, parameters);
  const judge = await judgeKey(context, patterns);
  const total = await warehouse.count('SELECT count(*) FROM fact.simulations');
  const pending = await freezePending<UnjudgedRow>(warehouse, {
    name: 'simulations',
    query: UNJUDGED,
    values: [judge],
    batch: BATCH,
    read: SIMULATIONS,
  });
  await setCurrent(warehouse, 'judge', judge);
  let done = 0;
  for await (const rows of pending.batches()) {
    const judgements = rows.map((row) => judgementRow(row, judge, patterns));
    await warehouse.append('fact.judgements', ['simulation_key', 'judge'], judgements);
    done += rows.length;
    progress.step({
      stage: 'judge',
      done,
      total: pending.count,
      unit: 'simulations',
      cached: total - pending.count,
    });
  }
  return { rowsIn: total, kept: total, rejected: 0, added: pending.count, notes: [] };
}

interface UnjudgedRow {
  simulation_key: string;
  testbench_sha256: string;
  preprocess_outcome: string;
  compile_outcome: string | null;
  simulation_outcome: string | null;
  simulation_log: string | null;
  side_effects: string;
  failure_stage: FailureStage | null;
  failure_cause: FailureCause | null;
  message: string | null;
  failure_file: string | null;
  failure_line: number | null;
  checks: boolean | null;
  how: string | null;
}

const UNJUDGED = `
  SELECT simulation_key FROM fact.simulations
  ANTI JOIN (SELECT simulation_key FROM fact.judgements WHERE judge = ?) USING (simulation_key)`;

const SIMULATIONS = `
  SELECT s.simulation_key, s.testbench_sha256, s.preprocess_outcome, s.compile_outcome, s.simulation_outcome,
    s.simulation_log, s.side_effects, s.failure_stage, s.failure_cause, s.message, s.failure_file, s.failure_line,
    t.checks, t.how
  FROM pending JOIN fact.simulations AS s USING (simulation_key)
  LEFT JOIN curated.testbenches AS t ON t.testbench_sha256 = s.testbench_sha256 ORDER BY position`;

function judgementRow(row: UnjudgedRow, judge: string, patterns: VerdictPatterns): SqlRow {
  const printed = row.simulation_log === null ? undefined : readPrintedVerdict(row.simulation_log, patterns);
  const { verdict, evidence, failure } = judgeSimulation(
    {
      hasTestbench: row.testbench_sha256 !== '',
      preprocess: row.preprocess_outcome,
      compile: row.compile_outcome,
      simulation: row.simulation_outcome,
      failure: recordedFailure(row),
      sideEffects: JSON.parse(row.side_effects) as { kind: string; name: string; line: number }[],
    },
    recordedTestbench(row),
    printed,
  );
  return {
    simulation_key: row.simulation_key,
    judge,
    verdict,
    evidence,
    failure_stage: failure?.stage ?? null,
    failure_cause: failure?.cause ?? null,
    message: failure?.message ?? null,
    failure_file: failure?.file ?? null,
    failure_line: failure?.line ?? null,
    pattern: printed?.pattern ?? null,
    samples: printed?.samples === undefined ? null : BigInt(printed.samples),
    mismatches: printed?.mismatches === undefined ? null : BigInt(printed.mismatches),
  };
}

function recordedFailure(row: UnjudgedRow): Failure | undefined {
  if (row.failure_stage === null || row.failure_cause === null) return undefined;
  return {
    stage: row.failure_stage,
    cause: row.failure_cause,
    message: row.message ?? '',
    ...(row.failure_file === null ? {} : { file: row.failure_file }),
    ...(row.failure_line === null ? {} : { line: row.failure_line }),
  };
}

function recordedTestbench({ checks, how }: UnjudgedRow): TestbenchFacts | null {
  if (checks === null) return null;
  return testbenchFacts(checks, JSON.parse(how ?? '[]') as string[]);
}

function loadPatterns({ projectRoot }: StageContext, { patterns }: JudgeParameters): VerdictPatterns {
  return loadVerdictPatterns(join(projectRoot, patterns));
}

/** Verdicts depend on this code, on the patterns and on what the testbench analysis of this version found. */
async function judgeKey({ warehouse }: StageContext, { fingerprint }: VerdictPatterns): Promise<string> {
  return keyHash(String(VERSION), fingerprint, (await current(warehouse, 'inspect')) ?? '');
}
