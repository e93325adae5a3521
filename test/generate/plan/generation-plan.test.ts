import { expect, test } from 'vitest';
import type { AnyCategory } from '../../../src/generate/category.ts';
import { DistinctDesigns, drawDesign, renamedKey } from '../../../src/generate/plan/distinct-designs.ts';
import { GenerationPlan, type PlannedDesign } from '../../../src/generate/plan/generation-plan.ts';

const plan = (quotas: Partial<Record<AnyCategory, number>>): GenerationPlan =>
  new GenerationPlan(7, new Map(Object.entries(quotas) as [AnyCategory, number][]));

const attempts = (designs: readonly PlannedDesign[], category: AnyCategory): number =>
  designs
    .filter((design) => design.category === category)
    .flatMap(({ runs }) => runs)
    .reduce((sum, { course }) => sum + course.attempts.length, 0);

const keysOf = (designs: readonly PlannedDesign[]): string[] =>
  designs.flatMap(({ category, draw, runs }) =>
    runs.map(({ style }) => renamedKey(drawDesign(7, category, draw).styles[style]!.rtl)),
  );

test('a round has all attempts, categories in turn, and no design twice', () => {
  const round = plan({ mux: 30, fsm_sequence: 30 }).nextRound();
  expect([attempts(round, 'mux'), attempts(round, 'fsm_sequence')]).toEqual([30, 30]);
  expect(round.slice(0, 4).map(({ category }) => category)).toEqual([
    'mux',
    'fsm_sequence',
    'mux',
    'fsm_sequence',
  ]);
  expect(new Set(keysOf(round)).size).toBe(keysOf(round).length);
});

test('a refused design is replaced by another in the next round', () => {
  const planned = plan({ mux: 12 });
  const [refused, ...accepted] = planned.nextRound();
  planned.refuse(refused!);
  for (const design of accepted) planned.accept(design);
  const next = planned.nextRound();
  expect(attempts(next, 'mux')).toBe(attempts([refused!], 'mux'));
  expect(next.map(({ draw }) => draw)).not.toContain(refused!.draw);
  expect(planned.nextRound()).toEqual([]);
});

test('what no design was found for is told', () => {
  const planned = plan({ mux: 5 });
  for (let round = planned.nextRound(); round.length > 0; round = planned.nextRound())
    for (const design of round) planned.refuse(design);
  expect(planned.shortfall('mux')).toBe(5);
});

test('a family without more designs repeats good ones in other words', () => {
  const three = [0, 1, 2].map((draw) => ({ category: 'mux' as const, draw, styles: [0, 1] }));
  const planned = new GenerationPlan(7, new Map([['mux', 30]]), { next: () => three.shift() });
  const first = planned.nextRound();
  expect(first.map(({ draw }) => draw)).toEqual([0, 1, 2]);
  expect(planned.isExhausted('mux')).toBe(true);
  planned.refuse(first[1]!);
  planned.accept(first[0]!);
  planned.accept(first[2]!);
  const again = planned.nextRound();
  expect(attempts([first[0]!, first[2]!, ...again], 'mux')).toBe(30);
  expect(again.slice(0, 5).map(({ draw, repetition }) => [draw, repetition])).toEqual([
    [0, 1],
    [2, 1],
    [0, 2],
    [2, 2],
    [0, 3],
  ]);
});

test('a draw is the same whatever was drawn before it', () => {
  const designs = new DistinctDesigns(7);
  designs.next('fsm_sequence');
  const mux = designs.next('mux')!;
  expect(new DistinctDesigns(7).next('mux')).toEqual(mux);
});
