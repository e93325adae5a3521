import { type Interval, wilsonInterval } from '../core/wilson-interval.ts';

/** One prediction on an example that training never saw. */
export interface Prediction {
  label: string;
  predicted: string;
  /** Probability that the classifier gave to `predicted`. */
  confidence: number;
}

/** Predictions of similar confidence, and how many of them were right. */
interface CalibrationBin {
  low: number;
  high: number;
  n: number;
  confidence: number;
  accuracy: number;
}

export interface ClassifierReport {
  n: number;
  accuracy: number;
  /** Wilson 95 % interval of the accuracy. */
  interval: Interval;
  /** What always saying the most frequent class of the training examples would reach on the same examples. */
  majority: { label: string; accuracy: number; interval: Interval };
  /** `confusion[label][predicted]`: number of examples. */
  confusion: Record<string, Record<string, number>>;
  calibration: CalibrationBin[];
  /** Expected calibration error (Naeini et al. 2015): mean distance of confidence and accuracy over ten bins. */
  calibrationError: number;
}

const BINS = 10;

/** How good predictions are, beside what knows nothing. */
export function evaluateClassifier(
  predictions: readonly Prediction[],
  trainingLabels: readonly string[],
): ClassifierReport {
  const n = predictions.length;
  const right = predictions.filter(isRight).length;
  const majority = mostFrequent(trainingLabels);
  const luck = predictions.filter(({ label }) => label === majority).length;
  const calibration = calibrationBins(predictions);
  return {
    n,
    accuracy: n === 0 ? 0 : right / n,
    interval: wilsonInterval(right, n),
    majority: { label: majority, accuracy: n === 0 ? 0 : luck / n, interval: wilsonInterval(luck, n) },
    confusion: countConfusion(predictions),
    calibration,
    calibrationError: calibration.reduce(
      (sum, bin) => sum + (bin.n * Math.abs(bin.confidence - bin.accuracy)) / n,
      0,
    ),
  };
}

function isRight({ label, predicted }: Prediction): boolean {
  return label === predicted;
}

function mostFrequent(labels: readonly string[]): string {
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
