import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in answers to one request: a text, or one of the ways in which real endpoints misbehave. */
export type LlmAnswer =
  | { say: string; finish?: string; refusal?: string }
  | { status: number; retryAfter?: string }
  | { wrong: 'hang' | 'cut_json' | 'no_choices' | 'drop' | 'hang_body' }
  | { slowMs: number; say: string };

export interface LlmQuestion {
  messages: { role: string; content: string }[];
  model: string;
  max_tokens: number;
  response_format?: { type: string };
  /** How many requests with these messages came before, from 0. */
  repeat: number;
  /** Milliseconds since the server started. */
  at: number;
}

export interface LlmEndpoint {
  baseUrl: string;
  /** Every request, in order of arrival. */
  questions: LlmQuestion[];
  /** Tokens of all answers that were sent whole, in and out. */
  tokens: () => number;
  close: () => Promise<void>;
}

/** A local HTTP server that behaves like an OpenAI-compatible endpoint, also where those behave badly. */
export async function startLlmEndpoint(answer: (question: LlmQuestion) => LlmAnswer): Promise<LlmEndpoint> {
  const questions: LlmQuestion[] = [];
  const repeats = new Map<string, number>();
  const started = performance.now();
  let tokens = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const asked = JSON.parse(body) as Omit<LlmQuestion, 'repeat' | 'at'>;
      const name = JSON.stringify(asked.messages);
      const repeat = repeats.get(name) ?? 0;
      repeats.set(name, repeat + 1);
      const question = { ...asked, repeat, at: performance.now() - started };
      questions.push(question);
      tokens += reply(response, question, answer(question));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    questions,
    tokens: () => tokens,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sends the answer; returns the tokens that a bill would list. */
function reply(response: ServerResponse, question: LlmQuestion, answer: LlmAnswer): number {
  if ('status' in answer) {
    if (answer.retryAfter !== undefined) response.setHeader('retry-after', answer.retryAfter);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `status ${answer.status}` } }));
    return 0;
  }
  if ('wrong' in answer) {
    misbehave(response, question, answer.wrong);
    return 0;
  }
  const { body, tokens } = completion(question, answer);
  const send = () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  };
  if ('slowMs' in answer) setTimeout(send, answer.slowMs);
  else send();
  return tokens;
}

function misbehave(response: ServerResponse, question: LlmQuestion, how: string): void {
  if (how === 'hang') return;
  if (how === 'drop') {
    response.destroy();
    return;
  }
  const { body } = completion(question, { say: 'never read' });
  response.writeHead(200, { 'content-type': 'application/json' });
  if (how === 'hang_body') response.write(body.slice(0, 20));
  else response.end(how === 'no_choices' ? '{"object":"chat.completion"}' : body.slice(0, body.length / 2));
}

function completion(
  question: LlmQuestion,
  { say, finish = 'stop', refusal }: { say: string; finish?: string; refusal?: string },
): { body: string; tokens: number } {
  const prompt = Math.ceil(question.messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
  const usage = { prompt_tokens: prompt, completion_tokens: Math.ceil(say.length / 4) };
  const message = { role: 'assistant', content: say, ...(refusal === undefined ? {} : { refusal }) };
  const body = JSON.stringify({
    id: 'stand-in',
    object: 'chat.completion',
    model: question.model,
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
  });
  return { body, tokens: usage.prompt_tokens + usage.completion_tokens };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
