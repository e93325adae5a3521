import { relative } from 'node:path';
import type { FinishedStage } from '../engine/run-pipeline.ts';
import type { RunSummary } from '../report/run-summary.ts';
import { FEW_PROBLEMS, formatRate } from '../report/weak-domains.ts';
import { formatTable } from './table.ts';

/** The page that a run ends with: verdicts, causes, weak domains, what was exported, where to go on. */
export function formatRunSummary(
  summary: RunSummary,
  stages: readonly FinishedStage[],
  warehouse: string,
): string {
  const sections = [
    headline(summary, stages),
    formatTable(
      ['verdict', 'attempts'],
      summary.verdicts.map(({ verdict, attempts }) => [verdict, attempts]),
    ),
    ...(summary.failures.length === 0 ? [] : [failures(summary)]),
    ...(summary.domains.length === 0 ? [] : [domains(summary)]),
    exported(summary, stages),
    goOn(summary, warehouse),
  ];
  return `${sections.join('\n\n')}\n`;
}

function headline(
  { attempts, problems, rejectedRows, claims }: RunSummary,
  stages: readonly FinishedStage[],
): string {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const simulated = stages.find((stage) => stage.stage === 'simulate');
  const lines = [
    `${attempts} attempts at ${problems} problems, ${simulated?.added ?? 0} simulations in ${seconds.toFixed(1)} s`,
    `${rejectedRows} input rows rejected (quarry sql --query rejections)`,
  ];
  if (claims.compared > 0) {
    lines.push(
      `${claims.wrong} of ${claims.compared} recorded verdicts are wrong, ${claims.falsePasses} of them claim a pass`,
      '  (quarry sql --query false-claims)',
    );
  }
  return lines.join('\n');
}

function failures({ failures: rows }: RunSummary): string {
  const table = rows.map(({ stage, cause, attempts, example }) => [stage, cause, attempts, example]);
  return `Commonest causes\n${formatTable(['stage', 'cause', 'attempts', 'for example'], table)}`;
}

function domains({ domains: rows }: RunSummary): string {
  const table = rows
    .slice(0, 10)
    .map((row) => [
      row.domain,
      row.tier,
      row.n,
      row.passes,
      formatRate(row),
      `${row.problems}${row.problems < FEW_PROBLEMS ? ' few' : ''}`,
    ]);
  const headers = ['domain', 'tier', 'n', 'pass', 'rate [95 % interval]', 'problems'];
  const more = rows.length > 10 ? `\n${rows.length - 10} more: quarry report domains` : '';
  return `Weakest domains first\n${formatTable(headers, table)}${more}`;
}

function exported({ refusals }: RunSummary, stages: readonly FinishedStage[]): string {
  const written = stages.find((stage) => stage.stage === 'export')?.notes ?? [];
  const [first = 'nothing', ...more] = written.map((note) => note.replace(` in ${process.cwd()}/`, ' in '));
  const refused = refusals.map(({ reason, rows }) => `  ${String(rows).padStart(6)}  ${reason}`);
  return [
    `Exported ${first}`,
    ...more.map((note) => `  ${note}`),
    'Not exported, by the commonest reasons:',
    ...refused,
  ].join('\n');
}

/** The next questions, about the weakest domain that is known. */
function goOn({ domains: rows }: RunSummary, warehouse: string): string {
  const weakest = rows.find(({ domain }) => domain !== 'unclassified')?.domain;
  const about = weakest === undefined ? '' : ` --set domain=${weakest}`;
  const shown = relative(process.cwd(), warehouse);
  const option =
    shown === 'data/warehouse.duckdb' ? '' : ` --warehouse ${shown.startsWith('..') ? warehouse : shown}`;
  return [
    'Go on with',
    `  quarry sql --query top-failures${about}${option}`,
    `  quarry sql --list${option}`,
    `  quarry report domains${option}`,
  ].join('\n');
}
