import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingestFile } from '../../../src/stages/ingest/ingest-file.ts';
import { loadMappings } from '../../../src/stages/ingest/mapping.ts';

// Real files of others, which lie beside the project on some machines and are never part of it.
const DATA = join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(DATA);
if (!present) console.warn('skipped: ../shared/data is not here');
const mappings = await loadMappings();

test.skipIf(!present).each<[string, number, Record<string, number>]>([
  ['traces/verilogeval_human_rollouts_rtlcodermistral.jsonl', 1560, { rollouts: 1560 }],
  ['benchmarks/verilogeval_human_references.jsonl', 156, { references: 156 }],
  ['benchmarks/rtllm_v1.1_prompts.json', 29, { 'prompts-only': 29 }],
  ['benchmarks/cvdp_cid003_sample.jsonl', 10, { 'cvdp-problems': 10 }],
  ['traces/agentic_improvement_v11.jsonl', 102, { 'agentic-step': 100, 'agentic-event': 2 }],
  ['traces/agentic_loop_test.jsonl', 18, { 'agentic-loop-test': 17, 'agentic-event': 1 }],
  ['traces/agentic_experiments.jsonl', 3, { 'agentic-event': 3 }],
  ['traces/agentic_final_rtl.jsonl', 29, { 'cvdp-verdicts': 29 }],
  ['traces/cvdp_rtlcoder_verdicts.jsonl', 78, { 'cvdp-verdicts': 78 }],
  ['traces/cvdp_rtlcoder_prompt_response.jsonl', 78, { 'cvdp-prompt-response': 78 }],
  ['traces/cvdp_rtlcoder_raw_result.json', 78, { 'cvdp-raw-result': 78 }],
  ['traces/rtlfixer_compile_errors.csv.gz', 2421, { rtlfixer: 2421 }],
  ['corpora/rtl_design_training.jsonl', 1120, { 'prompt-response': 1120 }],
  ['corpora/triage_training.jsonl', 62, { 'prompt-response': 62 }],
  ['corpora/rtlcoder_small_7b.jsonl', 1310, { 'instruction-output': 1310 }],
  ['corpora/verireason_processed_entries.jsonl', 52, { verireason: 52 }],
  ['formats/rtlcoder_scoring_sample.jsonl', 40, { 'ranked-responses': 10 }],
  ['formats/spec2rtl_sample_finetune.jsonl', 32, { 'chat-messages': 32 }],
  ['formats/pyranet_3rows.jsonl', 3, { 'description-code': 3 }],
])('%s', async (file, rows, byMapping) => {
  const counted: Record<string, number> = {};
  let canonical = 0;
  for await (const outcome of ingestFile(join(DATA, file), { mappings })) {
    if ('bad' in outcome) expect.unreachable(JSON.stringify(outcome.bad));
    expect(outcome.rejects).toEqual([]);
    counted[outcome.mapping ?? 'none'] = (counted[outcome.mapping ?? 'none'] ?? 0) + 1;
    canonical += outcome.canonical.length;
  }
  expect(counted).toEqual(byMapping);
  expect(canonical).toBe(rows);
});
