import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { COURSES, dealCourses } from '../../../src/generate/plan/deal-courses.ts';

const attemptsOf = (courses: ReturnType<typeof dealCourses>): number =>
  courses.reduce((sum, { attempts }) => sum + attempts.length, 0);

test.each([0, 1, 2, 3, 7, 66, 1000])('%i attempts are exactly so many', (attempts) => {
  for (let seed = 0; seed < 20; seed++)
    expect(attemptsOf(dealCourses(attempts, createRandom(seed)))).toBe(attempts);
});

test('every course comes as often as its share says', () => {
  const dealt = dealCourses(13_900, createRandom('shares'));
  const weights = Object.values(COURSES).reduce((sum, weight) => sum + weight, 0);
  for (const [name, weight] of Object.entries(COURSES)) {
    const share = dealt.filter((course) => course.name === name).length / dealt.length;
    expect(share, name).toBeCloseTo(weight / weights, 2);
  }
});

test('small lots too have rare courses: 18 of 66 attempts have every one', () => {
  const lots = Array.from({ length: 18 }, (_, lot) => dealCourses(66, createRandom(`lot ${lot}`)));
  expect(new Set(lots.flat().map(({ name }) => name))).toEqual(new Set(Object.keys(COURSES)));
});

test('the same seed deals the same', () => {
  expect(dealCourses(66, createRandom(3))).toEqual(dealCourses(66, createRandom(3)));
  expect(dealCourses(66, createRandom(3))).not.toEqual(dealCourses(66, createRandom(4)));
});
