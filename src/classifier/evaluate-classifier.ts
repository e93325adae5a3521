import { groupBootstrap } from '../core/group-bootstrap.ts';
import { type Interval, wilsonInterval } from '../core/wilson-interval.ts';

/** One prediction on an example that training never saw. */
export interface Prediction {
  label: string;
  predicted: string;
  /** Probability that the classifier gave to `predicted`. */
  confidence: number;
  /** What always saying the most frequent label of its training texts would say. */
  majority: string;
  /** Examples of a group are alike. */
  group: string;
}

/** A share of the examples, with what chance leaves open. */
export interface MeasuredShare {
  accuracy: number;
  /** Wilson 95 % interval, as if all examples were independent. */
  interval: Interval;
  /** 95 % interval when whole groups are drawn again: what other groups may give. */
  groupInterval: Interval;
}

/** Predictions of similar confidence, and how many of them were right. */
interface CalibrationBin {
  low: number;
  high: number;
  n: number;
  confidence: number;
  accuracy: number;
}

export interface ClassifierReport extends MeasuredShare {
  n: number;
  groups: number;
  /** What always saying the most frequent label of the training texts would reach on the same examples. */
  majority: MeasuredShare & { labels: string[] };
  /** The most that always saying one label could reach, known only afterwards. */
  bestConstant: MeasuredShare & { labels: string[] };
  /** `confusion[label][predicted]`: number of examples. */
  confusion: Record<string, Record<string, number>>;
  calibration: CalibrationBin[];
  /** Expected calibration error (Naeini et al. 2015): mean distance of confidence and accuracy over ten bins. */
  calibrationError: number;
}

const BINS = 10;

/** How good predictions are, beside what knows nothing. `seed` draws the groups of the intervals. */
export function evaluateClassifier(predictions: readonly Prediction[], seed: string): ClassifierReport {
  const calibration = calibrationBins(predictions);
  const n = predictions.length;
  const labels = [...new Set(predictions.map(({ majority }) => majority))].sort();
  const commonest = mostFrequent(predictions.map(({ label }) => label));
  return {
    n,
    groups: new Set(predictions.map(({ group }) => group)).size,
    ...measureShare(predictions, isRight, seed),
    majority: { labels, ...measureShare(predictions, ({ label, majority }) => label === majority, seed) },
    bestConstant: {
      labels: [commonest],
      ...measureShare(predictions, ({ label }) => label === commonest, seed),
    },
    confusion: countConfusion(predictions),
    calibration,
    calibrationError: calibration.reduce(
      (sum, bin) => sum + (bin.n * Math.abs(bin.confidence - bin.accuracy)) / n,
      0,
    ),
  };
}

function measureShare(
  predictions: readonly Prediction[],
  counts: (prediction: Prediction) => boolean,
  seed: string,
): MeasuredShare {
  const n = predictions.length;
  const right = predictions.filter(counts).length;
  const groups = new Map<string, { successes: number; trials: number }>();
  for (const prediction of predictions) {
    const group = groups.get(prediction.group) ?? { successes: 0, trials: 0 };
    group.trials += 1;
    if (counts(prediction)) group.successes += 1;
    groups.set(prediction.group, group);
  }
  return {
    accuracy: n === 0 ? 0 : right / n,
    interval: wilsonInterval(right, n),
    groupInterval: groupBootstrap([...groups.values()], seed),
  };
}

function isRight({ label, predicted }: Prediction): boolean {
  return label === predicted;
}

/** The label that most have; of two as frequent the first by name. */
export function mostFrequent(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

function countConfusion(predictions: readonly Prediction[]): Record<string, Record<string, number>> {
  const confusion: Record<string, Record<string, number>> = {};
  for (const { label, predicted } of predictions) {
    confusion[label] ??= {};
    const row = confusion[label];
    row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return confusion;
}

function calibrationBins(predictions: readonly Prediction[]): CalibrationBin[] {
  return Array.from({ length: BINS }, (_, index) => {
    const [low, high] = [index / BINS, (index + 1) / BINS];
    const inside = predictions.filter(({ confidence }) => confidence > low && confidence <= high);
    const mean = (numbers: readonly number[]) =>
      numbers.reduce((sum, value) => sum + value, 0) / (numbers.length || 1);
    return {
      low,
      high,
      n: inside.length,
      confidence: mean(inside.map(({ confidence }) => confidence)),
      accuracy: mean(inside.map((prediction) => (isRight(prediction) ? 1 : 0))),
    };
  }).filter(({ n }) => n > 0);
}
