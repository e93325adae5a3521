import { describe, expect, it } from 'vitest';
import { createRandom, type Xoshiro128State, xoshiro128 } from '../../src/core/random.ts';

describe('xoshiro128', () => {
  it('gives the numbers of the reference implementation from the state 1, 2, 3, 4', () => {
    const state: Xoshiro128State = [1, 2, 3, 4];
    const numbers = Array.from({ length: 10 }, () => xoshiro128(state));
    expect(numbers).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
});

describe('createRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('forks by label, whatever was drawn before', () => {
    const used = createRandom(7);
    used.next();
    expect(used.fork('a').next()).toBe(createRandom(7).fork('a').next());
    expect(used.fork('a').next()).not.toBe(used.fork('b').next());
  });

  it('draws integers over the whole range, ends included', () => {
    const random = createRandom(3);
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index += 1) {
      const value = random.integer(5, 8) - 5;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // 1,000 expected each, standard deviation 27.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(140);
    expect(counts).toHaveLength(4);
  });

  it('draws every value of a large span inside its ends', () => {
    const random = createRandom(4);
    for (let index = 0; index < 1000; index += 1) {
      const value = random.integer(0, 2 ** 32 - 1);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(2 ** 32);
    }
  });

  it('shuffles without loss and leaves the list as it was', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = createRandom(5).shuffle(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes chances at the stated rate', () => {
    const random = createRandom(6);
    const hits = Array.from({ length: 4000 }, () => random.chance(0.25)).filter(Boolean).length;
    expect(Math.abs(hits - 1000)).toBeLessThan(140);
  });
});
