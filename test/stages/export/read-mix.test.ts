import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMix } from '../../../src/stages/export/read-mix.ts';
import { copiedSamples } from '../../support/copied-samples.ts';
import { scratchFolder } from '../../support/scratch.ts';

const { warehouse } = await copiedSamples();
const folder = scratchFolder();
const report = (rows: unknown): string => {
  const file = join(folder, 'weak.json');
  writeFileSync(file, JSON.stringify(rows));
  return file;
};
const cell = { tier: 'unclassified', n: 100, problems: 10 };

test('quotas alone are not weighted', async () => {
  expect(await readMix(warehouse, 'fsm=3', '')).toEqual({
    mix: { quotas: [{ domain: 'fsm', rows: 3 }], weights: [] },
    notes: [],
  });
});

test('a report in a file weights what it calls weak, and names what it cannot tell', async () => {
  const file = report([
    { ...cell, domain: 'fsm', passes: 10 },
    { ...cell, domain: 'counter', passes: 90 },
    { ...cell, domain: 'memory', passes: 0, problems: 3 },
  ]);
  const { mix, notes } = await readMix(warehouse, ` *=5 , ${file}`, '');
  expect(mix.quotas).toEqual([{ domain: '*', rows: 5 }]);
  expect(mix.weights.filter(({ weight }) => weight > 1).map(({ domain }) => domain)).toEqual(['fsm']);
  expect(notes).toEqual([
    expect.stringMatching(/^weighted up: fsm x\d\.\d\d \(10 of 100 pass: at most 17 %\)$/),
    'too few problems to call weak: memory',
  ]);
});

test("the warehouse's own report is asked by name", async () => {
  const { mix } = await readMix(warehouse, 'weak-domains', '');
  const domains = await warehouse.rows<{ domain: string }>(
    "SELECT DISTINCT domain FROM report.domains WHERE domain <> 'unclassified' ORDER BY domain",
  );
  expect(mix.weights.map(({ domain }) => domain)).toEqual(domains.map(({ domain }) => domain));
});

test('a report without judged attempts says that it weights nothing', async () => {
  expect((await readMix(warehouse, report([]), '')).notes).toEqual([
    'no domain of the report is weak enough to be weighted up',
  ]);
});

test.each([
  ['two reports', 'weak-domains, other.json', 'USAGE'],
  ['a report that is not there', '/nowhere/weak.json', 'USAGE'],
  ['neither quota nor report', 'weak', 'USAGE'],
])('%s: refused', async (_, text, code) => {
  await expect(readMix(warehouse, text, '')).rejects.toThrow(expect.objectContaining({ code }));
});
