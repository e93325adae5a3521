import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainInputs, formatExplanation } from '../../../src/stages/ingest/explain.ts';
import { fileWith } from '../../inputs/records-of.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('says for every field where it came from, what stayed over and what was rejected', async () => {
  const path = fileWith(
    'x.jsonl',
    '{"task_id":"t","prompt":"p","completion":"c","extra":1}\n{"k":1}\n{"task_id"\n{"task_id":"unread"}\n',
  );
  const explained = await explainInputs(ROOT, [path], 3);
  expect(formatExplanation(explained)).toBe(`${path}
  mapping rollouts (1 records): ${explained[0]?.mappings[0]?.why}
  line 1: rollouts, attempt, 1 row
    problem_id      <- task_id = "t"
    run_id          <- $file = "x"
    instruction     <- prompt = "p"
    answer          <- completion = "c"
    answer_protocol <- constant = "chat"
    kept in metadata: extra
  line 2: no record
    rejected: NO_MAPPING: no mapping takes a record with the keys k (number)
  line 3: no record
    rejected: BAD_JSON: ${explained[0]?.records[2]?.rejected[0]?.replace('BAD_JSON: ', '')}
`);
});
