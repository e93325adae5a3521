import OpenAI from 'openai';
import { type CallFailure, failureOfError } from './call-failure.ts';
import { type Endpoint, endpointKey } from './endpoint.ts';
import { fetchText } from './fetch-text.ts';
import { type LlmRequest, likelyTokens, tokensOfText } from './llm-request.ts';

/** An answer that can be used. */
export interface CallReply {
  text: string;
  inputTokens: number;
  outputTokens: number;
  failure?: undefined;
}

/** An answer that cannot be used; its tokens are paid for all the same. */
interface UnusableReply extends Omit<CallReply, 'failure'> {
  failure: CallFailure;
}

/** What one try of a request gave; without a text nothing came that tells its cost. */
export type CallResult = CallReply | UnusableReply | { text?: undefined; failure: CallFailure };

/** Sends one request once. */
export type CallEndpoint = (request: LlmRequest, key: string) => Promise<CallResult>;

/**
 * The endpoint behind a function. The client library only sends and reads: limits, tries and cost are ours, so that
 * they hold over all calls together.
 * @throws QuarryError CONFIG_INVALID when the endpoint asks for a key that the environment lacks
 */
export function connectEndpoint(endpoint: Endpoint, environment: NodeJS.ProcessEnv): CallEndpoint {
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpointKey(endpoint, environment),
    maxRetries: 0,
    fetch: fetchText,
    // Ours ends the whole exchange; the library's only the wait for the head of the reply.
    timeout: endpoint.timeoutSeconds * 1000 + 1000,
  });
  return async (request, key) => {
    const limit = AbortSignal.timeout(endpoint.timeoutSeconds * 1000);
    try {
      const reply = await client.chat.completions.create(requestBody(endpoint, request), {
        signal: limit,
        // Services that know it answer a repeated request without a second bill.
        headers: { 'Idempotency-Key': key },
      });
      return readReply(reply, likelyTokens(endpoint, request).input);
    } catch (error) {
      return { failure: failureOfError(error, limit.aborted, Date.now()) };
    }
  };
}

function requestBody(
  endpoint: Endpoint,
  request: LlmRequest,
): OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming {
  return {
    model: endpoint.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    temperature: request.temperature ?? endpoint.temperature,
    max_tokens: request.maxTokens ?? endpoint.maxTokens,
    ...responseFormat(endpoint, request),
  };
}

function responseFormat(endpoint: Endpoint, { schema }: LlmRequest) {
  if (schema === undefined || endpoint.responseFormat === 'none') return {};
  if (endpoint.responseFormat === 'json_object') return { response_format: { type: 'json_object' as const } };
  return {
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: schema.name, schema: schema.schema as Record<string, unknown>, strict: true },
    },
  };
}

/** Believes nothing of the reply's shape: servers that only resemble the protocol are what this meets. */
function readReply(reply: OpenAI.Chat.Completions.ChatCompletion, likelyInput: number): CallResult {
  const choice = reply?.choices?.[0];
  if (choice?.message === undefined) {
    return { failure: { kind: 'broken_response', message: 'the reply holds no choices[0].message' } };
  }
  const text = choice.message.content ?? '';
  // A server that does not tell its usage must not make the budget endless.
  const answer = {
    text,
    inputTokens: reply.usage?.prompt_tokens ?? likelyInput,
    outputTokens: reply.usage?.completion_tokens ?? tokensOfText(text),
  };
  const failure = unusable(choice, text);
  return failure === undefined ? answer : { ...answer, failure };
}

function unusable(
  choice: OpenAI.Chat.Completions.ChatCompletion.Choice,
  text: string,
): CallFailure | undefined {
  if (choice.message.refusal) return { kind: 'refused', message: choice.message.refusal.slice(0, 500) };
  if (choice.finish_reason === 'length')
    return { kind: 'truncated', message: 'the answer ran into maxTokens' };
  if (choice.finish_reason === 'content_filter')
    return { kind: 'filtered', message: 'a content filter ended the answer' };
  if (text.trim() === '') return { kind: 'empty', message: 'the answer is empty' };
  return undefined;
}
