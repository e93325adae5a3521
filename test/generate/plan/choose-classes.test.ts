import { expect, test } from 'vitest';
import { ALL_CATEGORIES, CATEGORIES, GENERATED_CLASSES } from '../../../src/generate/category.ts';
import { chooseClasses } from '../../../src/generate/plan/choose-classes.ts';

test('groups and names, each class once and in order', () => {
  expect(chooseClasses('s1')).toEqual([...CATEGORIES]);
  expect(chooseClasses('all')).toEqual([...ALL_CATEGORIES]);
  expect(chooseClasses('new, mux, mux')).toEqual(['mux', ...GENERATED_CLASSES]);
});

test('an unknown name is an error that lists the known ones', () => {
  expect(() => chooseClasses('mux,fsm')).toThrow(
    expect.objectContaining({ code: 'USAGE', message: 'There is no class `fsm`' }),
  );
});
