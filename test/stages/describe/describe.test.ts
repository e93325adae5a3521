import { afterEach, describe, expect, test } from 'vitest';
import { describeStage } from '../../../src/stages/describe/stage.ts';
import {
  type LlmAnswer,
  type LlmEndpoint,
  type LlmQuestion,
  startLlmEndpoint,
} from '../../support/llm-endpoint.ts';
import { scratchContext } from '../../support/scratch.ts';
import { describeParameters, numberedModule, storeModules } from './modules-to-describe.ts';

let server: LlmEndpoint | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(answer: (question: LlmQuestion) => LlmAnswer): Promise<LlmEndpoint> {
  server = await startLlmEndpoint(answer);
  return server;
}

const moduleOf = ({ messages }: LlmQuestion): string =>
  /module (unit\d+)/.exec(messages[1]!.content)?.[1] ?? '';
const sound = (name: string): LlmAnswer => ({
  say: JSON.stringify({ description: `\`${name}\` adds up its steps in an 8-bit total.` }),
});

test('without an endpoint every module has its structural texts, and a second run adds none', async () => {
  const context = await scratchContext();
  await storeModules(context, [numberedModule(1), numberedModule(2)]);
  const first = await describeStage.run(context, describeParameters(''));
  expect(first).toMatchObject({ rowsIn: 2, kept: 2, rejected: 0, added: 2 });
  const rows = await context.warehouse.rows(
    'SELECT module_id, grain, source, grade FROM report.descriptions ORDER BY ALL',
  );
  expect(rows).toHaveLength(8);
  expect(rows.every(({ source, grade }) => source === 'structural' && grade === 'sound')).toBe(true);
  expect(await describeStage.run(context, describeParameters(''))).toMatchObject({ added: 0 });
});

test('an endpoint that misbehaves: every module ends described or in the failure relation, and --retry asks again', async () => {
  const context = await scratchContext();
  const WAYS: LlmAnswer[] = [
    { status: 429 },
    { status: 500 },
    { wrong: 'hang' },
    { wrong: 'cut_json' },
    { say: '{"text": 1}' },
    { say: '' },
    { say: '', refusal: 'no' },
    { say: 'x', finish: 'length' },
  ];
  const texts = Array.from({ length: 16 }, (_, index) => numberedModule(index));
  await storeModules(context, texts);
  let isDown = true;
  const endpoint = await start((question) => {
    const index = Number(moduleOf(question).slice(4));
    return isDown && index < WAYS.length ? WAYS[index]! : sound(moduleOf(question));
  });
  const outcome = await describeStage.run(context, describeParameters(endpoint.baseUrl));
  expect(outcome).toMatchObject({ rowsIn: 32, kept: 24, rejected: 8 });
  const failures = await context.warehouse.rows<{ name: string; kind: string }>(
    'SELECT name, kind FROM report.description_failures ORDER BY CAST(substr(name, 5) AS INTEGER)',
  );
  expect(failures.map(({ kind }) => kind)).toEqual([
    'rate_limited',
    'server_error',
    'timeout',
    'broken_response',
    'schema',
    'empty',
    'refused',
    'truncated',
  ]);
  const asked = endpoint.questions.length;
  const again = await describeStage.run(context, describeParameters(endpoint.baseUrl));
  expect(again).toMatchObject({ added: 0, kept: 24, rejected: 8 });
  expect(again.notes).toContain('8 failed in earlier runs: quarry describe --retry asks again');
  expect(endpoint.questions).toHaveLength(asked);
  isDown = false;
  const retried = await describeStage.run(context, describeParameters(endpoint.baseUrl, { retry: true }));
  expect(retried.added).toBe(8);
  expect(await context.warehouse.count('SELECT count(*) FROM report.description_failures')).toBe(0);
  expect(await context.warehouse.count("SELECT count(*) FROM report.descriptions WHERE source = 'llm'")).toBe(
    16,
  );
});

test.each([
  ['without a model', 'http://127.0.0.1:1/v1', ''],
  ['without a protocol', 'localhost:8000/v1', 'm'],
])('an endpoint %s is refused before any work', async (_, baseUrl, model) => {
  const context = await scratchContext();
  await storeModules(context, [numberedModule(1)]);
  await expect(describeStage.run(context, describeParameters(baseUrl, {}, { model }))).rejects.toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', where: baseUrl }),
  );
  expect(await context.warehouse.count('SELECT count(*) FROM fact.descriptions')).toBe(0);
});

test('false texts are kept, and graded so with their faults', async () => {
  const context = await scratchContext();
  await storeModules(context, [numberedModule(3)]);
  const endpoint = await start(() => ({
    say: JSON.stringify({ description: 'A 16-bit output `total` with an active-low reset `rst`.' }),
  }));
  await describeStage.run(context, describeParameters(endpoint.baseUrl));
  const [row] = await context.warehouse.rows<{ grade: string; faults: string; tokens: number; cost: number }>(
    "SELECT grade, faults, tokens, cost FROM report.descriptions WHERE source = 'llm'",
  );
  expect(row!.grade).toBe('false');
  expect(JSON.parse(row!.faults).map(({ check }: { check: string }) => check)).toEqual([
    'width',
    'reset_polarity',
  ]);
  expect(row!.tokens).toBe(endpoint.tokens());
  expect(row!.cost).toBeCloseTo(endpoint.tokens() / 1e6);
});

test('a budget stops cleanly, and the same command goes on', async () => {
  const context = await scratchContext();
  await storeModules(
    context,
    Array.from({ length: 30 }, (_, index) => numberedModule(index)),
  );
  const endpoint = await start((question) => sound(moduleOf(question)));
  const first = await describeStage.run(
    context,
    describeParameters(endpoint.baseUrl, { token_budget: 3000 }),
  );
  expect(first.notes.join()).toContain('the token budget is spent');
  const [{ most } = { most: 0 }] = await context.warehouse.rows<{ most: number }>(
    'SELECT max(input_tokens + output_tokens) AS most FROM fact.llm_answers',
  );
  expect(endpoint.tokens()).toBeLessThanOrEqual(3000 + Number(most));
  await describeStage.run(context, describeParameters(endpoint.baseUrl));
  expect(await context.warehouse.count("SELECT count(*) FROM report.descriptions WHERE source = 'llm'")).toBe(
    30,
  );
  expect(endpoint.questions).toHaveLength(30);
});

test('a text too near to a protected benchmark is unusable, also when the benchmark came later', async () => {
  const context = await scratchContext();
  await storeModules(context, [numberedModule(5)]);
  const task =
    'Accumulate the four-bit step into an eight-bit total on every clock, and clear it to five while reset is high.';
  const endpoint = await start(() => ({ say: JSON.stringify({ description: `${task} It wraps around.` }) }));
  const grades = () => context.warehouse.rows("SELECT grade FROM report.descriptions WHERE source = 'llm'");
  await describeStage.run(context, describeParameters(endpoint.baseUrl));
  expect(await grades()).toEqual([{ grade: 'sound' }]);
  await context.warehouse.append(
    'raw.documents',
    ['sha256'],
    [{ sha256: 'task', bytes: task.length, text: task }],
  );
  await context.warehouse.append(
    'raw.problem_references',
    ['reference_id'],
    [{ reference_id: 'r', problem_id: 'p1', instruction_sha256: 'task', benchmark: 'own', protected: true }],
  );
  await describeStage.run(context, describeParameters(endpoint.baseUrl));
  expect(await grades()).toEqual([{ grade: 'unusable' }]);
  expect(endpoint.questions).toHaveLength(1);
});

describe('round trip', () => {
  const RIGHT = (index: number) => numberedModule(index).replaceAll('total + step', 'step + total');
  const MUTANT = (index: number) => numberedModule(index).replaceAll('total + step', 'total - step');

  test('fidelity is the share of answers that behave as the module', async () => {
    const context = await scratchContext();
    await storeModules(context, [numberedModule(0), numberedModule(1)]);
    const endpoint = await start((question) => {
      const name = /`?(unit\d+)/.exec(question.messages[1]!.content)?.[1] ?? 'unit0';
      const index = Number(name.slice(4));
      if (!question.messages[0]!.content.includes('You answer with one complete')) {
        return {
          say: JSON.stringify({
            description: `Module \`${name}\` has \`clk\`, \`rst\`, \`step\` and \`total\`; it adds up the steps that it is given in every cycle.`,
          }),
        };
      }
      return { say: `\`\`\`verilog\n${index === 0 ? RIGHT(0) : MUTANT(1)}\`\`\`` };
    });
    await describeStage.run(
      context,
      describeParameters(endpoint.baseUrl, { grains: ['specification'], round_trip_samples: 2 }),
    );
    const rows = await context.warehouse.rows(
      "SELECT name, fidelity, round_trips FROM report.descriptions WHERE source = 'llm' ORDER BY name",
    );
    expect(rows.map(({ name, fidelity, round_trips }) => [name, fidelity, Number(round_trips)])).toEqual([
      ['unit0', 1, 2],
      ['unit1', 0, 2],
    ]);
  });
});
