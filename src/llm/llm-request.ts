import { keyHash } from '../core/content-hash.ts';
import type { Endpoint } from './endpoint.ts';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** One question to a model. */
export interface LlmRequest {
  messages: readonly ChatMessage[];
  /** Name and version of the prompt file, part of the key: a new version asks again. */
  promptVersion: string;
  /** JSON Schema that the answer must keep; absent: text. */
  schema?: { name: string; schema: object };
  /** Which of several answers to the same question this is, from 0; part of the key. */
  sample?: number;
  temperature?: number;
  maxTokens?: number;
}

/** Everything of a request that can change its answer, as one key: what was paid for once is found by it. */
export function requestKey(
  endpoint: Pick<Endpoint, 'model' | 'temperature' | 'maxTokens'>,
  request: LlmRequest,
): string {
  return keyHash(
    'llm',
    endpoint.model,
    request.promptVersion,
    String(request.temperature ?? endpoint.temperature),
    String(request.maxTokens ?? endpoint.maxTokens),
    String(request.sample ?? 0),
    JSON.stringify(request.schema ?? null),
    ...request.messages.flatMap(({ role, content }) => [role, content]),
  );
}

/**
 * A bound of the tokens that a request can cost: no tokenizer in use makes more tokens than there are bytes,
 * and chat templates add a few to each message.
 */
export function mostTokens(endpoint: Pick<Endpoint, 'maxTokens'>, request: LlmRequest): number {
  const prompt = request.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 16);
  return prompt + (request.maxTokens ?? endpoint.maxTokens);
}

/** What a request is likely to cost: half of the longest answer. */
export function likelyTokens(
  endpoint: Pick<Endpoint, 'maxTokens'>,
  request: LlmRequest,
): { input: number; output: number } {
  const input = request.messages.reduce((sum, { content }) => sum + tokensOfText(content) + 8, 0);
  return { input, output: Math.ceil((request.maxTokens ?? endpoint.maxTokens) / 2) };
}

/** About how many tokens a text is: 3.3 bytes each in code and English, over common tokenizers. */
export function tokensOfText(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3.3);
}
