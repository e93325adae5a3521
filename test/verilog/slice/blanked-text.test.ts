import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { outputsOf, sliceOutput } from '../../../src/verilog/slice/slice-output.ts';
import { readSliceableDesign } from '../../../src/verilog/slice/sliceable-design.ts';
import { generatedDesign } from './generated-design.ts';
import { designOf } from './slice-text.ts';

beforeAll(loadParser);

test('a blanked text has the length and the lines of the original, parses, and is its own slice', () => {
  fc.assert(
    fc.property(generatedDesign, (text) => {
      const design = designOf(text);
      for (const output of outputsOf(design, 'm')) {
        const [file] = sliceOutput(design, 'm', output).files;
        // Nothing but `;` may stand where something else stood.
        const kept = [...file!.text].map((one, at) => (one === ' ' || one === ';' ? text[at] : one)).join('');
        expect(kept).toBe(text);
        expect(file!.text.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
        const again = readSliceableDesign([{ name: 'again.sv', text: file!.text }]);
        if ('problem' in again) expect.fail(`${again.problem}:\n${file!.text}`);
        expect(sliceOutput(again, 'm', output).files[0]!.text).toBe(file!.text);
      }
    }),
    { numRuns: 25 },
  );
});

test('ranges are sorted, apart, and hold what the blanked text shows', () => {
  fc.assert(
    fc.property(generatedDesign, (text) => {
      const design = designOf(text);
      const [file] = sliceOutput(design, 'm', 'v1').files;
      let at = 0;
      for (const { start, end } of file!.spans) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(file!.text.slice(start, end)).toBe(text.slice(start, end));
        expect(file!.text.slice(at, start).replace(/[\s;]/g, '')).toBe('');
        at = end;
      }
      expect(file!.text.slice(at).trim()).toBe('');
    }),
    { numRuns: 25 },
  );
});
