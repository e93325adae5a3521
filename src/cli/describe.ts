import { Command } from 'commander';
import { jsonOption, PROJECT_ROOT, warehouseOption } from './options.ts';

interface DescribeOptions {
  warehouse: string;
  endpoint: string;
  model: string;
  key: string;
  responseFormat: string;
  grains: string;
  styles: string;
  concurrency: string;
  requestsPerMinute: string;
  tokensPerMinute: string;
  timeout: string;
  maxTokens: string;
  temperature: string;
  inputPrice: string;
  outputPrice: string;
  budget: string;
  roundTrips: string;
  retry?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** `quarry describe` */
export function describeCommand(): Command {
  return new Command('describe')
    .description('Describe modules by structure and by a model, and check what is said of them')
    .addOption(warehouseOption())
    .option('--endpoint <url>', 'OpenAI-compatible endpoint up to /v1; without one, structure alone', '')
    .option('--model <name>', 'model at that endpoint', '')
    .option('--key <variable>', "environment variable with the endpoint's key; '' for none", 'OPENAI_API_KEY')
    .option(
      '--response-format <kind>',
      'json_schema | json_object | none: what the endpoint enforces',
      'json_schema',
    )
    .option('--grains <list>', 'line, summary, specification, blocks, problem', 'line,summary,specification')
    .option('--styles <list>', 'engineer, student, terse', 'engineer')
    .option('--concurrency <n>', 'requests under way at once', '8')
    .option('--requests-per-minute <n>', '0 is no limit', '0')
    .option('--tokens-per-minute <n>', '0 is no limit', '0')
    .option('--timeout <seconds>', 'until an answer is given up', '120')
    .option('--max-tokens <n>', 'longest answer', '1024')
    .option('--temperature <t>', 'sampling temperature', '0.2')
    .option('--input-price <p>', 'price of a million tokens in', '0')
    .option('--output-price <p>', 'price of a million tokens out', '0')
    .option('--budget <tokens>', 'tokens that this run may spend; 0 is no limit', '0')
    .option('--round-trips <n>', 'times that each specification is turned back into RTL and compared', '0')
    .option('--retry', 'ask again what failed in earlier runs')
    .option('--dry-run', 'print how many calls, tokens and how much money it would take')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(runDescribe);
}

const EXAMPLES = `
Examples:
  quarry describe
      what structure proves, without any endpoint
  quarry describe --endpoint http://localhost:8000/v1 --model qwen --key '' --dry-run
      calls, tokens and cost that vLLM would see
  quarry describe --endpoint http://localhost:11434/v1 --model llama3 --key '' --response-format json_object
      Ollama
  quarry describe --endpoint https://api.openai.com/v1 --model gpt-4.1-mini --response-format json_object --budget 2000000
      a hosted service, at most 2 million tokens; docs/llm-endpoints.md tells of limits, cost and failures
  quarry describe --endpoint ... --model ... --retry
      once more what report.description_failures lists`;

async function runDescribe(options: DescribeOptions): Promise<void> {
  const parameters = stageParameters(options);
  if (options.dryRun) {
    const { Warehouse } = await import('../warehouse/warehouse.ts');
    const { estimateDescriptions } = await import('../stages/describe/estimate.ts');
    const warehouse = await Warehouse.open(options.warehouse);
    try {
      const estimate = await estimateDescriptions(warehouse, PROJECT_ROOT, parameters);
      process.stdout.write(options.json ? `${JSON.stringify(estimate, null, 2)}\n` : estimateText(estimate));
    } finally {
      await warehouse.close();
    }
    return;
  }
  const { printStages, runStages } = await import('./run-stages.ts');
  const stages = [{ stage: 'describe', with: parameters as unknown as Record<string, unknown> }];
  printStages(await runStages('describe', options.warehouse, stages), options.json ?? false);
}

/** Texts become numbers here; the stage's schema says what they may be. */
function stageParameters(
  options: DescribeOptions,
): import('../stages/describe/parameters.ts').DescribeParameters {
  const names = (text: string) => text.split(/[\s,]+/).filter((name) => name !== '');
  return {
    grains: names(options.grains) as never,
    styles: names(options.styles) as never,
    endpoint: {
      baseUrl: options.endpoint,
      model: options.model,
      keyVariable: options.key,
      temperature: Number(options.temperature),
      maxTokens: Number(options.maxTokens),
      responseFormat: options.responseFormat as never,
      concurrency: Number(options.concurrency),
      requestsPerMinute: Number(options.requestsPerMinute),
      tokensPerMinute: Number(options.tokensPerMinute),
      timeoutSeconds: Number(options.timeout),
      attempts: 5,
      rateWindowSeconds: 60,
      inputPrice: Number(options.inputPrice),
      outputPrice: Number(options.outputPrice),
    },
    token_budget: Number(options.budget),
    retry: options.retry ?? false,
    round_trip_samples: Number(options.roundTrips),
    benchmark_nearness: 0.67,
    prompts: '',
  };
}

function estimateText(estimate: import('../stages/describe/estimate.ts').DescriptionEstimate): string {
  const { modules, calls, inputTokens, outputTokens, mostOutputTokens, cost, mostCost } = estimate;
  return [
    `${modules} modules, ${calls} calls`,
    `about ${inputTokens} tokens in and ${outputTokens} out, at most ${mostOutputTokens} out`,
    `cost about ${cost.toFixed(2)}, at most ${mostCost.toFixed(2)}`,
    'repairs of answers that break the schema, tries after failures and round trips come on top',
    '',
  ].join('\n');
}
