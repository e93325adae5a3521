import { relative } from 'node:path';
import type { FinishedStage } from '../engine/run-pipeline.ts';
import type { RunSummary } from '../report/run-summary.ts';
import { attemptQuestions, attemptSections } from './attempt-summary-text.ts';
import { corpusQuestions, corpusSections } from './corpus-summary-text.ts';

/** The page that a run ends with: what was found, what was exported, where to go on. */
export function formatRunSummary(
  summary: RunSummary,
  stages: readonly FinishedStage[],
  warehouse: string,
): string {
  const [found, questions] =
    summary.about === 'attempts'
      ? [attemptSections(summary, stages), attemptQuestions(summary)]
      : [corpusSections(summary, stages), corpusQuestions()];
  return `${[...found, exported(summary, stages), goOn(questions, warehouse)].join('\n\n')}\n`;
}

function exported({ refusals }: RunSummary, stages: readonly FinishedStage[]): string {
  const written = stages.find((stage) => stage.stage === 'export')?.notes ?? [];
  const [first = 'nothing', ...more] = written.map((note) => note.replace(` in ${process.cwd()}/`, ' in '));
  const refused = refusals.map(({ reason, rows }) => `  ${String(rows).padStart(6)}  ${reason}`);
  return [
    `Exported ${first}`,
    ...more.map((note) => `  ${note}`),
    ...(refused.length === 0 ? [] : ['Not exported, by the commonest reasons:', ...refused]),
  ].join('\n');
}

function goOn(questions: readonly string[], warehouse: string): string {
  const shown = relative(process.cwd(), warehouse);
  const option =
    shown === 'data/warehouse.duckdb' ? '' : ` --warehouse ${shown.startsWith('..') ? warehouse : shown}`;
  return ['Go on with', ...questions.map((question) => `  ${question}${option}`)].join('\n');
}
