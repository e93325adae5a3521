import { expect, test } from 'vitest';
import { coerceField, type FieldName } from '../../../src/stages/ingest/coerce-field.ts';

test.each<[FieldName, unknown, unknown]>([
  ['iteration', 3, 3],
  ['iteration', '3', 3],
  ['duration_s', '1.5', 1.5],
  ['timestamp', 1767323045, '2026-01-02T03:04:05.000Z'],
  ['timestamp', 1767323045000, '2026-01-02T03:04:05.000Z'],
  ['timestamp', 1767323045000000, '2026-01-02T03:04:05.000Z'],
  ['timestamp', '1767323045000000000', '2026-01-02T03:04:05.000Z'],
  ['timestamp', '2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
  ['timestamp', '2026-01-02 03:04:05.25', '2026-01-02T03:04:05.250Z'],
  ['timestamp', '2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ['problem_id', 7, '7'],
  ['problem_id', '', undefined],
  ['answer', '', ''],
  ['recorded_messages', 'e', ['e']],
  ['recorded_messages', ['e', '', null, { a: 1 }], ['e', '{"a":1}']],
  [
    'design_files',
    { 'a.v': 'x', 'b.v': { content: 'y' } },
    [
      { name: 'a.v', text: 'x' },
      { name: 'b.v', text: 'y' },
    ],
  ],
  ['design_files', [{ path: 'a.v', code: 'x' }], [{ name: 'a.v', text: 'x' }]],
  ['design_files', {}, undefined],
])('%s from %j', (field, value, expected) => {
  expect(coerceField(field, value)).toEqual(expected);
});

test.each<[FieldName, unknown, string]>([
  ['iteration', 1.5, 'expected an integer, got 1.5'],
  ['iteration', 'final', 'expected an integer, got "final"'],
  ['duration_s', 'long', 'expected a number, got "long"'],
  ['timestamp', 'soon', 'expected a time, got "soon"'],
  ['answer', { a: 1 }, 'expected a text, got {"a":1}'],
  ['claimed_status', 'good', 'expected one of pass, fail, compile_fail, timeout, error, unknown, got "good"'],
  ['design_files', { 'a.v': 3 }, 'expected a text for the file a.v, got 3'],
])('%s refuses %j', (field, value, message) => {
  expect(() => coerceField(field, value)).toThrow(expect.objectContaining({ code: 'WRONG_TYPE', message }));
});
