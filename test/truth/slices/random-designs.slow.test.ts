import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openToolbox, type Toolbox } from '../../../src/eda/toolbox.ts';
import { sliceDesign } from '../../../src/truth/slices/slice-design.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { generatedDesign } from '../../verilog/slice/generated-design.ts';
import { designOf } from '../../verilog/slice/slice-text.ts';

let toolbox: Toolbox;

beforeAll(async () => {
  await loadParser();
  toolbox = await openToolbox();
});

afterAll(() => toolbox.close());

test('the smallest slices of random designs are proved', async () => {
  await fc.assert(
    fc.asyncProperty(generatedDesign, async (text) => {
      for (const { slice, proof, givenUp } of await sliceDesign(designOf(text), { toolbox }))
        expect([slice.output, slice.level, proof?.outcome, givenUp]).toEqual([
          slice.output,
          'minimal',
          'proved',
          [],
        ]);
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 600_000);
