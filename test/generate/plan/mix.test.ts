import { expect, test } from 'vitest';
import { CATEGORIES } from '../../../src/generate/category.ts';
import { evenMix, readMix } from '../../../src/generate/plan/mix.ts';

const weights = (json: unknown): Record<string, number> =>
  Object.fromEntries(readMix(JSON.stringify(json), 'mix.json', CATEGORIES).weights);

const row = (domain: string, n: number, passes: number, problems = 20) => {
  return { domain, tier: 'basic', n, passes, rate: passes / n, low: 0, high: 1, problems };
};

test('without a mix every class weighs the same', () => {
  expect(new Set(evenMix(CATEGORIES).weights.values())).toEqual(new Set([1]));
});

test('a weak-domain report gives all classes of a weak domain more', () => {
  const mixed = weights([row('fsm', 200, 40), row('mux_demux', 200, 180), row('counter', 200, 170)]);
  expect(mixed['fsm_sequence']).toBeGreaterThan(1.5);
  expect(mixed['fsm_2state']).toBe(mixed['fsm_sequence']);
  expect([mixed['mux'], mixed['counter_basic'], mixed['shift_left']]).toEqual([1, 1, 1]);
});

test('where nothing can be called weak, that is said', () => {
  const { weights: even, notes } = readMix(JSON.stringify([row('fsm', 3, 0, 1)]), 'mix.json', CATEGORIES);
  expect(new Set(even.values())).toEqual(new Set([1]));
  expect(notes).toEqual(['no domain of the report can be called weak: all classes weigh the same']);
});

test('in a plain map a class comes before its domain, and what is not named weighs 1', () => {
  const mixed = weights({ fsm: 3, fsm_2state: 5, mux: 0 });
  expect([mixed['fsm_2state'], mixed['fsm_3state'], mixed['mux'], mixed['comparator']]).toEqual([5, 3, 0, 1]);
});

test('a wanted domain without a chosen class is told, with the classes that would do', () => {
  const { notes } = readMix('{"memory": 3, "arithmetic": 1, "fsm": 2, "codec": 1}', 'mix.json', CATEGORIES);
  expect(notes).toEqual([
    'no chosen class is memory, or of that domain; --classes could add fifo, memory',
    'no chosen class is arithmetic, or of that domain; --classes could add pipeline',
    'no chosen class is codec, or of that domain',
  ]);
});

test.each([
  ['an unknown name', '{"fsmm": 2}', /^The mix names no class or domain: fsmm$/],
  ['a weight that is none', '{"fsm": -1}', /^Expected the weight of fsm to be a number from 0 up, got -1$/],
  ['a text', '"fsm"', /neither a report nor an object/],
  ['no JSON', '{', /^The mix is no JSON/],
  ['a report with another domain', '[{"domain":"fsmm"}]', /./],
  ['nothing wanted', JSON.stringify(Object.fromEntries(CATEGORIES.map((name) => [name, 0]))), /weight 0/],
])('%s is an error', (_, json, message) => {
  expect(() => readMix(json, 'mix.json', CATEGORIES)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) }),
  );
});

test('an unknown name is answered with the known ones', () => {
  expect(() => readMix('{"fsmm": 2}', 'mix.json', CATEGORIES)).toThrow(
    expect.objectContaining({ next: expect.stringMatching(/clock_divider, .*domains: .*fsm/) }),
  );
});
