import { expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { counterBasic } from '../../src/generate/categories/counter-basic.ts';
import { counterGray } from '../../src/generate/categories/counter-gray.ts';
import { mixedFamily, suitable } from '../../src/generate/mixed-family.ts';

const draws = Array.from({ length: 30 }, (_, draw) => createRandom(draw));

it('draws from each of its families', () => {
  const mixed = mixedFamily(counterBasic, counterGray);
  const names = draws.map((random) => mixed.draw(random).moduleName);
  expect(new Set(names.map((name) => name.startsWith('gray'))).size).toBe(2);
  expect(mixed.category).toBe('counter_basic');
});

it('draws again until a design suits', () => {
  const wide = suitable(counterGray, ({ width }) => Number(width) > 4);
  for (const random of draws) expect(wide.draw(random).parameters['width']).toBeGreaterThan(4);
});
