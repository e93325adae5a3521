import { publishModels } from '../../engine/models.ts';
import { likelyTokens } from '../../llm/llm-request.ts';
import { loadParser } from '../../verilog/parser.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { freezeRequests, promptFolder } from './ask-descriptions.ts';
import type { DescribeParameters } from './parameters.ts';
import { wantedDescriptions } from './wanted-descriptions.ts';

/** What a run would take. Tokens are estimated from bytes; an answer is taken for half of the longest. */
export interface DescriptionEstimate {
  modules: number;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  mostOutputTokens: number;
  cost: number;
  mostCost: number;
}

/** Builds every request that a run would send, and sends none. */
export async function estimateDescriptions(
  warehouse: Warehouse,
  projectRoot: string,
  parameters: DescribeParameters,
): Promise<DescriptionEstimate> {
  await publishModels({ warehouse, projectRoot });
  await loadParser();
  const { endpoint } = parameters;
  const modules = await warehouse.count('SELECT count(*) FROM curated.describable_modules');
  const sum = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const wanted = wantedDescriptions(parameters, promptFolder(projectRoot, parameters.prompts));
  if (wanted.length > 0) {
    const requests = await freezeRequests(warehouse, wanted, parameters.retry);
    for await (const batch of requests.batches()) {
      for (const { prompt } of batch) {
        const { input, output } = likelyTokens(endpoint, prompt);
        sum.calls += 1;
        sum.inputTokens += input;
        sum.outputTokens += output;
      }
    }
  }
  const mostOutputTokens = sum.calls * endpoint.maxTokens;
  const price = (output: number) =>
    (sum.inputTokens * endpoint.inputPrice + output * endpoint.outputPrice) / 1e6;
  return {
    modules,
    ...sum,
    mostOutputTokens,
    cost: price(sum.outputTokens),
    mostCost: price(mostOutputTokens),
  };
}
