import type { CrossValidation } from '../classifier/cross-validate.ts';
import type { ClassifierReport, MeasuredShare } from '../classifier/evaluate-classifier.ts';

export interface ClassifierWorth {
  /** The classifier itself on the groups that were kept from it; null when there are none. */
  heldOut: ClassifierReport | null;
  /** The way of learning, over all groups; null when there are fewer than two. */
  crossValidation: CrossValidation | null;
}

/** A classifier from descriptions to a label, and what it is worth on groups that it never saw. */
export interface LearnedClassifier {
  /** tier | domain */
  target: string;
  /** Whose descriptions: llm | structural. */
  source: string;
  train_rows: number;
  train_groups: number;
  heldout_groups: number;
  report: ClassifierWorth;
  /** False when the same rows were learned by an earlier run. */
  isNew: boolean;
}

/** The report as Markdown: accuracy with its interval beside the majority's, confusion and calibration. */
export function classifierMarkdown(classifiers: readonly LearnedClassifier[]): string {
  const head = [
    '# What descriptions tell of tier and domain',
    '',
    'TF-IDF over words and pairs of words, multinomial logistic regression. The classifier is learned from train groups',
    'only and measured on groups that it never saw. Cross-validation measures the way of learning on all groups: each text',
    'is classified by one that was learned without its group. Texts of a group are alike, so the interval over groups is',
    'the one to believe; the interval over texts (Wilson) counts each as if it stood alone. Labels come from structure, so',
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
  const { heldOut, crossValidation } = report;
  return [
    `## ${target} from ${source} texts`,
    '',
    ...(crossValidation === null
      ? ['Too few groups for cross-validation.', '']
      : [
          `Cross-validated in ${crossValidation.folds} folds of whole groups: ${crossValidation.report.n} texts of ${crossValidation.groups} groups.`,
          '',
          ...measured(crossValidation.report),
        ]),
    ...(heldOut === null
      ? ['No group is held out.', '']
      : [
          `The classifier, learned from ${train_rows} texts of ${train_groups} groups, on ${heldOut.n} texts of ${heldout_groups} groups held out.`,
          '',
          ...measured(heldOut),
        ]),
  ];
}

function measured(report: ClassifierReport): string[] {
  const { majority, bestConstant } = report;
  const always = majority.labels.map((label) => `\`${label}\``).join(' or ');
  return [
    '| | accuracy | 95 % over groups | 95 % over texts |',
    '| --- | ---: | --- | --- |',
    `| classifier | ${shareCells(report)} |`,
    `| always ${always}, the most frequent in training | ${shareCells(majority)} |`,
    `| always \`${bestConstant.labels[0]}\`, the best that one label can be | ${shareCells(bestConstant)} |`,
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

function shareCells({ accuracy, interval, groupInterval }: MeasuredShare): string {
  const percent = (number: number) => (100 * number).toFixed(1);
  const range = ([low, high]: readonly [number, number]) => `${percent(low)} to ${percent(high)}`;
  return `${percent(accuracy)} % | ${range(groupInterval)} | ${range(interval)}`;
}
