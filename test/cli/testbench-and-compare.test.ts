import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { scratchFolder } from '../support/scratch.ts';
import { COUNTER, MAJORITY } from '../truth/testbench/designs.ts';

const folder = scratchFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const good = file('good.v', MAJORITY);
const bad = file('bad.v', MAJORITY.replace('a & c', 'a ^ c'));

test('quarry testbench writes a file and says how strong it is', async () => {
  const out = join(folder, 'majority_tb.v');
  const { status, stdout, stderr } = await commandLine(['testbench', good, '--out', out, '--mutants', '12']);
  expect([status, stderr]).toEqual([0, '']);
  expect(readFileSync(out, 'utf8')).toMatch(/^\/\/ Self-checking testbench of majority\./);
  expect(stdout).toContain(`wrote      ${out}`);
  expect(stdout).toMatch(/^mutants +\d+: \d+ killed, 0 survived/m);
  expect(stdout).toMatch(/^score +100\.0 % \(95 %: /m);
  expect(stdout).toMatch(/^stubs +4 of 4 rejected$/m);
});

test('with a reference the design is judged by it', async () => {
  const out = join(folder, 'judged_tb.v');
  const args = ['testbench', bad, '--reference', good, '--out', out, '--mutants', '5'];
  const { status, stdout } = await commandLine([...args, '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    file: out,
    strength: { original: { verdict: 'pass' } },
    judged: { verdict: 'fail', failure: { stage: 'mismatch' } },
  });
});

test('a design that cannot be tried: exit 1, no file', async () => {
  const out = join(folder, 'none_tb.v');
  const broken = file('broken.v', 'module majority(input a');
  const { status, stderr } = await commandLine(['testbench', broken, '--out', out]);
  expect(status).toBe(1);
  expect(stderr).toContain('error REFERENCE_UNUSABLE');
  expect(existsSync(out)).toBe(false);
});

test('quarry compare: outputs, the first mismatch and its inputs; exit 1 where one differs', async () => {
  const reference = file('counter.v', COUNTER);
  const candidate = file('answer.v', COUNTER.replace('en && q == TOP', 'q == TOP'));
  const { status, stdout } = await commandLine(['compare', reference, candidate]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^output +samples +mismatches +first at +cycle +expected +got +coupled$/m);
  expect(stdout).toMatch(/^q +\d+ +0 /m);
  expect(stdout).toMatch(/^full +\d+ +[1-9]\d* +\d+ ns +\d+ +0 +1 +yes$/m);
  expect(stdout).toContain('inputs before full was wrong (hexadecimal)');
  expect((await commandLine(['compare', reference, reference])).status).toBe(0);
});

test('what cannot be compared says why', async () => {
  const { status, stdout } = await commandLine(['compare', good, file('empty.v', '// nothing')]);
  expect(status).toBe(1);
  expect(stdout).toBe('compile_fail: no module `majority` is found in it\nno output was compared\n');
});

test('a folder is a design of several files', async () => {
  const design = join(folder, 'design');
  mkdirSync(design);
  writeFileSync(join(design, 'and2.v'), 'module and2(input a, b, output y); assign y = a & b; endmodule');
  writeFileSync(
    join(design, 'top.v'),
    `module majority(input a, b, c, output y); wire p, q, r; and2 u(a, b, p), v(b, c, q), w(a, c, r);
  assign y = p | q | r;
endmodule`,
  );
  const { status, stdout } = await commandLine(['compare', good, design, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'compared',
    signals: [{ signal: 'y', mismatches: 0 }],
  });
});
