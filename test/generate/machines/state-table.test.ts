import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { drawStateTable } from '../../../src/generate/machines/state-table.ts';
import { tourText, transitionTour } from '../../../src/generate/machines/transition-tour.ts';

const SHAPES = [
  { states: 2, inputBits: 1, outputBits: 1, mealy: false },
  { states: 5, inputBits: 1, outputBits: 2, mealy: false },
  { states: 4, inputBits: 2, outputBits: 1, mealy: true },
];

describe.each(SHAPES)('a machine of $states states', (shape) => {
  const tables = Array.from({ length: 20 }, (_, draw) => drawStateTable(shape, createRandom(draw)));

  it('tells every two states apart by some word of inputs', () => {
    for (const { next, out } of tables) {
      const alike = (one: number, other: number, met: Set<string>): boolean => {
        if (met.has(`${one}/${other}`)) return true;
        met.add(`${one}/${other}`);
        if (out[one]!.join() !== out[other]!.join()) return false;
        return next[one]!.every((to, word) => alike(to, next[other]![word]!, met));
      };
      for (let one = 0; one < shape.states; one += 1)
        for (let other = 0; other < one; other += 1) expect(alike(one, other, new Set())).toBe(false);
    }
  });

  it('says the same for every input in every state of a Moore machine, and of no Mealy machine', () => {
    for (const { out } of tables) expect(out.every((row) => new Set(row).size === 1)).toBe(!shape.mealy);
  });

  it('is walked along every transition', () => {
    for (const { next } of tables) {
      const taken = new Set<string>();
      let state = 0;
      for (const word of transitionTour({ next })) {
        taken.add(`${state}/${word}`);
        state = next[state]![word]!;
      }
      expect(taken.size).toBe(shape.states * 2 ** shape.inputBits);
    }
  });
});

it('puts the first word of a tour into the lowest bits', () => {
  expect(tourText('x', 2, [3, 0, 1])).toContain("tour = 6'b010011;");
});
