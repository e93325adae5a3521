import { QuarryError } from '../core/errors.ts';

/** An OpenAI-compatible endpoint and how it may be used: vLLM, Ollama, llama.cpp's server, hosted services. */
export interface Endpoint {
  /** Up to and with `/v1`, e.g. `http://localhost:8000/v1`. */
  baseUrl: string;
  model: string;
  /** Name of the environment variable that holds the key; empty where the endpoint asks for none. */
  keyVariable: string;
  temperature: number;
  /** Longest answer, in tokens. */
  maxTokens: number;
  /** `json_schema`: the endpoint enforces schemas; `json_object`: only JSON; `none`: the prompt alone asks for it. */
  responseFormat: 'json_schema' | 'json_object' | 'none';
  /** Requests under way at once. */
  concurrency: number;
  /** Requests started in any 60 s; 0 is no limit. */
  requestsPerMinute: number;
  /** Tokens, in and out, of requests started in any 60 s; 0 is no limit. */
  tokensPerMinute: number;
  /** Seconds until a request that has not answered whole is given up. */
  timeoutSeconds: number;
  /** Tries of one request, the first included. */
  attempts: number;
  /** The time within which an endpoint counts for its rate limit: tries after a 429 are spread over more than it. */
  rateWindowSeconds: number;
  /** Prices for a million tokens, in any one currency; 0 where it costs nothing. */
  inputPrice: number;
  outputPrice: number;
}

const COUNT = { type: 'integer', minimum: 0 };
const PRICE = { type: 'number', minimum: 0, default: 0 };

/** JSON Schema of an endpoint in a pipeline file; an empty `baseUrl` is no endpoint. */
export const ENDPOINT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  default: {},
  properties: {
    baseUrl: { type: 'string', default: '' },
    model: { type: 'string', default: '' },
    keyVariable: { type: 'string', default: 'OPENAI_API_KEY' },
    temperature: { type: 'number', minimum: 0, maximum: 2, default: 0.2 },
    maxTokens: { type: 'integer', minimum: 1, default: 1024 },
    responseFormat: { type: 'string', enum: ['json_schema', 'json_object', 'none'], default: 'json_schema' },
    concurrency: { type: 'integer', minimum: 1, default: 8 },
    requestsPerMinute: { ...COUNT, default: 0 },
    tokensPerMinute: { ...COUNT, default: 0 },
    timeoutSeconds: { type: 'number', exclusiveMinimum: 0, default: 120 },
    attempts: { type: 'integer', minimum: 1, default: 5 },
    rateWindowSeconds: { type: 'number', exclusiveMinimum: 0, default: 60 },
    inputPrice: PRICE,
    outputPrice: PRICE,
  },
} as const;

/** @throws QuarryError CONFIG_INVALID when the address is none, or no model is named */
export function checkEndpoint({ baseUrl, model }: Pick<Endpoint, 'baseUrl' | 'model'>): void {
  const where = baseUrl;
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw new QuarryError('CONFIG_INVALID', 'The endpoint is no http or https address', {
      where,
      next: 'Give it up to and with /v1, like http://localhost:8000/v1.',
    });
  }
  if (model === '') {
    throw new QuarryError('CONFIG_INVALID', 'No model of the endpoint is named', {
      where,
      next: 'Name one that it serves, with --model (MODEL= for make).',
    });
  }
}

/**
 * The key that requests carry. Endpoints without one get a word that is none.
 * @throws QuarryError CONFIG_INVALID when the variable is named and not set, for any host but this one
 */
export function endpointKey(
  endpoint: Pick<Endpoint, 'baseUrl' | 'keyVariable'>,
  environment: NodeJS.ProcessEnv,
): string {
  const key = endpoint.keyVariable === '' ? undefined : environment[endpoint.keyVariable];
  if (key !== undefined && key !== '') return key;
  const { hostname } = new URL(endpoint.baseUrl);
  if (endpoint.keyVariable === '' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return 'none';
  throw new QuarryError('CONFIG_INVALID', `The environment variable ${endpoint.keyVariable} is not set`, {
    where: endpoint.baseUrl,
    next: `export ${endpoint.keyVariable}=..., or name no variable where the endpoint asks for no key: --key '' (keyVariable in a pipeline).`,
  });
}
