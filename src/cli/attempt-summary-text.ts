import { FEW_PROBLEMS } from '../core/weak-domains.ts';
import type { FinishedStage } from '../engine/run-pipeline.ts';
import type { AttemptSummary } from '../report/attempt-summary.ts';
import { formatRate } from '../report/weak-domains.ts';
import { formatTable } from './table.ts';

/** What a run says of attempts: verdicts, causes, weak domains. */
export function attemptSections(summary: AttemptSummary, stages: readonly FinishedStage[]): string[] {
  return [
    headline(summary, stages),
    formatTable(
      ['verdict', 'attempts'],
      summary.verdicts.map(({ verdict, attempts }) => [verdict, attempts]),
    ),
    ...(summary.failures.length === 0 ? [] : [failures(summary)]),
    ...(summary.domains.length === 0 ? [] : [domains(summary)]),
  ];
}

/** The next questions, about the weakest domain that is known. */
export function attemptQuestions({ domains: rows }: AttemptSummary): string[] {
  const weakest = rows.find(({ domain }) => domain !== 'unclassified')?.domain;
  const about = weakest === undefined ? '' : ` --set domain=${weakest}`;
  return [`quarry sql --query top-failures${about}`, 'quarry sql --list', 'quarry report domains'];
}

function headline(
  { attempts, problems, rejectedRows, claims }: AttemptSummary,
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

function failures({ failures: rows }: AttemptSummary): string {
  const table = rows.map(({ stage, cause, attempts, example }) => [stage, cause, attempts, example]);
  return `Commonest causes\n${formatTable(['stage', 'cause', 'attempts', 'for example'], table)}`;
}

function domains({ domains: rows }: AttemptSummary): string {
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
