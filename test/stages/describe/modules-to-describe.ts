import { contentHash } from '../../../src/core/content-hash.ts';
import { publishModels } from '../../../src/engine/models.ts';
import type { StageContext } from '../../../src/engine/stage.ts';
import type { Endpoint } from '../../../src/llm/endpoint.ts';
import type { DescribeParameters } from '../../../src/stages/describe/parameters.ts';

/** A module of our own that differs from the others by its number. */
export function numberedModule(index: number): string {
  return `module unit${index}(input clk, input rst, input [3:0] step, output reg [7:0] total);
  always @(posedge clk) if (rst) total <= 8'd${index % 200}; else total <= total + step;
endmodule
`;
}

/** Puts modules into the warehouse as the stages before would have. */
export async function storeModules(
  { warehouse, projectRoot }: StageContext,
  texts: readonly string[],
): Promise<string[]> {
  await publishModels({ warehouse, projectRoot });
  const hashes = texts.map((text) => contentHash(text));
  await warehouse.append(
    'raw.documents',
    ['sha256'],
    texts.map((text, index) => ({ sha256: hashes[index]!, bytes: text.length, text })),
  );
  await warehouse.append(
    'curated.modules',
    ['module_id'],
    texts.map((text, index) => ({
      module_id: `m${index}`,
      module_sha256: hashes[index]!,
      repository_id: 'r',
      repo: 'own',
      path: `unit${index}.v`,
      name: /module\s+(\w+)/.exec(text)?.[1] ?? '',
      kind: 'module',
      decision: 'kept',
    })),
  );
  return hashes;
}

/** The stage's parameters, with an endpoint at `baseUrl`. */
export function describeParameters(
  baseUrl: string,
  changes: Partial<DescribeParameters> = {},
  endpoint: Partial<Endpoint> = {},
): DescribeParameters {
  return {
    grains: ['line'],
    styles: ['terse'],
    token_budget: 0,
    retry: false,
    round_trip_samples: 0,
    benchmark_nearness: 0.67,
    prompts: '',
    ...changes,
    endpoint: {
      baseUrl,
      model: 'stand-in',
      keyVariable: '',
      temperature: 0,
      maxTokens: 200,
      responseFormat: 'json_schema',
      concurrency: 8,
      requestsPerMinute: 0,
      tokensPerMinute: 0,
      timeoutSeconds: 0.5,
      attempts: 2,
      rateWindowSeconds: 0.1,
      inputPrice: 1,
      outputPrice: 1,
      ...endpoint,
    },
  };
}
