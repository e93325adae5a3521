import { expect, test } from 'vitest';
import { readFacts } from '../../../src/stages/describe/facts-of-modules.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { scratchContext } from '../../support/scratch.ts';
import { numberedModule, storeModules } from './modules-to-describe.ts';

test('a text is parsed once: the second reading takes what is stored', async () => {
  await loadParser();
  const { warehouse, ...context } = await scratchContext();
  const [good = '', bad = ''] = await storeModules({ warehouse, ...context }, [
    numberedModule(1),
    'no module',
  ]);
  const first = await readFacts(warehouse, [good, bad]);
  expect([...first.keys()]).toEqual([good]);
  expect(await warehouse.count('SELECT count(*) FROM fact.module_facts')).toBe(2);
  await warehouse.run("UPDATE fact.module_facts SET facts = replace(facts, 'unit1', 'stored')");
  const second = await readFacts(warehouse, [good, bad]);
  expect([...second.keys()]).toEqual([good]);
  expect(second.get(good)).toEqual({ ...first.get(good)!, name: 'stored' });
});
