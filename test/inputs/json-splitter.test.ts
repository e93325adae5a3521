import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonShape, JsonSplitter } from '../../src/inputs/json-splitter.ts';

function split(shape: JsonShape, text: string, chunkBytes: number, limit = 1_000_000) {
  const splitter = new JsonSplitter(shape, limit);
  const bytes = Buffer.from(text);
  const units = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    units.push(...splitter.push(bytes.subarray(at, at + chunkBytes)));
  return [...units, ...splitter.end()];
}

const chunkSize = fc.integer({ min: 1, max: 20 });
const spacing = fc.constantFrom(0, 1, '\t');
const awkward = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', 'a', 'é') });
const value = fc.oneof(fc.jsonValue(), awkward, fc.dictionary(awkward, awkward));

test('elements of any list, however it is cut and spaced', () => {
  fc.assert(
    fc.property(fc.array(value), chunkSize, spacing, (list, bytes, space) => {
      const units = split('array', JSON.stringify(list, null, space), bytes);
      expect(units.map((unit) => unit.fault)).toEqual(list.map(() => undefined));
      const parsed = units.map((unit) => JSON.parse(unit.bytes.toString()));
      expect(parsed).toEqual(JSON.parse(JSON.stringify(list)));
    }),
  );
});

test('entries of any object', () => {
  fc.assert(
    fc.property(fc.dictionary(awkward, value), chunkSize, spacing, (object, bytes, space) => {
      const text = JSON.stringify(object, null, space);
      const units = split('entries', text, bytes);
      expect(`{${units.map((unit) => unit.bytes.toString().trim()).join(',')}}`.replace(/\s/g, '')).toBe(
        text.replace(/\s/g, ''),
      );
    }),
  );
});

test('objects after one another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(awkward, value)),
      chunkSize,
      fc.constantFrom('', '\n', '  '),
      (list, bytes, gap) => {
        const units = split('sequence', list.map((one) => JSON.stringify(one)).join(gap), bytes);
        expect(units.map((unit) => unit.bytes.toString())).toEqual(list.map((one) => JSON.stringify(one)));
      },
    ),
  );
});

test('any text is split without error, and nothing but brackets, commas and blanks is lost', () => {
  fc.assert(
    fc.property(
      awkward,
      chunkSize,
      fc.constantFrom<JsonShape>('array', 'entries', 'sequence'),
      (text, bytes, shape) => {
        const kept = split(shape, text, bytes)
          .map((unit) => unit.bytes.toString())
          .join('');
        const letters = (from: string) => from.replace(/[[\]{},\s]/g, '');
        expect(letters(kept)).toBe(letters(text));
      },
    ),
  );
});

test('cut, stray and over-long units are marked', () => {
  const faults = (shape: JsonShape, text: string, limit?: number) =>
    split(shape, text, 3, limit).map(({ bytes, fault }) => [bytes.toString(), fault]);
  expect(faults('array', '[{"a":1}, {"b":')).toEqual([
    ['{"a":1}', undefined],
    ['{"b":', 'cut'],
  ]);
  expect(faults('array', '[1,2')).toEqual([
    ['1', undefined],
    ['2', 'cut'],
  ]);
  expect(faults('array', '[1]\nxyz\n[2]')).toEqual([
    ['1', undefined],
    ['xyz', 'stray'],
    ['2', undefined],
  ]);
  expect(faults('array', '[1,')).toEqual([
    ['1', undefined],
    ['', 'cut'],
  ]);
  expect(faults('array', '["aaaaaaaaaa",1]', 4)).toEqual([
    ['"aaaa', 'overlong'],
    ['1', undefined],
  ]);
});
