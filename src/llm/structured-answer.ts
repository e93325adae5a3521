import { schemaFaults } from '../core/json-schema.ts';
import type { ChatMessage, LlmRequest } from './llm-request.ts';

/** What an answer holds, or what is wrong with it. */
export type StructuredAnswer = { value: unknown } | { faults: string[] };

/** Reads an answer as the JSON that its schema asks for; a fence around it, as many models write, is opened. */
export function readStructuredAnswer(text: string, schema: object): StructuredAnswer {
  const body = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return { faults: [`the answer is no JSON: ${(error as SyntaxError).message}`] };
  }
  const faults = schemaFaults(schema, value);
  return faults.length === 0 ? { value } : { faults };
}

/** The one repair round: the same question, the faulty answer, and what is wrong with it. */
export function repairRequest(request: LlmRequest, answer: string, faults: readonly string[]): LlmRequest {
  const repair: ChatMessage[] = [
    { role: 'assistant', content: answer },
    {
      role: 'user',
      content: `Your answer is not as asked: ${faults.join('; ')}. Answer again with JSON that keeps the schema, and nothing else.`,
    },
  ];
  return { ...request, messages: [...request.messages, ...repair] };
}
