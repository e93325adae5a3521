import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';
import { writeJsonl } from '../support/trace-files.ts';

const REFERENCE = `module pair(input a, input b, output both, output either);
  assign both = a & b;
  assign either = a | b;
endmodule
`;
/** Says that something is wrong, and not what. */
const TESTBENCH = `module tb;
  reg a, b; wire both, either;
  integer i, errors = 0;
  pair dut(.a(a), .b(b), .both(both), .either(either));
  initial begin
    for (i = 0; i < 4; i = i + 1) begin
      {a, b} = i;
      #1 if (both !== (a & b) || either !== (a | b)) errors = errors + 1;
    end
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
    $finish;
  end
endmodule
`;

const ANSWERS: Record<string, string> = {
  right: REFERENCE,
  'one mistake': REFERENCE.replace('a & b', 'a | b'),
  'a mistake that is no mutant': REFERENCE.replace('a & b', 'a ? ~b : 1'),
  'an output that nobody drives': REFERENCE.replace('assign either = a | b;', ''),
  'all outputs inverted': REFERENCE.replace('a & b', '~(a & b)').replace('a | b', '~(a | b)'),
};

const folder = scratchFolder();
const context = await scratchContext();
await runSteps(
  context,
  [
    'ingest',
    {
      role: 'references',
      paths: [
        writeJsonl(folder, 'references.jsonl', [
          { task_id: 'pair', testbench: TESTBENCH, module_code: REFERENCE },
        ]),
      ],
    },
  ],
  [
    'ingest',
    {
      role: 'traces',
      paths: [
        writeJsonl(
          folder,
          'rollouts.jsonl',
          Object.entries(ANSWERS).map(([name, code]) => ({
            task_id: 'pair',
            prompt: `Write pair, ${name}.`,
            completion: `\`\`\`verilog\n${code}\`\`\``,
          })),
        ),
      ],
    },
  ],
  ['extract'],
  ['classify'],
  ['inspect'],
  ['simulate', { lanes: 2 }],
  ['judge'],
);

async function failures(): Promise<Record<string, { cause: string; evidence: string | null }>> {
  const rows = await context.warehouse.rows<{ line: number; cause: string; evidence: string | null }>(
    'SELECT line, failure_cause AS cause, cause_evidence AS evidence FROM report.failures ORDER BY line',
  );
  const names = Object.keys(ANSWERS);
  return Object.fromEntries(rows.map(({ line, ...found }) => [names[line - 1]!, found]));
}

test('the log alone gives the cause that it gives, without more evidence', async () => {
  await runSteps(context, ['curate']);
  const found = Object.values(await failures());
  expect(found).toHaveLength(4);
  for (const one of found) expect(one).toEqual({ cause: 'failed_check', evidence: null });
});

test('outputs that were compared say which are wrong, from where on, and which are right', async () => {
  await runSteps(context, ['compare', { enabled: true, lanes: 2 }], ['curate']);
  const found = await failures();
  expect(found['a mistake that is no mutant']?.cause).toBe('wrong_output');
  expect(found['a mistake that is no mutant']?.evidence).toMatch(
    /^both differs in \d+ of \d+ samples, first in cycle \d+ \([01] for [01]\); right: either$/,
  );
  expect(found['an output that nobody drives']).toMatchObject({ cause: 'outputs_unknown' });
  expect(found['an output that nobody drives']?.evidence).toContain('right: both');
  expect(found['all outputs inverted']).toMatchObject({ cause: 'all_samples_wrong' });
  expect(found['all outputs inverted']?.evidence).toMatch(/^both differs .*; either differs /);
});

test('a proved mistake outranks what was compared, and is shown with its line', async () => {
  await runSteps(context, ['strengthen', { mutants: 60, lanes: 2 }], ['curate']);
  const { 'one mistake': found, ...others } = await failures();
  expect(found?.cause).toBe('wrong_operator');
  expect(found?.evidence).toMatch(
    /^proved to be the reference with one mistake: bitwise_operator, line 2: assign both = a \| b; for assign both = a & b; \(.*\); both differs in /,
  );
  expect(others['a mistake that is no mutant']?.cause).toBe('wrong_output');
});
