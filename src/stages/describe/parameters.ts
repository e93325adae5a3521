import { contentHash } from '../../core/content-hash.ts';
import type { DescriptionStyle, Grain } from '../../describe/grain.ts';
import { GRAINS, STYLES } from '../../describe/grain.ts';
import { ENDPOINT_SCHEMA, type Endpoint } from '../../llm/endpoint.ts';

export interface DescribeParameters {
  /** Grains that are asked of the endpoint; structural descriptions come in all of theirs. */
  grains: readonly Grain[];
  styles: readonly DescriptionStyle[];
  /** An empty `baseUrl`: structure alone. */
  endpoint: Endpoint;
  /** Tokens that a run may spend; 0 is no limit. */
  token_budget: number;
  /** Ask again what failed in earlier runs. */
  retry: boolean;
  /** RTL is written again from each specification so many times; 0 is none. */
  round_trip_samples: number;
  /** Similarity to a protected benchmark's text from which a description is unusable. */
  benchmark_nearness: number;
  /** Folder of the prompt files; '' is the project's. */
  prompts: string;
}

const list = (names: readonly string[], chosen: readonly string[]) => ({
  type: 'array',
  items: { type: 'string', enum: names },
  uniqueItems: true,
  default: chosen,
});

export const DESCRIBE_PARAMETERS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    grains: list(GRAINS, ['line', 'summary', 'specification']),
    styles: list(STYLES, ['engineer']),
    endpoint: ENDPOINT_SCHEMA,
    token_budget: { type: 'integer', minimum: 0, default: 0 },
    retry: { type: 'boolean', default: false },
    round_trip_samples: { type: 'integer', minimum: 0, maximum: 100, default: 0 },
    benchmark_nearness: { type: 'number', minimum: 0, maximum: 1, default: 0.67 },
    prompts: { type: 'string', default: '' },
  },
};

/** What of the endpoint's settings changes an answer, short, as part of keys. */
export function answerSettings({
  temperature,
  maxTokens,
}: Pick<Endpoint, 'temperature' | 'maxTokens'>): string {
  return contentHash(JSON.stringify({ temperature, maxTokens })).slice(0, 12);
}
