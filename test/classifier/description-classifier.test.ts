import { describe, expect, test } from 'vitest';
import {
  type LabelledText,
  testDescriptionClassifier,
  trainDescriptionClassifier,
} from '../../src/classifier/description-classifier.ts';
import { evaluateClassifier } from '../../src/classifier/evaluate-classifier.ts';
import { createRandom } from '../../src/core/random.ts';

const WORDS: Record<string, string[]> = {
  basic: ['gate', 'wire', 'inverter', 'and', 'or'],
  advanced: ['state', 'machine', 'register', 'reset', 'transition'],
  expert: ['pipeline', 'arbiter', 'cache', 'protocol', 'burst'],
};

/** Texts in which three words of ten tell the label. */
function texts(count: number, seed: string): LabelledText[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const label = ['basic', 'advanced', 'expert', 'expert'][index % 4]!;
    const telling = Array.from({ length: 3 }, () => random.pick(WORDS[label] as [string, ...string[]]));
    const noise = Array.from({ length: 7 }, () => `word${random.integer(0, 60)}`);
    return { text: random.shuffle([...telling, ...noise]).join(' '), label, group: `group ${index >> 1}` };
  });
}

test('learns what tells the labels apart, and beats the majority on groups that it never saw', () => {
  const train = texts(300, 'train');
  const report = testDescriptionClassifier(
    trainDescriptionClassifier(train, '1'),
    train,
    texts(120, 'held out'),
    '1',
  );
  expect(report.accuracy).toBeGreaterThan(0.9);
  expect(report.majority).toMatchObject({ labels: ['expert'], accuracy: 0.5 });
  expect(report.interval[0]).toBeLessThan(report.accuracy);
  expect(report.calibrationError).toBeLessThan(0.15);
});

test('texts that tell nothing give no more than the majority', () => {
  const blind = (seed: string) =>
    texts(200, seed).map((row, index) => ({ ...row, text: `word${index % 7}` }));
  const train = blind('a');
  const report = testDescriptionClassifier(trainDescriptionClassifier(train, '1'), train, blind('b'), '1');
  expect(report.accuracy).toBeLessThan(0.62);
});

test('same examples and seed give the same weights', () => {
  const train = texts(80, 'x');
  expect(trainDescriptionClassifier(train, '7')).toEqual(trainDescriptionClassifier(train, '7'));
  expect(trainDescriptionClassifier(train, '7')).not.toEqual(trainDescriptionClassifier(train, '8'));
});

describe('the report', () => {
  const report = evaluateClassifier(
    [
      { label: 'a', predicted: 'a', confidence: 0.95, majority: 'b', group: 'one' },
      { label: 'a', predicted: 'b', confidence: 0.95, majority: 'b', group: 'one' },
      { label: 'b', predicted: 'b', confidence: 0.55, majority: 'b', group: 'two' },
    ],
    '1',
  );

  test('counts confusion by label', () => {
    expect(report.confusion).toEqual({ a: { a: 1, b: 1 }, b: { b: 1 } });
    expect(report.accuracy).toBeCloseTo(2 / 3);
    expect(report.majority).toMatchObject({ labels: ['b'], accuracy: 1 / 3 });
    expect(report.bestConstant).toMatchObject({ labels: ['a'], accuracy: 2 / 3 });
  });

  test('tells what other groups may give', () => {
    expect(report.groups).toBe(2);
    expect(report.groupInterval).toEqual([0.5, 1]);
  });

  test('compares confidence with accuracy', () => {
    expect(report.calibration.map(({ n, accuracy }) => [n, accuracy])).toEqual([
      [1, 1],
      [2, 0.5],
    ]);
    expect(report.calibrationError).toBeCloseTo((1 * 0.45 + 2 * 0.45) / 3);
  });
});
