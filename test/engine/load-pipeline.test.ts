import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPipeline } from '../../src/engine/load-pipeline.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const file = join(folder, 'p.yaml');

const PARAMETERS = `
parameters:
  share: { description: a share, type: number, minimum: 0, maximum: 0.5, default: 0.1 }
  lanes: { description: lanes, type: integer, minimum: 1, default: 2 }
  strict: { description: a switch, type: boolean, default: false }
  inputs: { description: files, type: paths, default: [a.jsonl] }
  mode: { description: a choice, type: string, enum: [fast, slow], default: fast }
`;
const GOOD = `
name: demo
description: A demonstration.
${PARAMETERS}
stages:
  - stage: one
    with: { share: '\${share}', deep: [{ lanes: '\${lanes}' }], text: 'no \${lanes} here' }
  - stage: two
audits: [a-rule]
`;

function load(text: string, overrides: Record<string, string> = {}): ReturnType<typeof loadPipeline> {
  writeFileSync(file, text);
  return loadPipeline(file, overrides);
}

test('a pipeline comes with its parameters put in, at any depth, where they are the whole value', () => {
  expect(load(GOOD, { share: '0.25', lanes: '4' })).toEqual({
    path: file,
    name: 'demo',
    description: 'A demonstration.',
    parameters: { share: 0.25, lanes: 4, strict: false, inputs: ['a.jsonl'], mode: 'fast' },
    stages: [
      { stage: 'one', with: { share: 0.25, deep: [{ lanes: 4 }], text: `no \${lanes} here` } },
      { stage: 'two', with: {} },
    ],
    audits: ['a-rule'],
  });
});

test('a path that exists is itself, whatever its name holds', () => {
  const odd = join(folder, `it's, "odd" b.jsonl`);
  writeFileSync(odd, '');
  expect(load(GOOD, { inputs: odd }).parameters['inputs']).toEqual([odd]);
});

test.each([
  ['inputs', 'a.jsonl,b/', ['a.jsonl', 'b/']],
  ['inputs', 'a.jsonl  b.jsonl', ['a.jsonl', 'b.jsonl']],
  ['inputs', '', []],
  ['inputs', `"my runs/a.jsonl", 'it is b.jsonl' c.jsonl`, ['my runs/a.jsonl', 'it is b.jsonl', 'c.jsonl']],
  ['strict', 'true', true],
  ['strict', 'false', false],
  ['mode', 'slow', 'slow'],
  ['share', '0', 0],
  ['share', '0.5', 0.5],
])('--set %s=%s', (name, text, value) => {
  expect(load(GOOD, { [name]: text }).parameters[name]).toEqual(value);
});

test.each([
  [{ share: '0.6' }, 'share', '0.6', 'at most 0.5'],
  [{ share: '-0.1' }, 'share', '-0.1', 'at least 0'],
  [{ share: 'half' }, 'share', 'half', 'number'],
  [{ share: '' }, 'share', '', 'number'],
  [{ lanes: '1.5' }, 'lanes', '1.5', 'integer'],
  [{ lanes: '0' }, 'lanes', '0', 'at least 1'],
  [{ strict: 'yes' }, 'strict', 'yes', 'boolean'],
  [{ mode: 'medium' }, 'mode', 'medium', 'one of fast, slow'],
])('%j is refused with file, path, value and what is allowed', (overrides, name, value, allowed) => {
  expect(() => load(GOOD, overrides)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      exitCode: 2,
      where: `${file} /parameters/${name}`,
      message: expect.stringMatching(new RegExp(`\`${name}\`.*${allowed}.*\`${value}\``)),
    }),
  );
});

test('a parameter that does not exist is told with those that do', () => {
  expect(() => load(GOOD, { sahre: '0.2' })).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      where: file,
      message: expect.stringContaining('`sahre`'),
      next: expect.stringContaining('share, lanes, strict, inputs, mode'),
    }),
  );
});

interface Broken {
  what: string;
  text: string;
  message: RegExp;
  where?: string;
  next?: RegExp;
}

const BROKEN: Broken[] = [
  { what: 'an unknown key', text: `${GOOD}speed: 3\n`, message: /\/: unknown key `speed`/ },
  {
    what: 'an unknown key in a stage',
    text: GOOD.replace('- stage: two', '- stage: two\n    whit: {}'),
    message: /\/stages\/1: unknown key `whit`/,
  },
  { what: 'a wrong type', text: GOOD.replace('[a-rule]', '7'), message: /\/audits: must be array, got 7/ },
  {
    what: 'a type that no parameter has',
    text: GOOD.replace('type: boolean', 'type: bool'),
    message: /\/parameters\/strict\/type: expected one of string, number.*got "bool"/,
  },
  {
    what: 'no stage',
    text: GOOD.replace(/stages:[\s\S]*audits/, 'stages: []\naudits'),
    message: /\/stages: .*fewer than 1/,
  },
  { what: 'no name', text: GOOD.replace('name: demo', ''), message: /`name` is missing/ },
  {
    what: 'a default out of bounds',
    text: GOOD.replace('default: 2', 'default: 0'),
    message: /`lanes`.*at least 1.*`0`/,
    where: ' /parameters/lanes',
  },
  {
    what: 'a placeholder of nothing',
    text: GOOD.replace(`'\${share}'`, `'\${nope}'`),
    message: /`\$\{nope\}` names no parameter/,
    where: ' /stages/0/with/share',
    next: /share, lanes/,
  },
  { what: 'no YAML', text: 'name: [', message: /Not YAML/ },
  { what: 'an empty file', text: '', message: /must be object/ },
  { what: 'two faults', text: `${GOOD}speed: 3\nhaste: 4\n`, message: /`speed`.*`haste`/ },
];

test.each(BROKEN)('$what is refused', ({ text, message, where = '', next = /./ }) => {
  expect(() => load(text)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      where: `${file}${where}`,
      message: expect.stringMatching(message),
    }),
  );
  if (next.source !== '.')
    expect(() => load(text)).toThrow(expect.objectContaining({ next: expect.stringMatching(next) }));
});

test('a missing file is told with an existing one', () => {
  expect(() => loadPipeline(join(folder, 'missing.yaml'))).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      where: join(folder, 'missing.yaml'),
      next: expect.stringContaining('pipelines/mine-traces.yaml'),
    }),
  );
});
