import { afterEach, describe, expect, test } from 'vitest';
import type { StoredAnswer } from '../../src/llm/answer-cache.ts';
import { openLlmClient } from '../../src/llm/client.ts';
import type { Endpoint } from '../../src/llm/endpoint.ts';
import type { LlmRequest } from '../../src/llm/llm-request.ts';
import {
  type LlmAnswer,
  type LlmEndpoint,
  type LlmQuestion,
  startLlmEndpoint,
} from '../support/llm-endpoint.ts';

const SETTINGS: Endpoint = {
  baseUrl: '',
  model: 'stand-in',
  keyVariable: '',
  temperature: 0,
  maxTokens: 64,
  responseFormat: 'json_schema',
  concurrency: 4,
  requestsPerMinute: 0,
  tokensPerMinute: 0,
  timeoutSeconds: 0.4,
  attempts: 4,
  rateWindowSeconds: 0.3,
  inputPrice: 1,
  outputPrice: 2,
};

const SCHEMA = {
  name: 'line',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['line'],
    properties: { line: { type: 'string' } },
  },
};

let server: LlmEndpoint | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function memoryCache() {
  const answers = new Map<string, StoredAnswer>();
  return {
    answers,
    read: (key: string) => answers.get(key),
    write: (answer: StoredAnswer) => void answers.set(answer.key, answer),
  };
}

async function clientOf(
  answer: (question: LlmQuestion) => LlmAnswer,
  settings: Partial<Endpoint> = {},
  tokenBudget = 0,
) {
  server = await startLlmEndpoint(answer);
  const cache = memoryCache();
  const endpoint = { ...SETTINGS, ...settings, baseUrl: server.baseUrl };
  return { server, cache, client: openLlmClient({ endpoint, cache, tokenBudget, environment: {} }) };
}

const ask = (content: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  messages: [{ role: 'user', content }],
  promptVersion: 'test@1',
  ...more,
});

describe('an endpoint that misbehaves once', () => {
  const ONCE: Record<string, LlmAnswer> = {
    '429 without Retry-After': { status: 429 },
    '429 with Retry-After': { status: 429, retryAfter: '0.05' },
    '500': { status: 500 },
    hanging: { wrong: 'hang' },
    'a body that never ends': { wrong: 'hang_body' },
    'cut JSON': { wrong: 'cut_json' },
    'no choices': { wrong: 'no_choices' },
    'a dropped connection': { wrong: 'drop' },
    'an empty answer': { say: ' ' },
  };
  test.each(Object.entries(ONCE))('%s: the next try is taken', async (_, first) => {
    const { client, server } = await clientOf(({ repeat }) => (repeat === 0 ? first : { say: 'done' }));
    expect(await client.ask(ask('q'))).toMatchObject({ text: 'done', cached: false });
    expect(server.questions).toHaveLength(2);
  });
});

describe('an endpoint that never gives a usable answer', () => {
  const ALWAYS: [string, LlmAnswer, string, number][] = [
    ['429', { status: 429 }, 'rate_limited', 4],
    ['500', { status: 500 }, 'server_error', 4],
    ['401', { status: 401 }, 'rejected_request', 1],
    ['a length finish', { say: 'half', finish: 'length' }, 'truncated', 1],
    ['a filter', { say: 'no', finish: 'content_filter' }, 'filtered', 1],
    ['a refusal', { say: '', refusal: 'I cannot help with that' }, 'refused', 1],
  ];
  test.each(ALWAYS)('%s ends as a failure', async (_, answer, kind, calls) => {
    const { client, server } = await clientOf(() => answer, { timeoutSeconds: 0.1 });
    expect((await client.ask(ask('q'))).failure).toMatchObject({ kind });
    expect(server.questions).toHaveLength(calls);
  });
});

test('tries after 429 are spread over more than the window of the rate limit', async () => {
  const { client, server } = await clientOf(() => ({ status: 429 }), { attempts: 5, rateWindowSeconds: 0.5 });
  await client.ask(ask('q'));
  expect(server.questions.at(-1)!.at - server.questions[0]!.at).toBeGreaterThan(500);
});

test('Retry-After is waited for, by requests that have not started as well', async () => {
  const { client, server } = await clientOf(
    ({ repeat, messages }) =>
      repeat === 0 && messages[0]!.content === 'a' ? { status: 429, retryAfter: '0.3' } : { say: 'ok' },
    { concurrency: 1 },
  );
  await Promise.all([client.ask(ask('a')), client.ask(ask('b'))]);
  expect(server.questions[1]!.at - server.questions[0]!.at).toBeGreaterThanOrEqual(295);
});

test('an answer is paid for once: from the cache, and when asked twice at once', async () => {
  const { client, server, cache } = await clientOf(() => ({ say: 'x' }));
  await Promise.all([client.ask(ask('q')), client.ask(ask('q'))]);
  expect(await client.ask(ask('q'))).toMatchObject({ cached: true });
  expect(server.questions).toHaveLength(1);
  await client.ask(ask('q', { sample: 1 }));
  await client.ask(ask('q', { promptVersion: 'test@2' }));
  expect(server.questions).toHaveLength(3);
  expect(cache.answers.size).toBe(3);
});

describe('answers by schema', () => {
  test('a fence is opened; a wrong shape is repaired in one round', async () => {
    const { client, server } = await clientOf(({ messages }) =>
      messages.length === 1 ? { say: '{"lines": 1}' } : { say: '```json\n{"line": "ok"}\n```' },
    );
    expect(await client.ask(ask('q', { schema: SCHEMA }))).toMatchObject({ value: { line: 'ok' } });
    expect(server.questions[1]!.messages.at(-1)!.content).toContain('`lines`');
    expect(server.questions[0]!.response_format?.type).toBe('json_schema');
  });

  test('a second wrong shape is a failure, not a third call', async () => {
    const { client, server } = await clientOf(() => ({ say: 'no JSON' }));
    expect((await client.ask(ask('q', { schema: SCHEMA }))).failure).toMatchObject({ kind: 'schema' });
    expect(server.questions).toHaveLength(2);
  });
});

test('a budget is never passed by more than one call, and ends cleanly', async () => {
  const budget = 2000;
  const { client, server } = await clientOf(() => ({ say: 'y'.repeat(200) }), { concurrency: 8 }, budget);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) => client.ask(ask(`question ${index}`))),
  );
  const answered = outcomes.filter((outcome) => outcome.failure === undefined).length;
  const oneCall = server.tokens() / answered;
  expect(server.tokens()).toBeGreaterThanOrEqual(budget);
  expect(server.tokens()).toBeLessThanOrEqual(budget + oneCall);
  expect(client.spending.inputTokens + client.spending.outputTokens).toBe(server.tokens());
  expect(outcomes.filter((outcome) => outcome.failure?.kind === 'budget')).toHaveLength(200 - answered);
  expect(client.budgetSpent).toBe(true);
});

test('the key is asked for where the endpoint needs one', () => {
  const endpoint = { ...SETTINGS, baseUrl: 'https://models.example/v1', keyVariable: 'MODELS_KEY' };
  expect(() => openLlmClient({ endpoint, cache: memoryCache(), environment: {} })).toThrow(
    /MODELS_KEY is not set/,
  );
});
