import type { FinishedStage } from '../engine/run-pipeline.ts';
import type { CorpusSummary } from '../report/corpus-summary.ts';
import { formatTable } from './table.ts';

/** What a run says of corpora: how far modules got, which files were not taken, how describing went. */
export function corpusSections(summary: CorpusSummary, stages: readonly FinishedStage[]): string[] {
  const described = stages
    .filter(({ stage }) => ['describe', 'learn'].includes(stage))
    .flatMap(({ notes }) => notes.map((note) => `  ${note.replace(`in ${process.cwd()}/`, 'in ')}`));
  return [
    headline(summary, stages),
    funnel(summary),
    ...(summary.rejectedFiles.length === 0 ? [] : [rejectedFiles(summary)]),
    ...(described.length === 0 ? [] : [['Descriptions', ...described].join('\n')]),
  ];
}

/** Where to go on. */
export function corpusQuestions(): string[] {
  return ['quarry corpus report', 'quarry sql --list'];
}

function headline({ sources, funnel }: CorpusSummary, stages: readonly FinishedStage[]): string {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const { files, modules } = funnel;
  const from = sources === 1 ? '1 source' : `${sources} sources`;
  return `${files} files of ${from}, ${modules} modules in ${seconds.toFixed(1)} s`;
}

function funnel({
  funnel: { modules, compiles_alone, compiles, synthesizes, simulates, kept },
}: CorpusSummary) {
  const share = (n: number): string => (modules === 0 ? '' : `${((100 * n) / modules).toFixed(1)} %`);
  const rows: [string, number][] = [
    ['compile alone', compiles_alone],
    ['compile with the files they need', compiles],
    ['kept: and may leave by their licence', kept],
    ['synthesize', synthesizes],
    ['simulate like their netlist', simulates],
  ];
  return formatTable(
    ['modules that', 'n', 'of all'],
    rows.map(([what, n]) => [what, n, share(n)]),
  );
}

function rejectedFiles({ funnel: { files, taken }, rejectedFiles: rows }: CorpusSummary): string {
  const reasons = rows.map(({ reason, rows: n }) => `  ${String(n).padStart(6)}  ${reason}`);
  return [`${files - taken} files not taken, by the commonest reasons:`, ...reasons].join('\n');
}
