import { createRandom } from '../core/random.ts';
import {
  type ClassifierReport,
  evaluateClassifier,
  mostFrequent,
  type Prediction,
} from './evaluate-classifier.ts';
import {
  calibrateTemperature,
  type Example,
  type LogisticModel,
  predictClass,
  trainLogisticRegression,
} from './logistic-regression.ts';
import { learnTfIdf, type TfIdfModel, tfIdfVector } from './tf-idf.ts';

/** A description with the label to be learned, and the group that must not be divided. */
export interface LabelledText {
  text: string;
  label: string;
  group: string;
}

/** From a description to a label: terms and weights, learned from train groups only. */
export interface DescriptionClassifier {
  terms: TfIdfModel;
  model: LogisticModel;
}

/** Share of the train groups that sets the temperature and nothing else. */
const CALIBRATION_SHARE = 0.15;

/** Trains on whole groups; some of them are kept back to calibrate the probabilities. */
export function trainDescriptionClassifier(
  train: readonly LabelledText[],
  seed: string,
): DescriptionClassifier {
  const groups = createRandom(seed).shuffle([...new Set(train.map(({ group }) => group))].sort());
  const keptBack = new Set(groups.slice(0, Math.floor(groups.length * CALIBRATION_SHARE)));
  const fitted = train.filter(({ group }) => !keptBack.has(group));
  const terms = learnTfIdf(fitted.map(({ text }) => text));
  const vectorise = ({ text, label }: LabelledText): Example => ({ vector: tfIdfVector(terms, text), label });
  const model = trainLogisticRegression(fitted.map(vectorise), { features: terms.idf.length, seed });
  const calibration = train.filter(({ group }) => keptBack.has(group)).map(vectorise);
  return { terms, model: calibrateTemperature(model, calibration) };
}

/** What a trained classifier is worth on groups that it never saw. */
export function testDescriptionClassifier(
  classifier: DescriptionClassifier,
  train: readonly LabelledText[],
  heldOut: readonly LabelledText[],
  seed: string,
): ClassifierReport {
  const majority = mostFrequent(train.map(({ label }) => label));
  return evaluateClassifier(predictLabels(classifier, heldOut, majority), seed);
}

/** What a classifier says of texts. `majority` is the most frequent label of those that it learned from. */
export function predictLabels(
  { terms, model }: DescriptionClassifier,
  texts: readonly LabelledText[],
  majority: string,
): Prediction[] {
  return texts.map(({ text, label, group }) => {
    const { label: predicted, confidence } = predictClass(model, tfIdfVector(terms, text));
    return { label, predicted, confidence, majority, group };
  });
}
