import { expect, test } from 'vitest';
import { parseWeakDomains } from '../../src/core/weak-domains.ts';

const ROW = { domain: 'fsm', tier: 'basic', n: 20, passes: 3, problems: 5 };

test('what the report command prints is read, whatever else it says of a domain', () => {
  expect(parseWeakDomains(JSON.stringify([{ ...ROW, rate: 0.15, low: 0.05, high: 0.36 }]), 'r.json')).toEqual(
    [ROW],
  );
});

test.each([
  ['no JSON', '| domain | tier |'],
  ['an object', '{}'],
  ['a domain of no taxonomy', JSON.stringify([{ ...ROW, domain: 'fsms' }])],
  ['a missing count', JSON.stringify([{ ...ROW, problems: undefined }])],
  ['a share for a count', JSON.stringify([{ ...ROW, passes: 0.15 }])],
])('%s is refused with its place', (_, json) => {
  expect(() => parseWeakDomains(json, 'r.json')).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', where: 'r.json' }),
  );
});
