import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BENCHMARK, type Sample } from '../../dedupe/contamination/designs.ts';

const [flipFlop, gate, blink, pipeline] = BENCHMARK as [Sample, Sample, Sample, Sample];

const headOf = ({ design }: Sample): string => design.slice(0, design.indexOf(';') + 1);
const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Problems of our own in the shapes of the public benchmarks, by path. */
const FILES: Readonly<Record<string, string>> = {
  'v1/data/VerilogEval_Human.jsonl': lines([
    {
      task_id: 'flip_flop',
      prompt: `// a flip-flop\n${headOf(flipFlop)}`,
      canonical_solution: flipFlop.design.slice(headOf(flipFlop).length),
      test: 'module tb; endmodule',
    },
  ]),
  'v1/descriptions/VerilogDescription_Human.jsonl': lines([
    { task_id: 'flip_flop', detail_description: flipFlop.specification },
  ]),
  'v2/dataset_spec-to-rtl/Prob001_ticket_gate_prompt.txt': `\n${gate.specification}\n`,
  'v2/dataset_spec-to-rtl/Prob001_ticket_gate_ref.sv': gate.design,
  'v2/dataset_spec-to-rtl/Prob001_ticket_gate_test.sv': 'module tb; endmodule',
  'v2/dataset_code-complete/Prob001_ticket_gate_prompt.txt': `${gate.specification}\n${headOf(gate)}`,
  'v2/dataset_code-complete/Prob001_ticket_gate_ifc.txt': headOf(gate),
  'v2/problems.txt': 'Prob001_ticket_gate\n',
  'rtllm/Other/Lamps/blink code/design_description.txt': blink.specification,
  'rtllm/Other/Lamps/blink code/verified_blink_code.v': blink.design,
  'rtllm/Other/Lamps/blink code/testbench.v': 'module tb; endmodule',
  'rtllm/Other/Lamps/blink code/gpt_blink_code.v': 'module not_the_reference; endmodule',
  'rtllm/_pic/readme.md': 'no benchmark',
  'rtllm_prompts.json': JSON.stringify([
    { Instruction: `${pipeline.specification}\n\nModule name:\n  two_stage\n`, Input: headOf(pipeline) },
  ]),
  'cvdp_sample.jsonl': lines([
    {
      id: 'cvdp_two_stage_0001',
      categories: ['cid003', 'easy'],
      input: { prompt: pipeline.specification, context: {} },
      output: { response: '', context: { 'rtl/two_stage.sv': pipeline.design } },
      harness: { files: {} },
    },
    { id: 'cvdp_nothing', input: {}, output: {} },
  ]),
  'own/lamps.csv': `name,description,code\nblink,"${blink.specification.replaceAll('"', '')}",\n`,
};

/** Writes them below a folder and returns it. */
export function writeBenchmarks(folder: string): string {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
