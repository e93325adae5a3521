import { describe, expect, test } from 'vitest';
import { haveSameStructure } from '../../../src/eda/equivalence/same-structure.ts';

interface Cell {
  type: string;
  parameters?: Record<string, string>;
  connections: Record<string, (number | string)[]>;
}

/** A netlist of cells with output Y or Q, whose ports are a, b (bits 2, 3) and y. */
const netlist = (
  cells: Record<string, Cell>,
  y: (number | string)[],
  init: Record<string, [number, string]> = {},
) => {
  const directed = Object.entries(cells).map(([name, cell]) => [
    name,
    {
      parameters: {},
      ...cell,
      port_directions: Object.fromEntries(
        Object.keys(cell.connections).map((port) => [port, /[YQ]/.test(port) ? 'output' : 'input']),
      ),
    },
  ]);
  const module = {
    ports: {
      a: { direction: 'input', bits: [2] },
      b: { direction: 'input', bits: [3] },
      y: { direction: 'output', bits: y },
    },
    cells: Object.fromEntries(directed),
    netnames: Object.fromEntries(
      Object.entries(init).map(([name, [bit, value]]) => [
        name,
        { hide_name: 0, bits: [bit], attributes: { init: value } },
      ]),
    ),
  };
  return { json: JSON.stringify({ modules: { m: module } }), module: 'm' };
};

const and = (A: number, B: number, Y: number): Cell => ({
  type: '$and',
  connections: { A: [A], B: [B], Y: [Y] },
});
const flop = (D: number, Q: number, C = 3): Cell => ({
  type: '$dff',
  connections: { CLK: [C], D: [D], Q: [Q] },
});
const one = netlist({ g: and(2, 3, 4), r: flop(4, 5) }, [5]);

describe('one netlist', () => {
  test('by other names and numbers, with cells that no output needs', () => {
    const other = netlist({ r2: flop(9, 7), z: and(2, 2, 8), g7: and(2, 3, 9) }, [7]);
    expect(haveSameStructure(one, other)).toBe(true);
  });

  test('with feedback', () => {
    const loop = (q: number, d: number) => netlist({ g: and(2, q, d), r: flop(d, q) }, [q]);
    expect(haveSameStructure(loop(5, 4), loop(10, 11))).toBe(true);
  });

  test.each([
    ['another operator', netlist({ g: { ...and(2, 3, 4), type: '$or' }, r: flop(4, 5) }, [5])],
    ['other parameters', netlist({ g: { ...and(2, 3, 4), parameters: { W: '2' } }, r: flop(4, 5) }, [5])],
    ['another input', netlist({ g: and(2, 2, 4), r: flop(4, 5) }, [5])],
    ['another clock', netlist({ g: and(2, 3, 4), r: flop(4, 5, 2) }, [5])],
    ['a constant', netlist({ g: and(2, 3, 4), r: flop(4, 5) }, ['0'])],
    ['nothing that drives it', netlist({}, [5])],
    ['an initial value', netlist({ g: and(2, 3, 4), r: flop(4, 5) }, [5], { q: [5, '1'] })],
    ['another width', netlist({ g: and(2, 3, 4), r: flop(4, 5) }, [5, 5])],
    ['two drivers', netlist({ g: and(2, 3, 4), h: and(2, 3, 4), r: flop(4, 5) }, [5])],
  ])('is not one with %s', (_, other) => {
    expect(haveSameStructure(one, other)).toBe(false);
    expect(haveSameStructure(other, one)).toBe(false);
  });

  test('registers are paired one to one: two that start apart are not one', () => {
    const pair = (first: number, second: number) =>
      netlist(
        {
          p: flop(2, 5),
          q: flop(2, 6),
          g: { type: '$xor', connections: { A: [first], B: [second], Y: [7] } },
        },
        [7],
      );
    expect(haveSameStructure(pair(5, 6), pair(5, 6))).toBe(true);
    expect(haveSameStructure(pair(5, 6), pair(5, 5))).toBe(false);
    expect(haveSameStructure(pair(5, 5), pair(5, 6))).toBe(false);
  });
});
