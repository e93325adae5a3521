import { beforeAll, expect, test } from 'vitest';
import { designMutants } from '../../src/truth/design-mutants.ts';
import { markDesign } from '../../src/truth/marked-mutants.ts';
import { loadParser } from '../../src/verilog/parser.ts';

beforeAll(loadParser);

const LEAF = 'module leaf(input a, output b); assign b = ~a; endmodule\n';
const TOP = 'module top(input a, output b); wire leafy; leaf x(a, leafy); assign b = leafy & a; endmodule\n';
const BENCH = 'module tb; wire b; top top(.a(1\'b1), .b(b)); initial $display("top"); endmodule\n';
const file = (name: string, text: string) => ({ name, text });
const design = [file('leaf.v', LEAF), file('top.v', TOP)];

test('a marker stands in the names of units, everywhere else the texts are those of testbench and mutant', () => {
  const marked = markDesign([file('tb.v', BENCH)], design);
  const marker = marked?.marker ?? '';
  expect(marker).toMatch(/^_q[0-9a-f]+_$/);
  expect(marked?.testbench).toEqual([
    file('tb.v', BENCH.replace('module tb', `module tb${marker}`).replace('top top', `top${marker} top`)),
  ]);
  const { mutants } = designMutants(design, 'top');
  expect(mutants.length).toBeGreaterThan(3);
  for (const mutant of mutants) {
    const files = marked?.mutant(mutant);
    expect(files?.map(({ text }) => text.replaceAll(marker, ''))).toEqual(
      mutant.design().map(({ text }) => text),
    );
    expect(files?.[0]?.text).toContain(`module leaf${marker}(`);
    expect(files?.[1]?.text).toContain(`leaf${marker} x(`);
  }
});

test('an edit that touches the name of a unit is not marked', () => {
  const marked = markDesign([], design);
  const [mutant] = designMutants(design, 'top').mutants.filter((one) => one.file === 'top.v');
  const start = TOP.indexOf('leaf x');
  expect(marked?.mutant({ ...mutant!, start, end: start + 6, replacement: '' })).toBeUndefined();
  expect(marked?.mutant({ ...mutant!, start: start + 4, end: start + 5, replacement: '  ' })).toBeDefined();
});
