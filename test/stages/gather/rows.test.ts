import { describe, expect, test } from 'vitest';
import { checkInstruction } from '../../../src/stages/gather/check-instruction.ts';
import { chooseMapping } from '../../../src/stages/gather/corpus-mappings.ts';
import { mapRow } from '../../../src/stages/gather/map-row.ts';
import { cutCommentTail, rowText } from '../../../src/stages/gather/row-text.ts';

const CODE = 'module inverter(input a, output y);\n  assign y = ~a;\nendmodule\n';

function mapped(value: Record<string, unknown>) {
  const mapping = chooseMapping({ location: 'x' }).mappingOf(value);
  return { name: mapping?.name, row: mapRow({ ordinal: 0, line: 1, text: '', value }, mapping!.columns) };
}

describe('mappings of data sets', () => {
  test.each([
    ['verilog-github', { text: CODE }],
    ['the-stack-v1', { content: CODE, max_stars_repo_name: 'a/b', max_stars_repo_path: 'x.v' }],
    ['the-stack-v2', { content: CODE, blob_id: '1', repo_name: 'a/b', path: 'x.v', detected_licenses: [] }],
    ['prompt-response', { prompt: 'p', response: CODE }],
    ['instruction-output', { instruction: 'i', output: CODE, input: '' }],
    ['prompt-completion', { prompt: 'p', completion: CODE }],
    ['description-code', { index: 0, description: 'd', code: CODE }],
    [
      'messages',
      {
        messages: [
          { role: 'user', content: 'q' },
          { role: 'assistant', content: CODE },
        ],
      },
    ],
    ['content', { content: CODE, path: 'x.v' }],
  ])('%s is known by its columns', (name, value) => {
    const { name: found, row } = mapped(value);
    expect(found).toBe(name);
    expect(row.code ?? row.answer).toBe(CODE);
  });

  test('The Stack: repository, path, commit, stars; several licences all hold', () => {
    const { row } = mapped({
      content: CODE,
      max_stars_repo_name: 'a/b',
      max_stars_repo_path: 'rtl/x.v',
      max_stars_repo_head_hexsha: 'abc',
      max_stars_repo_licenses: ['MIT', 'GPL-2.0'],
      max_stars_count: 5n,
      max_forks_count: null,
      hexsha: 'e',
    });
    expect(row).toMatchObject({
      repository: 'a/b',
      path: 'rtl/x.v',
      revision: 'abc',
      licence: 'MIT AND GPL-2.0',
      stars: 5,
      forks: undefined,
      metadata: { hexsha: 'e' },
    });
  });

  test('the last answer of a conversation, with its question', () => {
    const { row } = mapped({
      messages: [
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'no' },
        { role: 'user', content: 'second' },
        { role: 'assistant', content: CODE },
      ],
    });
    expect(row).toMatchObject({ answer: CODE, instruction: 'second' });
  });
});

describe('the Verilog of a row', () => {
  test('source stays as it stands; answers lose fences and prose', () => {
    expect(rowText({ code: `text\n${CODE}`, metadata: {} })).toMatchObject({ text: `text\n${CODE}` });
    const answer = `Here it is:\n\`\`\`verilog\n${CODE}\`\`\`\nDone.`;
    expect(rowText({ answer, metadata: {} })).toEqual({ text: CODE, notes: ['cut: prose, fence'] });
  });

  test.each([
    'Go to the root directory.\n\n```\npip install -r requirements.txt\n```',
    'The module is explained in the documentation.',
    '```systemverilog\ninput logic clk\n```',
  ])('no module, no row: %j', (answer) => {
    expect(rowText({ answer, metadata: {} })).toMatchObject({ code: 'NO_VERILOG', reason: /^no Verilog/ });
  });

  test('an empty column is told', () => {
    expect(rowText({ metadata: {} })).toMatchObject({ code: 'NO_TEXT' });
  });

  test('what is left of a comment that was taken for a module head goes', () => {
    const answer = `module is for simulation only.\n// more\n${CODE}`;
    expect(rowText({ answer, metadata: {} })).toEqual({
      text: `\n// more\n${CODE}`,
      notes: ['began inside a comment: `module is for simulation only.`'],
    });
    expect(cutCommentTail(`module that waits\n * and sends\n */\n${CODE}`).text).toBe(`\n${CODE}`);
    expect(cutCommentTail(CODE).tail).toBe('');
    expect(cutCommentTail('module m import p::*; (input a);').tail).toBe('');
  });
});

describe('the module that an instruction names', () => {
  test.each([
    ['Explain and show the inverter module', null],
    ['Design a module named inverter.', null],
    ['Create a counter module with enable.', null],
    ['Use the buffer_cell module to build it', null],
    [`Write a module.\n${'Details follow here. '.repeat(10)}It talks to the other_core module.`, null],
    ['You are given a snippet of a module called given_one', null],
    ['Explain and show the other_name module', 'other_name'],
    ['Implement a module called `TopModule`.', 'TopModule'],
    ['Show me an example of a is module in Verilog', 'is'],
  ])('%j', (instruction, wrong) => {
    const answer = `module is for simulation.\n${CODE}`;
    const check = checkInstruction(instruction, answer, CODE);
    expect(check.decision).toBe(wrong === null ? 'kept' : 'rejected');
    if (wrong !== null) expect(check).toMatchObject({ named: wrong, modules: ['inverter'] });
  });
});
