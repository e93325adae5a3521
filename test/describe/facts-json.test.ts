import { expect, test } from 'vitest';
import { factsJson, parseFacts } from '../../src/describe/facts-json.ts';
import { factsOf, TRAFFIC_LIGHT } from './traffic-light.ts';

test('facts come back as they were, their source from the text', async () => {
  const text = `// a comment before\n${TRAFFIC_LIGHT}\n`;
  const facts = await factsOf(text);
  expect(facts.start).toBeGreaterThan(0);
  expect(parseFacts(factsJson(facts), text)).toEqual(facts);
});

test('what the source says is not stored a second time', async () => {
  const json = factsJson(await factsOf(TRAFFIC_LIGHT));
  expect(json).not.toContain('endmodule');
  expect(json).not.toContain('words');
});
