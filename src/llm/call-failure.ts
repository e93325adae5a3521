import { APIConnectionError, APIError } from 'openai';

/** Why a call gave no answer that can be used. */
type CallFailureKind =
  | 'rate_limited'
  | 'server_error'
  | 'timeout'
  | 'network'
  | 'broken_response'
  | 'empty'
  | 'truncated'
  | 'filtered'
  | 'refused'
  | 'schema'
  | 'rejected_request'
  | 'budget';

export interface CallFailure {
  kind: CallFailureKind;
  message: string;
  /** HTTP status, where the endpoint sent one. */
  status?: number;
  /** What the endpoint asked for by Retry-After, in milliseconds. */
  retryAfterMs?: number;
}

/** Kinds that another try of the same request may cure. */
const TRANSIENT: ReadonlySet<CallFailureKind> = new Set([
  'rate_limited',
  'server_error',
  'timeout',
  'network',
  'broken_response',
  'empty',
]);

export function isTransient(failure: CallFailure): boolean {
  return TRANSIENT.has(failure.kind);
}

/** A failure from what the HTTP client threw. @throws what was thrown, when it is none of the endpoint's failures */
export function failureOfError(error: unknown, timedOut: boolean, now: number): CallFailure {
  if (timedOut) return { kind: 'timeout', message: 'no whole answer within the time limit' };
  if (error instanceof APIConnectionError) return { kind: 'network', message: causeOf(error) };
  if (error instanceof APIError && error.status !== undefined) return failureOfStatus(error, now);
  // A body that ends early or is no JSON comes as a SyntaxError or as undici's TypeError (`terminated`).
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return { kind: 'broken_response', message: error.message };
  }
  throw error;
}

function failureOfStatus(error: APIError, now: number): CallFailure {
  const status = error.status as number;
  const retryAfterMs = readRetryAfter(error.headers, now);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const message = error.message.slice(0, 500);
  if (status === 429) return { kind: 'rate_limited', status, message, ...wait };
  if (status === 408 || status === 409 || status >= 500)
    return { kind: 'server_error', status, message, ...wait };
  return { kind: 'rejected_request', status, message };
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), and the millisecond form that some services send. */
function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return Math.max(0, milliseconds);
  const text = headers?.get('retry-after');
  if (text === null || text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function causeOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.message} ${causeOf(cause)}` : error.message;
}
