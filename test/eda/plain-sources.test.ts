import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainSources } from '../../src/eda/plain-sources.ts';
import { checkJob } from '../../src/eda/simulation-job.ts';

const file = (name: string) => ({ name, text: '' });
const namesOf = (design: string[], testbench: string[]): string[][] => {
  const sources = plainSources(design.map(file), testbench.map(file));
  return [sources.design.map(({ name }) => name), sources.testbench.map(({ name }) => name)];
};

test('folders go, plain names stay', () => {
  expect(namesOf(['rtl/top.sv', 'adder.v', 'inc/defs.svh'], ['verif/tb.sv'])).toEqual([
    ['top.sv', 'adder.v', 'defs.svh'],
    ['tb.sv'],
  ]);
});

test('one name in several places is numbered', () => {
  expect(namesOf(['a/x.v', 'b/x.v', 'x_2.v'], ['x.v'])).toEqual([['x.v', 'x_2.v', 'x_2_2.v'], ['x_3.v']]);
});

test.each([
  ['../../etc/passwd', 'passwd.v'],
  ['-o', '_-o.v'],
  ['', '_.v'],
  ['my file;rm.sv', 'my_file_rm.sv'],
  ['core.vhd', 'core.vhd.v'],
  ['pp.v', 'pp_2.v'],
])('%s becomes %s', (recorded, plain) => {
  expect(namesOf([recorded], [])[0]).toEqual([plain]);
});

test('whatever is recorded, the simulator takes it and the way back is known', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('a.v', 'r/a.v', 'pp.v', 'a_2.v', '.v', 'x.vhdl', '\u0000', 'ä/ö.sv'),
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), fc.array(name), (design, testbench) => {
      const sources = plainSources(design.map(file), testbench.map(file));
      checkJob({ design: sources.design, testbench: sources.testbench });
      expect(sources.design.map(({ name: plain }) => sources.recordedNames.get(plain))).toEqual(design);
    }),
  );
});
