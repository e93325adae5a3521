import { createRandom } from '../core/random.ts';
import type { SparseVector } from './tf-idf.ts';

/** Multinomial logistic regression: a row of weights a class; the last weight of a row is its bias. */
export interface LogisticModel {
  classes: string[];
  weights: Float64Array[];
  /** Divides the scores before the softmax, so that probabilities are calibrated (Guo et al. 2017); 1 is none. */
  temperature: number;
}

export interface TrainingOptions {
  features: number;
  /** Draws the order of the examples. */
  seed: string;
  epochs?: number;
  learningRate?: number;
  /** Weight of the squared length of the weights. */
  regularisation?: number;
}

export interface Example {
  vector: SparseVector;
  label: string;
}

/**
 * Trains by stochastic gradient descent with AdaGrad steps (Duchi et al. 2011). Same examples and seed give the
 * same weights. Classes are weighted by the root of their rarity, so that a rare one is not given up.
 */
export function trainLogisticRegression(
  examples: readonly Example[],
  options: TrainingOptions,
): LogisticModel {
  const { features, seed, epochs = 40, learningRate = 0.5, regularisation = 1e-5 } = options;
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  const weights = classes.map(() => new Float64Array(features + 1));
  const squares = classes.map(() => new Float64Array(features + 1).fill(1e-8));
  const importance = classImportance(examples, classes);
  const model = { classes, weights, temperature: 1 };
  const random = createRandom(seed);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { vector, label } of random.shuffle(examples)) {
      const probabilities = classProbabilities(model, vector);
      const weight = importance.get(label)!;
      for (let index = 0; index < classes.length; index += 1) {
        const error = (probabilities[index]! - (classes[index] === label ? 1 : 0)) * weight;
        descend(weights[index]!, squares[index]!, vector, error, learningRate, regularisation);
      }
    }
  }
  return model;
}

/** The probability of each class, in the order of `classes`. */
function classProbabilities(
  { classes, weights, temperature }: LogisticModel,
  vector: SparseVector,
): number[] {
  const scores = classes.map((_, index) => score(weights[index]!, vector) / temperature);
  const highest = Math.max(...scores);
  const powers = scores.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The likeliest class and its probability. */
export function predictClass(
  model: LogisticModel,
  vector: SparseVector,
): { label: string; confidence: number } {
  const probabilities = classProbabilities(model, vector);
  const best = probabilities.indexOf(Math.max(...probabilities));
  return { label: model.classes[best] ?? '', confidence: probabilities[best] ?? 0 };
}

/** The temperature that makes unseen examples likeliest, by golden-section search over its logarithm. */
export function calibrateTemperature(model: LogisticModel, unseen: readonly Example[]): LogisticModel {
  if (unseen.length === 0) return model;
  const loss = (logarithm: number) => {
    const scaled = { ...model, temperature: Math.exp(logarithm) };
    return -unseen.reduce((sum, { vector, label }) => {
      const probability = classProbabilities(scaled, vector)[model.classes.indexOf(label)] ?? 0;
      return sum + Math.log(Math.max(probability, 1e-12));
    }, 0);
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.05), Math.log(20)];
  while (high - low > 1e-3) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return { ...model, temperature: Math.exp((low + high) / 2) };
}

function classImportance(examples: readonly Example[], classes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  const even = examples.length / classes.length;
  return new Map(classes.map((label) => [label, Math.sqrt(even / counts.get(label)!)]));
}

function score(weights: Float64Array, { indices, values }: SparseVector): number {
  let sum = weights[weights.length - 1]!;
  for (let place = 0; place < indices.length; place += 1) sum += weights[indices[place]!]! * values[place]!;
  return sum;
}

function descend(
  weights: Float64Array,
  squares: Float64Array,
  { indices, values }: SparseVector,
  error: number,
  learningRate: number,
  regularisation: number,
): void {
  const step = (index: number, gradient: number) => {
    squares[index]! += gradient ** 2;
    weights[index]! -= (learningRate * gradient) / Math.sqrt(squares[index]!);
  };
  for (let place = 0; place < indices.length; place += 1) {
    const index = indices[place]!;
    step(index, error * values[place]! + regularisation * weights[index]!);
  }
  step(weights.length - 1, error);
}
