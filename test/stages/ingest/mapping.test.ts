import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ingestFile } from '../../../src/stages/ingest/ingest-file.ts';
import { loadMapping, loadMappings } from '../../../src/stages/ingest/mapping.ts';
import { fileWith } from '../../inputs/records-of.ts';

const valid = {
  name: 'own',
  description: 'd',
  kind: 'attempt',
  detect: { has: ['a'] },
  fields: { answer: 'a' },
};
const load = (mapping: object) => loadMapping(fileWith('own.yaml', stringify(mapping)));

test('a new format needs a mapping file and no code', async () => {
  const own = load({
    ...valid,
    fields: { answer: 'a', problem_id: { template: 'p{b}' } },
    require: ['problem_id'],
  });
  const path = fileWith('rows.jsonl', '{"a":"module","b":1,"c":true}\n{"a":"x"}\n{"z":1}\n');
  const outcomes = await Array.fromAsync(ingestFile(path, { mappings: [own] }));
  expect(outcomes.map((one) => ('raw' in one ? [...one.canonical, ...one.rejects] : []))).toEqual([
    [{ kind: 'attempt', answer: 'module', problem_id: 'p1', metadata: { c: true } }],
    [{ code: 'MISSING_FIELD', reason: 'the record gives no problem_id', field: 'problem_id' }],
    [{ code: 'NO_MAPPING', reason: 'no mapping takes a record with the keys z (number)' }],
  ]);
});

test.each<[string, object, RegExp]>([
  ['an unknown key', { ...valid, colour: 1 }, /\/: unknown key `colour`/],
  [
    'an unknown field',
    { ...valid, fields: { colour: 'a' } },
    /property name must be valid|expected one of run_id/,
  ],
  [
    'a wrong kind',
    { ...valid, kind: 'tale' },
    /\/kind: expected one of attempt, reference, event, summary, got "tale"/,
  ],
  [
    'a pattern that does not compile',
    { ...valid, detect: { path: 'a', matches: '(' } },
    /\/detect\/matches: .*got "\("/,
  ],
  [
    'two sources',
    { ...valid, fields: { answer: { path: 'a', const: 'b' } } },
    /\/fields\/answer: expected exactly one of .* got const and path/,
  ],
  [
    'no source inside',
    { ...valid, fields: { answer: { first: ['a', { as: 'text' }] } } },
    /\/fields\/answer\/first\/1: .* got none/,
  ],
  [
    'another name than the file',
    { ...valid, name: 'other' },
    /\/name: expected `own` as the file is named, got `other`/,
  ],
  ['a missing key', { ...valid, detect: undefined }, /`detect`/],
])('%s is told with its place', (_, mapping, message) => {
  expect(() => load(mapping)).toThrow(
    expect.objectContaining({ code: 'MAPPING_INVALID', message: expect.stringMatching(message) }),
  );
});

test('the fault names the file', () => {
  const path = fileWith('own.yaml', 'name: [');
  expect(() => loadMapping(path)).toThrow(expect.objectContaining({ code: 'MAPPING_INVALID', where: path }));
});

test('mappings come by priority, then by name, and no name twice', async () => {
  const all = await loadMappings();
  const order = all.map(({ priority = 0, name }) => [-priority, name] as const);
  expect(order).toEqual([...order].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)));
  const file = fileWith('own.yaml', stringify(valid));
  const folder = file.slice(0, -basename(file).length);
  await expect(loadMappings([folder, folder])).rejects.toMatchObject({ code: 'MAPPING_INVALID' });
});

test('a mapping that is named is used without detection', async () => {
  const path = fileWith('rows.jsonl', '{"answer":"x"}\n');
  const mappings = [load({ ...valid, fields: { answer: 'answer' } })];
  const [forced] = await Array.fromAsync(ingestFile(path, { mappings, mappingName: 'own' }));
  expect(forced).toMatchObject({ mapping: 'own', canonical: [{ answer: 'x' }] });
  await expect(Array.fromAsync(ingestFile(path, { mappings, mappingName: 'no' }))).rejects.toMatchObject({
    code: 'USAGE',
  });
});
