import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { ProtectedIndex } from '../../../src/dedupe/contamination/protected-index.ts';
import type { Method, Neighbour } from '../../../src/dedupe/contamination/protected-problem.ts';
import { DISGUISES, shuffleWords } from '../../support/plant-answer.ts';
import { BENCHMARK, CLEAN } from './designs.ts';

const index = new ProtectedIndex(
  BENCHMARK.map(({ name, specification, design }) => ({
    referenceId: name,
    benchmark: 'own',
    problemId: name,
    design,
    header: null,
    specification,
  })),
);
const nearest = (code: string | null, specification: string | null = null): Neighbour[] =>
  index.nearest({ code, specification });
const by = (method: Method, neighbours: readonly Neighbour[]): Neighbour | undefined =>
  neighbours.find((one) => one.method === method);
const TELLING = BENCHMARK.filter(({ name }) => name !== 'flip_flop');

describe.each(Object.entries(DISGUISES))('an answer planted %s', (_, disguise) => {
  test.each(TELLING)('$name is found by its renamed tokens', ({ name, design }) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const found = by('renamed', nearest(disguise(design, createRandom(seed))));
        expect(found).toMatchObject({ problemId: name, trivial: false });
        expect(found!.score).toBeGreaterThanOrEqual(0.9);
      }),
      { numRuns: 8 },
    );
  });
});

test('a disguise is another text of the same answer', () => {
  for (const [way, disguise] of Object.entries(DISGUISES)) {
    const planted = disguise(BENCHMARK[1]!.design, createRandom('a'));
    if (way !== 'as it is') expect(planted, way).not.toBe(BENCHMARK[1]!.design);
  }
});

test('a trivial design is found and said to be trivial', () => {
  const planted = DISGUISES['renamed']!(BENCHMARK[0]!.design, createRandom('a'));
  expect(by('renamed', nearest(planted))).toMatchObject({ problemId: 'flip_flop', score: 1, trivial: true });
});

test('a trivial design that stands inside a large module is no hit there', () => {
  const large = TELLING[0]!.design.replace(
    'endmodule',
    '  reg seen;\n  always @(posedge clk) seen <= barrier;\nendmodule',
  );
  expect(by('renamed', nearest(large))).toMatchObject({ problemId: 'ticket_gate', trivial: false });
});

describe('an edited answer', () => {
  const { name, design } = TELLING[0]!;

  test('is found when a statement is changed and another one added', () => {
    const edited = design
      .replace('barrier & (state == CLOSED)', 'barrier && state == CLOSED')
      .replace('next = state;', 'next = state; // hold\n    if (rst) next = CLOSED;');
    const found = by('renamed', nearest(edited))!;
    expect(found.problemId).toBe(name);
    expect(found.score).toBeGreaterThan(0.8);
    expect(found.score).toBeLessThan(1);
  });

  test('is found in another style: always_comb, logic, declared elsewhere', () => {
    const styled = design
      .replaceAll('always @(*)', 'always_comb')
      .replaceAll('reg ', 'logic ')
      .replace('always @(posedge clk) open', 'always_ff @(posedge clk) open');
    expect(by('renamed', nearest(styled))).toMatchObject({ problemId: name, score: 1 });
  });

  test('is nothing any more when its names no longer agree', () => {
    const names = ['ticket', 'barrier', 'state', 'next', 'rst', 'open'];
    let turn = 0;
    const mixed = design.replace(
      /\b(?:ticket|barrier|state|next|rst|open)\b/g,
      () => names[(turn++ * 7) % 5]!,
    );
    expect(by('renamed', nearest(mixed))?.score ?? 0).toBeLessThan(0.8);
  });
});

describe('a copied specification', () => {
  test.each(BENCHMARK)('$name is found with its words in any order', ({ name, specification }) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const found = by('specification', nearest(null, shuffleWords(specification, seed)));
        expect(found).toMatchObject({ problemId: name });
        expect(found!.score).toBeCloseTo(1);
      }),
      { numRuns: 10 },
    );
  });

  test('is found inside a longer prompt', () => {
    const prompt = `You are an expert and like your work. ${TELLING[0]!.specification} Answer with one module only, and
      explain every register that you need. Use a synchronous style and no latches at all.`;
    expect(by('specification', nearest(null, prompt))!.score).toBeGreaterThan(0.9);
  });

  test('with half of its words is nearer when the ports are those of the problem', () => {
    const words = TELLING[0]!.specification.split(/\s+/);
    const half = words.slice(0, words.length / 2).join(' ');
    const alone = by('specification', nearest(null, half))!.score;
    const withPorts = by(
      'specification',
      nearest(TELLING[0]!.design.replace('next = state;', ''), half),
    )!.score;
    expect(withPorts).toBeCloseTo((1 + alone) / 2);
  });
});

test('clean designs and specifications stay far below every threshold', () => {
  for (const { name, design, specification } of CLEAN) {
    for (const { method, score } of nearest(design, specification))
      expect(score, `${name} by ${method}`).toBeLessThan(0.5);
  }
});

test('raw shingles find a copy with its names, and tell it from a renamed one', () => {
  const { design } = TELLING[1]!;
  const edited = design.replace("4'd8", "4'd7");
  expect(by('shingles', nearest(edited))!.score).toBeGreaterThan(0.9);
  expect(by('shingles', nearest(DISGUISES['renamed']!(design, createRandom('a'))))!.score).toBeLessThan(0.6);
});

test('any text is taken', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (code, specification) => {
      for (const { score } of nearest(code, specification)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }),
  );
  expect(nearest('', '')).toEqual([]);
  expect(nearest(null, null)).toEqual([]);
});
