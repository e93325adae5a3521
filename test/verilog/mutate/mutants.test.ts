import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lex, TokenKind, tokenText } from '../../../src/verilog/lexer.ts';
import { listMutants, type Mutant } from '../../../src/verilog/mutate/mutants.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { COUNTER, DETECTOR, LOGIC } from './designs.ts';

beforeAll(loadParser);

const mutantsOf = (text: string): Mutant[] => listMutants(text) ?? [];

/** `operator: new lines`, for the mutants of one operator. */
function changes(text: string, operator: string): string[] {
  return mutantsOf(text)
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => mutant.after.trim());
}

const inModule = (
  item: string,
  ports = 'input clk, input [7:0] a, b, output reg [7:0] y, output w',
): string => `module m(${ports});\n${item}\nendmodule\n`;

describe('listMutants', () => {
  it.each([
    ['arithmetic_operator', 'assign w = a + b;', ['assign w = a - b;']],
    ['bitwise_operator', 'assign w = a & b;', ['assign w = a | b;', 'assign w = a ^ b;']],
    ['logical_operator', 'assign w = a && b;', ['assign w = a || b;']],
    ['relational_operator', 'assign w = a == b;', ['assign w = a != b;']],
    ['off_by_one', 'assign w = a < b;', ['assign w = a <= b;']],
    ['off_by_one', "assign w = a == 8'd9;", ["assign w = a == 8'd10;", "assign w = a == 8'd8;"]],
    ['shift_operator', 'assign w = a << b;', ['assign w = a >> b;']],
    ['reduction_operator', 'assign w = &a;', ['assign w = |a;', 'assign w = ^a;']],
    ['unary_deletion', 'assign w = ~a;', ['assign w = a;']],
    ['unary_insertion', 'assign w = a;', ['assign w = ~a;']],
    ['operand_deletion', 'assign w = a + b;', ['assign w = a;', 'assign w = b;']],
    ['unary_insertion', 'assign w = a & b[0];', ['assign w = ~a & b[0];', 'assign w = a & ~b[0];']],
    ['operand_swap', 'assign w = a - (b + 1);', ['assign w = (b + 1) - a;']],
    ['operand_swap', 'assign w = {a, b};', ['assign w = {b, a};']],
    ['ternary_swap', 'assign w = a ? b : 1;', ['assign w = a ? 1 : b;']],
    ['condition_stuck', 'assign w = a ? b : 1;', ['assign w = (b);', 'assign w = (1);']],
    ['constant', "assign w = 4'hF;", ["assign w = 4'h0;", "assign w = 4'he;", "assign w = 4'h7;"]],
    ['index', 'assign w = a[7];', ['assign w = a[6];']],
    ['part_select', 'assign w = a[7:4];', ['assign w = a[6:3];', 'assign w = a[6:4];', 'assign w = a[7:5];']],
    ['signedness', 'assign w = $signed(a) > 0;', ['assign w = $unsigned(a) > 0;']],
    ['bitwise_operator', 'xor g(w, a[0], b[0]);', ['xnor g(w, a[0], b[0]);', 'or g(w, a[0], b[0]);']],
    ['clock_edge', 'always @(posedge clk) y <= a;', ['always @(negedge clk) y <= a;']],
    ['statement_deletion', 'always @(posedge clk) y <= a;', ['always @(posedge clk) ;']],
    ['assignment_kind', 'always @(posedge clk) y <= y + 1;', ['always @(posedge clk) y = y + 1;']],
    ['condition_negation', 'always @* if (a[0]) y = b;', ['always @* if (!a[0]) y = b;']],
    ['constant', "always @* y = '0;", ["always @* y = '1;"]],
  ])('%s: %s', (operator, item, expected) => {
    expect(changes(inModule(item), operator).sort()).toEqual([...expected].sort());
  });

  it('leaves a value that nothing reads again nonblocking', () => {
    expect(changes(inModule('always @(posedge clk) y <= a;'), 'assignment_kind')).toEqual([]);
  });

  it('swaps and drops case items, but keeps the default', () => {
    const text = inModule('always @* case (a)\n  0: y = 1;\n  1: y = 2;\n  default: y = 3;\nendcase');
    expect(changes(text, 'case_swap')).toEqual(['1: y = 1;\n  0: y = 2;']);
    expect(changes(text, 'case_deletion')).toEqual(['', '']);
  });

  it('keeps every round of a loop finite', () => {
    const text = inModule('integer i;\nalways @* for (i = 0; i < 8; i = i + 1) y[i] = a[i];');
    const heads = mutantsOf(text)
      .map(({ apply }) => /for \(([^)]*)\)/.exec(apply())?.[1])
      .filter((head) => head !== 'i = 0; i < 8; i = i + 1');
    expect(heads.sort()).toEqual([
      'i = 0; i < 7; i = i + 1',
      'i = 0; i < 9; i = i + 1',
      'i = 0; i <= 8; i = i + 1',
      'i = 1; i < 8; i = i + 1',
    ]);
  });

  it('knows resets: polarity, removal, value, edge', () => {
    const lines = mutantsOf(COUNTER).map(({ operator, after }) => `${operator}: ${after.trim()}`);
    expect(lines).toContain("reset_polarity: if (rst_n) count <= 4'd3;");
    expect(lines).toContain("reset_removed: if (1'b0) count <= 4'd3;");
    expect(lines).toContain("reset_value: if (!rst_n) count <= 4'd4;");
    expect(lines).toContain('reset_edge: always @(posedge clk )');
    expect(lines).toContain('reset_edge: always @(posedge clk or posedge rst_n)');
  });

  it('knows states: wrong transitions and references, but no other encodings', () => {
    const transitions = changes(DETECTOR, 'state_transition');
    expect(transitions).toContain('IDLE: next = x ? TWO : IDLE;');
    expect(changes(DETECTOR, 'state_reference')).toContain(
      'assign found = state == IDLE; /* state == ONE */',
    );
    expect(changes(DETECTOR, 'reset_value')).toContain('if (rst) state <= ONE;');
    expect(mutantsOf(DETECTOR).filter(({ before }) => before.includes('localparam'))).toEqual([]);
  });

  it('changes a parameter that is a value, and none that is a width', () => {
    const text =
      'module m #(parameter W = 4, LAST = 9)(input [W-1:0] a, output y);\n  assign y = a == LAST;\nendmodule\n';
    expect(changes(text, 'constant')).toHaveLength(2);
    expect(mutantsOf(text).every(({ apply }) => apply().includes('W = 4'))).toBe(true);
  });

  it('never touches comments, strings, printing, delays or dead branches', () => {
    const quiet = inModule(
      '// a + b == 3\n/* a & 4\'d2 */\nalways @(posedge clk) $display("1 + %d", a + 1);\ninitial #5 ;\n`ifdef NEVER\nassign w = a + b;\n`endif',
    );
    expect(mutantsOf(quiet).map(({ operator }) => operator)).toEqual(['clock_edge']);
  });

  it('gives names that depend on the tokens alone', () => {
    const ids = (text: string): string[] => mutantsOf(text).map(({ id }) => id);
    const commented = LOGIC.replaceAll(';', '; // (a + b)').replaceAll('  ', '\n\t');
    expect(ids(commented)).toEqual(ids(LOGIC));
    expect(new Set(ids(LOGIC)).size).toBe(ids(LOGIC).length);
  });

  it('names no two edits that give the same tokens', () => {
    expect(
      mutantsOf(inModule('assign w = {a, a};')).some(({ operator }) => operator === 'operand_swap'),
    ).toBe(false);
    for (const text of [COUNTER, DETECTOR, LOGIC]) {
      const results = mutantsOf(text).map((mutant) => words(mutant.apply()));
      expect(new Set(results).size).toBe(results.length);
      expect(results).not.toContain(words(text));
    }
  });

  it('takes the modules that are asked for', () => {
    const text = `${inModule('assign w = a + b;')}${inModule('assign w = a & b;').replace('module m', 'module n')}`;
    const found = listMutants(text, { modules: ['n'] }) ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ line }) => line > 3)).toBe(true);
  });

  it('takes broken text as it is: nothing in what does not parse', () => {
    expect(() => listMutants(LOGIC.slice(0, 150))).not.toThrow();
    expect(listMutants('not verilog at all {{{')).toEqual([]);
  });
});

describe('a sample', () => {
  it('is the same for the same seed, another for another, and in the order of the text', () => {
    const sample = (seed: string): string[] =>
      (listMutants(DETECTOR, { limit: 20, seed }) ?? []).map(({ id }) => id);
    expect(sample('1')).toEqual(sample('1'));
    expect(sample('1')).not.toEqual(sample('2'));
    const all = mutantsOf(DETECTOR).map(({ id }) => id);
    expect(sample('1')).toEqual(all.filter((id) => sample('1').includes(id)));
  });

  it('takes every operator before it takes one twice', () => {
    const operators = new Set(mutantsOf(DETECTOR).map(({ operator }) => operator));
    const sample = listMutants(DETECTOR, { limit: operators.size }) ?? [];
    expect(new Set(sample.map(({ operator }) => operator))).toEqual(operators);
  });

  it('is a subset of at most the limit', () => {
    const all = new Set(mutantsOf(LOGIC).map(({ id }) => id));
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.string(), (limit, seed) => {
        const sample = listMutants(LOGIC, { limit, seed }) ?? [];
        expect(sample.length).toBe(Math.min(limit, all.size));
        expect(sample.every(({ id }) => all.has(id))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

function words(text: string): string {
  const tokens = lex(text);
  return Array.from({ length: tokens.count }, (_, index) => tokenText(tokens, index)).join(' ');
}

describe('every mutant', () => {
  it.each([
    ['counter', COUNTER],
    ['detector', DETECTOR],
    ['logic', LOGIC],
  ])('of the %s is one edit inside of code, told with its lines', (_, text) => {
    const comments = lex(text, { comments: true });
    const inComment = (offset: number): boolean =>
      Array.from({ length: comments.count }, (_, index) => index).some(
        (index) =>
          (comments.kinds[index] === TokenKind.lineComment ||
            comments.kinds[index] === TokenKind.blockComment) &&
          comments.starts[index]! <= offset &&
          offset < comments.ends[index]!,
      );
    for (const mutant of mutantsOf(text)) {
      expect(inComment(mutant.start)).toBe(false);
      expect(mutant.apply()).toBe(text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end));
      expect(text.split('\n')[mutant.line - 1]).toBeDefined();
      expect(text).toContain(mutant.before.split('\n')[0]);
    }
  });
});
