import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { createRandom, type Random } from '../core/random.ts';
import type { AnswerCache, StoredAnswer } from './answer-cache.ts';
import { type Spending, TokenBudget } from './budget.ts';
import { type CallEndpoint, type CallReply, type CallResult, connectEndpoint } from './call-endpoint.ts';
import { type CallFailure, isTransient } from './call-failure.ts';
import type { Endpoint } from './endpoint.ts';
import { type LlmRequest, likelyTokens, mostTokens, requestKey } from './llm-request.ts';
import { type Clock, RateLimiter } from './rate-limiter.ts';
import { waitBeforeRetry } from './retry-policy.ts';
import { readStructuredAnswer, repairRequest } from './structured-answer.ts';

/** What became of a request: an answer, with its JSON where a schema was given, or a failure. */
export type LlmOutcome =
  | {
      key: string;
      text: string;
      value: unknown;
      tokens: number;
      cost: number;
      cached: boolean;
      failure?: undefined;
    }
  | { key: string; failure: CallFailure };

export interface LlmClient {
  /** Asks, unless the answer is known. Never throws for what an endpoint does. */
  ask(request: LlmRequest): Promise<LlmOutcome>;
  /** The key under which the answer is kept. */
  keyOf(request: LlmRequest): string;
  /** Paid calls of this client, unusable answers included. */
  readonly spending: Readonly<Spending>;
  /** True when the budget let a request wait for ever: what is left must be asked in another run. */
  readonly budgetSpent: boolean;
}

export interface LlmClientOptions {
  endpoint: Endpoint;
  cache: AnswerCache;
  /** Tokens that this client may spend; 0 is no limit. */
  tokenBudget?: number;
  environment?: NodeJS.ProcessEnv;
  clock?: Clock;
  /** Draws the jitter. */
  random?: Random;
}

const SYSTEM_CLOCK: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/** Opens a client for one endpoint; its limits, tries and budget hold over all requests together. */
export function openLlmClient(options: LlmClientOptions): LlmClient {
  return new EndpointClient(options, connectEndpoint(options.endpoint, options.environment ?? process.env));
}

class EndpointClient implements LlmClient {
  readonly spending: Spending = { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 };
  readonly #endpoint: Endpoint;
  readonly #cache: AnswerCache;
  readonly #call: CallEndpoint;
  readonly #queue: PQueue;
  readonly #limiter: RateLimiter;
  readonly #budget: TokenBudget;
  readonly #clock: Clock;
  readonly #random: Random;
  /** Requests under way by key: the same question asked twice at once is paid once. */
  readonly #underWay = new Map<string, Promise<StoredAnswer | CallFailure>>();

  constructor(options: LlmClientOptions, call: CallEndpoint) {
    this.#endpoint = options.endpoint;
    this.#cache = options.cache;
    this.#call = call;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#random = options.random ?? createRandom(`${process.pid} ${Date.now()}`);
    this.#queue = new PQueue({ concurrency: options.endpoint.concurrency });
    this.#limiter = new RateLimiter(options.endpoint, this.#clock);
    this.#budget = new TokenBudget(options.tokenBudget ?? 0);
  }

  get budgetSpent(): boolean {
    return this.#budget.exhausted;
  }

  keyOf(request: LlmRequest): string {
    return requestKey(this.#endpoint, request);
  }

  async ask(request: LlmRequest): Promise<LlmOutcome> {
    const first = await this.#answer(request);
    if (first.failure !== undefined || request.schema === undefined) return first;
    const read = readStructuredAnswer(first.text, request.schema.schema);
    if ('value' in read) return { ...first, value: read.value };
    const second = await this.#answer(repairRequest(request, first.text, read.faults));
    if (second.failure !== undefined) return { key: first.key, failure: second.failure };
    const again = readStructuredAnswer(second.text, request.schema.schema);
    if ('faults' in again) {
      return { key: first.key, failure: { kind: 'schema', message: again.faults.join('; ').slice(0, 500) } };
    }
    return {
      ...second,
      key: first.key,
      value: again.value,
      tokens: first.tokens + second.tokens,
      cost: first.cost + second.cost,
      cached: first.cached && second.cached,
    };
  }

  /** The answer's text, from the cache or the endpoint. */
  async #answer(request: LlmRequest): Promise<LlmOutcome> {
    const key = this.keyOf(request);
    const known = this.#cache.read(key);
    if (known !== undefined) return outcomeOf(known, true);
    const asked = this.#underWay.get(key);
    const waiting = asked ?? this.#queue.add(() => this.#tryUntilAnswered(key, request));
    if (asked === undefined) {
      this.#underWay.set(key, waiting);
      void waiting.finally(() => this.#underWay.delete(key));
    }
    const result = await waiting;
    return 'kind' in result ? { key, failure: result } : outcomeOf(result, asked !== undefined);
  }

  async #tryUntilAnswered(key: string, request: LlmRequest): Promise<StoredAnswer | CallFailure> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.#tryOnce(key, request);
      if (reply.failure === undefined) return this.#store(key, request, reply);
      const wait = waitBeforeRetry(reply.failure, attempt, this.#endpoint, this.#random);
      if (wait === undefined) return describeTries(reply.failure, attempt);
      // A 429 speaks of all requests: those that have not started yet wait as well.
      if (reply.failure.kind === 'rate_limited') this.#limiter.pause(wait);
      else await this.#clock.sleep(wait);
    }
  }

  async #tryOnce(key: string, request: LlmRequest): Promise<CallResult> {
    const most = mostTokens(this.#endpoint, request);
    if (!(await this.#budget.reserve(most))) {
      return { failure: { kind: 'budget', message: 'the token budget of this run is spent' } };
    }
    let paid = 0;
    try {
      const likely = likelyTokens(this.#endpoint, request);
      const admission = await this.#limiter.admit(likely.input + likely.output);
      const result = await this.#call(request, key);
      paid = this.#count(result, likely.input);
      admission.settle(paid);
      return result;
    } finally {
      this.#budget.release(most, paid);
    }
  }

  /** Adds up what was paid; a request that was read and never answered is taken for its prompt. */
  #count(result: CallResult, likelyInput: number): number {
    if (result.text === undefined) {
      return ['timeout', 'broken_response'].includes(result.failure.kind) ? likelyInput : 0;
    }
    const { inputTokens, outputTokens } = result;
    this.spending.calls += 1;
    this.spending.inputTokens += inputTokens;
    this.spending.outputTokens += outputTokens;
    this.spending.cost += this.#costOf(inputTokens, outputTokens);
    return inputTokens + outputTokens;
  }

  #costOf(inputTokens: number, outputTokens: number): number {
    return (inputTokens * this.#endpoint.inputPrice + outputTokens * this.#endpoint.outputPrice) / 1e6;
  }

  #store(key: string, request: LlmRequest, { text, inputTokens, outputTokens }: CallReply): StoredAnswer {
    const { model } = this.#endpoint;
    const cost = this.#costOf(inputTokens, outputTokens);
    const answer = {
      key,
      model,
      promptVersion: request.promptVersion,
      text,
      inputTokens,
      outputTokens,
      cost,
    };
    this.#cache.write(answer);
    return answer;
  }
}

function outcomeOf(answer: StoredAnswer, cached: boolean): LlmOutcome {
  const { key, text, inputTokens, outputTokens, cost } = answer;
  return { key, text, value: undefined, tokens: inputTokens + outputTokens, cost, cached };
}

function describeTries(failure: CallFailure, attempts: number): CallFailure {
  return attempts === 1 || !isTransient(failure)
    ? failure
    : { ...failure, message: `${failure.message} (after ${attempts} tries)` };
}
