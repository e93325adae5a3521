import type { ClassifierReport } from '../classifier/evaluate-classifier.ts';

/** A classifier from descriptions to a label, and what it is worth on groups that it never saw. */
export interface LearnedClassifier {
  /** tier | domain */
  target: string;
  /** Whose descriptions: llm | structural. */
  source: string;
  train_rows: number;
  train_groups: number;
  heldout_groups: number;
  report: ClassifierReport;
  /** False when the same rows were learned by an earlier run. */
  isNew: boolean;
}

/** The report as Markdown: accuracy with its interval beside the majority's, confusion and calibration. */
export function classifierMarkdown(classifiers: readonly LearnedClassifier[]): string {
  const head = [
    '# What descriptions tell of tier and domain',
    '',
    'TF-IDF over words and pairs of words, multinomial logistic regression, learned from train groups only and',
    'measured on groups that it never saw. Intervals are Wilson 95 %. Labels come from the structure of the code, so',
    'texts that only restate structure make the task easier than it is: read the figures for `structural` so.',
    '',
  ];
  if (classifiers.length === 0)
    return [...head, 'Nothing was learned: too few described modules.', ''].join('\n');
  return [...head, ...classifiers.flatMap(oneClassifier)].join('\n');
}

function oneClassifier({
  target,
  source,
  train_rows,
  train_groups,
  heldout_groups,
  report,
}: LearnedClassifier): string[] {
  const { majority } = report;
  return [
    `## ${target} from ${source} texts`,
    '',
    `Learned from ${train_rows} texts of ${train_groups} groups; measured on ${report.n} texts of ${heldout_groups} groups.`,
    '',
    '| | accuracy [95 % interval] |',
    '| --- | --- |',
    `| classifier | ${share(report.accuracy, report.interval)} |`,
    `| always \`${majority.label}\` | ${share(majority.accuracy, majority.interval)} |`,
    '',
    ...confusionTable(report),
    '',
    `Calibration: expected error ${report.calibrationError.toFixed(3)}.`,
    '',
    '| confidence | texts | mean confidence | accuracy |',
    '| --- | ---: | ---: | ---: |',
    ...report.calibration.map(
      ({ low, high, n, confidence, accuracy }) =>
        `| ${low.toFixed(1)} to ${high.toFixed(1)} | ${n} | ${confidence.toFixed(2)} | ${accuracy.toFixed(2)} |`,
    ),
    '',
  ];
}

function confusionTable({ confusion }: ClassifierReport): string[] {
  const labels = [
    ...new Set([...Object.keys(confusion), ...Object.values(confusion).flatMap((row) => Object.keys(row))]),
  ].sort();
  return [
    `| is \\ said | ${labels.join(' | ')} |`,
    `| --- |${labels.map(() => ' ---: |').join('')}`,
    ...labels.map(
      (label) => `| ${label} | ${labels.map((said) => confusion[label]?.[said] ?? 0).join(' | ')} |`,
    ),
  ];
}

function share(value: number, [low, high]: readonly [number, number]): string {
  const percent = (number: number) => (100 * number).toFixed(1);
  return `${percent(value)} % [${percent(low)}, ${percent(high)}]`;
}
