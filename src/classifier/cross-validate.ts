import { createRandom } from '../core/random.ts';
import { type LabelledText, predictLabels, trainDescriptionClassifier } from './description-classifier.ts';
import { type ClassifierReport, evaluateClassifier, mostFrequent } from './evaluate-classifier.ts';

/** What the way of learning is worth: every text is classified once, by a classifier that never saw its group. */
export interface CrossValidation {
  folds: number;
  groups: number;
  report: ClassifierReport;
}

/**
 * Cross-validation by whole groups: as many classifiers as folds, each trained on the groups of the others. Undefined
 * with fewer than two groups or labels. The classifier that is handed on is none of these.
 */
export function crossValidate(
  texts: readonly LabelledText[],
  folds: number,
  seed: string,
): CrossValidation | undefined {
  const parts = folds < 2 ? [] : divideGroups(texts, folds, seed);
  if (parts.length < 2 || new Set(texts.map(({ label }) => label)).size < 2) return undefined;
  const predictions = parts.flatMap((part) => {
    const others = parts.filter((other) => other !== part).flat();
    const majority = mostFrequent(others.map(({ label }) => label));
    return predictLabels(trainDescriptionClassifier(others, seed), part, majority);
  });
  const groups = new Set(texts.map(({ group }) => group)).size;
  return { folds: parts.length, groups, report: evaluateClassifier(predictions, seed) };
}

/** Whole groups in at most `folds` parts of about the same size: the largest first, each to the smallest part. */
function divideGroups(texts: readonly LabelledText[], folds: number, seed: string): LabelledText[][] {
  const groups = new Map<string, LabelledText[]>();
  for (const text of texts) {
    const members = groups.get(text.group);
    if (members === undefined) groups.set(text.group, [text]);
    else members.push(text);
  }
  const drawn = createRandom(seed).shuffle([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
  const parts: LabelledText[][] = Array.from({ length: Math.min(folds, groups.size) }, () => []);
  for (const [, members] of drawn.sort(([, a], [, b]) => b.length - a.length)) {
    parts.reduce((least, part) => (part.length < least.length ? part : least)).push(...members);
  }
  return parts;
}
